import { readFileSync } from 'node:fs';

/** The `run: |` scripts of a composite action, in their order: the lines indented deeper than their key. */
export function runScripts(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const scripts: string[] = [];
  for (const [at, line] of lines.entries()) {
    const key = /^( *)run: \|$/.exec(line);
    if (!key) continue;
    const indent = `${key[1]}  `;
    const end = lines.findIndex((other, index) => index > at && other !== '' && !other.startsWith(indent));
    const body = lines.slice(at + 1, end < 0 ? undefined : end);
    scripts.push(body.map((one) => one.slice(indent.length)).join('\n'));
  }
  return scripts;
}

/** The names and defaults of an action's inputs. */
export function inputsOf(file: string): Map<string, string> {
  const text = readFileSync(file, 'utf8');
  const section = text.slice(text.indexOf('\ninputs:'), text.indexOf('\noutputs:'));
  const found = section.matchAll(/^ {2}([\w-]+):\n {4}description: .+\n {4}default: '?([^'\n]*)'?$/gm);
  return new Map([...found].map(([, name = '', value = '']) => [name, value]));
}
