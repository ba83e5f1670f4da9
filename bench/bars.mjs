// The bars of one run: each is printed as soon as it is measured, and one that is missed, or could not be measured, fails the run.
const bars = [];

function keep(bar) {
  bars.push(bar);
  console.log(`${bar.isMet ? 'ok    ' : 'MISSED'} ${bar.name}: ${bar.figure} (at most ${bar.target})`);
}

/** A figure that must be at most `most`. */
export const bar = (name, value, most, unit = '×') =>
  keep({ name, isMet: value <= most, figure: `${Number(value.toPrecision(4))} ${unit}`, target: `${most} ${unit}` });

/** Bars that nobody measured count as missed: a run without them says nothing about them. */
export function unmeasured(name, error) {
  bars.push({ name, isMet: false, figure: 'not measured', target: '' });
  console.log(`MISSED ${name}: not measured: ${error.message}`);
}

/** A figure beside the bars. */
export const note = (text) => console.log(`       ${text}`);

/** The last lines of a run, and its exit code. */
export function verdict() {
  const missed = bars.filter(({ isMet }) => !isMet);
  if (bars.length > 0) console.log(`\n${bars.length - missed.length} of ${bars.length} bars met`);
  for (const { name } of missed) console.log(`MISSED ${name}`);
  return missed.length > 0 ? 1 : 0;
}

/** The bars as the table of RESULTS.md. */
export function printTable(headline) {
  const rows = bars.map(
    ({ name, figure, target, isMet }) =>
      `| ${name} | ${figure}${isMet ? '' : ' (missed)'} | ${target && `≤ ${target}`} |`,
  );
  console.log(['', headline, '', '| bar | figure | target |', '| --- | --- | --- |', ...rows, ''].join('\n'));
}
