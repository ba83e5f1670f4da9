import { toNumber } from '../model/rational.ts';
import { never, toSeconds } from '../model/units.ts';
import type { FactFlags } from './flags/facts.ts';

export type Ci = 'github' | 'gitlab';

/** Where an editor finds the config's schema, once poolfit is a dependency of the project. */
const schema = './node_modules/poolfit/src/cli/config/config.schema.json';

/** The config with what the flags state; what nobody states is not guessed. */
export function configText(flags: FactFlags): string {
  const { surge, idleTimeout, provider, concurrency, rps, queryMs, queriesPerRequest } = flags;
  const config = {
    $schema: schema,
    instances: flags.instances,
    workers: flags.workers,
    threads: flags.threads,
    engines: flags.engines,
    surge: surge && ('count' in surge ? surge.count : `${surge.percent}%`),
    maxConnections: flags.maxConnections,
    reservedConnections: flags.reservedConnections,
    otherConnections: flags.otherConnections,
    provider: provider?.id,
    idleTimeout: idleTimeout === never ? 'never' : idleTimeout && toSeconds(idleTimeout),
    concurrency: concurrency && toNumber(concurrency),
    rps: rps && toNumber(rps),
    queryMs: queryMs && toNumber(queryMs),
    queriesPerRequest: queriesPerRequest && toNumber(queriesPerRequest),
    defaults: flags.defaults,
    rules: {},
    ignore: [],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** What the config's keys mean: JSON has no comments, so it is said where the file is written. */
export const configKeys: readonly string[] = [
  'poolfit.config.json may say:',
  '  instances, workers, threads, engines, surge             the processes, each with a pool of its own',
  '  maxConnections, reservedConnections, otherConnections   the slots of the server',
  '  provider, idleTimeout                                   what closes idle connections',
  '  concurrency, or rps and queryMs                         the load',
  '  settings   { "MY_POOL": "poolSize", "MY_TIMEOUT_MS": { "fact": "acquireTimeout", "unit": "ms" } }',
  '  rules      { "pre-ping-disabled": "off", "overflow-over-ratio": "error" }',
  '  ignore     [ "fixtures" ]',
  '  overrides  [ { "files": [ "staging/**" ], "instances": 1 } ]',
  '  services   { "api": { "files": [ "api" ], "instances": 3 }, "worker": { "files": [ "worker" ] } }',
];

/** `0.1.0` of a package that is not 1.0 yet: the next minor version may differ. */
const pinned = (version: string): string => `poolfit@${version}`;

/** A job that lints every `.env` file of the repository. */
export const ciFiles = (version: string): Readonly<Record<Ci, { readonly name: string; readonly text: string }>> => ({
  github: {
    name: '.github/workflows/poolfit.yml',
    text: `name: poolfit
on: [push, pull_request]
permissions:
  contents: read
jobs:
  poolfit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npx --yes ${pinned(version)} lint . --format github
`,
  },
  gitlab: {
    name: '.gitlab-ci.yml',
    text: `poolfit:
  image: node:20-alpine
  script:
    - npx --yes ${pinned(version)} lint . --format text --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`,
  },
});

/** An entry for pre-commit that needs no repository but this one. */
export const preCommitText = (version: string): string => `repos:
  - repo: local
    hooks:
      - id: poolfit
        name: poolfit
        entry: npx --yes ${pinned(version)} lint .
        language: system
        always_run: true
        pass_filenames: false
`;
