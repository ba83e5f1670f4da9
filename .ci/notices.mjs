// The notices that the licenses of bundled packages ask for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names, versions and licenses of the packages whose files stand among a bundle's inputs (esbuild's `metafile.inputs`). */
export function notices(inputs) {
  const folders = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort().map(notice).join('\n\n');
}

function notice(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const { name, version } = JSON.parse(read('package.json'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  // pg-types has its license in its README alone.
  const text = file === undefined ? /^## license\n.*/ims.exec(read('README.md'))?.[0] : read(file);
  if (text === undefined) throw new Error(`${name} is bundled, and this build does not find its license`);
  return `${name} ${version}\n\n${text}`;
}
