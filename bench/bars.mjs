// The bars of one run: each is printed as soon as it is measured, and one that is missed, or could not be measured, fails the run.
const missed = [];
let met = 0;

function keep(isMet, name, words) {
  if (isMet) met++;
  else missed.push(name);
  console.log(`${isMet ? 'ok    ' : 'MISSED'} ${name}: ${words}`);
}

/** A figure that must be at most `most`. */
export const bar = (name, value, most, unit = '×') =>
  keep(value <= most, name, `${Number(value.toFixed(3))} ${unit} (at most ${most})`);

/** Bars that nobody measured count as missed: a run without them says nothing about them. */
export const unmeasured = (name, error) => keep(false, name, `not measured: ${error.message}`);

/** A figure beside the bars. */
export const note = (text) => console.log(`       ${text}`);

/** The last lines of a run, and its exit code. */
export function verdict() {
  const judged = met + missed.length;
  if (judged > 0) console.log(`\n${met} of ${judged} bars met`);
  for (const name of missed) console.log(`MISSED ${name}`);
  return missed.length > 0 ? 1 : 0;
}
