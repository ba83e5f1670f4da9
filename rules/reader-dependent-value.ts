import { defineRule, fail, pass } from '../src/engine/rule.ts';
import type { Disagreement } from '../src/model/facts.ts';

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** `node dotenv and python-dotenv: reads 20; docker --env-file: reads 4 characters`. */
const whoReadsWhat = ({ groups }: Disagreement): string =>
  groups.map(({ readers, shown }) => `${list(readers)}: ${shown}`).join('; ');

function message(name: string, disagreement: Disagreement): string {
  const who = whoReadsWhat(disagreement);
  if (!disagreement.interpolated) return `${name} depends on who reads the file (${who})`;
  return `${name} holds a $ that some readers, or a shell, replace, so its value is unknown (${who})`;
}

function help(name: string, { interpolated, isUrl, pythonRaises }: Disagreement): string {
  if (isUrl) return `Write ${name} without quotes, blanks or a comment, and in it # as %23 and $ as %24`;
  if (interpolated) return `Write the value itself after ${name}=`;
  const plain = `Write ${name}= and the plain value, without quotes, blanks, export or a comment on its line`;
  return pythonRaises ? `${plain}: int() raises ValueError on what python-dotenv reads` : plain;
}

export default defineRule({
  id: 'reader-dependent-value',
  title: 'Readers of .env files give this setting different values',
  category: 'reading',
  severity: 'warning',
  on: 'setting',
  needs: ['disagreement'],
  check({ disagreement }, key) {
    if (disagreement === null) return pass;
    const name = key('disagreement');
    return fail({
      at: 'disagreement',
      severity: disagreement.pythonRaises ? 'error' : disagreement.onlyDocker ? 'info' : 'warning',
      message: message(name, disagreement),
      help: help(name, disagreement),
    });
  },
  texts: () => ({
    why: 'The same file gives one pool on a laptop and another in a container, and nobody sees which.',
    sources: ['measured with dotenv 17 and 18, python-dotenv 1.2.4, compose-go and docker run --env-file'],
  }),
});
