// .env files as many teams write them, no two alike: names, order, comments, quotes, `export`, line ends, hosts and pools are drawn from a
// seed, the same ones in every run. File number 17 is the same text in every tree.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diceOf } from './dice.mjs';
import { databaseSettings, poolSettings } from './env-databases.mjs';
import { scratchFolder } from './scratch.mjs';

/** Of a hundred files, those that set up no pool. */
const withoutPool = 30;

const nouns = ['billing', 'catalog', 'search', 'orders', 'users', 'mailer', 'ledger', 'reports', 'gateway', 'stock'];
const kinds = ['api', 'web', 'worker', 'admin', 'jobs'];
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1'];

/** Settings that are none of poolfit's business, by section. */
const sections = {
  app: (dice, name) => [
    ['APP_NAME', name],
    ['NODE_ENV', dice.pick(['production', 'staging', 'development'])],
    ['PORT', 3000 + dice.below(6000)],
    ['LOG_LEVEL', dice.pick(['debug', 'info', 'warning', 'error'])],
    ['PUBLIC_HOST', `${name}.example.com`],
    ['PUBLIC_URL', dice.chance(30) ? 'https://${PUBLIC_HOST}/' : `https://${name}.example.com/?v=${dice.below(90)}`],
    ['TIMEZONE', dice.pick(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])],
    ['GREETING', `Hello, ${dice.pick(nouns)}`],
  ],
  cache: (dice) => [
    ['REDIS_URL', `redis://cache-${dice.below(90)}.internal:6379/${dice.below(16)}`],
    ['REDIS_POOL_SIZE', 5 + dice.below(60)],
    ['CACHE_TTL', 60 * (1 + dice.below(60))],
  ],
  mail: (dice, name) => [
    ['SMTP_HOST', `mail-${dice.below(9)}.example.com`],
    ['SMTP_PORT', dice.pick([25, 465, 587])],
    ['MAIL_FROM', `Team ${name} <${name}@example.com>`],
  ],
  storage: (dice, name) => [
    ['AWS_REGION', dice.pick(regions)],
    ['S3_BUCKET', `${name}-assets`],
    ['MAX_UPLOAD', 1_048_576 * (1 + dice.below(64))],
  ],
  sessions: (dice) => [
    ['SESSION_SECRET', dice.hex(32)],
    ['JWT_ISSUER', `https://auth-${dice.below(30)}.example.com/`],
    ...(dice.chance(5)
      ? [['TLS_CERT', `-----BEGIN CERTIFICATE-----\n${dice.hex(60)}\n-----END CERTIFICATE-----`]]
      : []),
  ],
  features: (dice) => ['CHECKOUT', 'DARK_MODE', 'EXPORTS'].map((key) => [`FEATURE_${key}`, dice.chance(50)]),
  monitoring: (dice) => [
    ['SENTRY_DSN', `https://${dice.hex(8)}@sentry.example.com/${dice.below(900)}`],
    ['SAMPLE_RATE', dice.below(100) / 100],
  ],
};

/** Processes are poolfit's business: it multiplies pools by them. */
const serverSettings = (dice) =>
  dice.pick([
    () => [],
    () => [['WEB_CONCURRENCY', 1 + dice.below(8)]],
    () => [['GUNICORN_CMD_ARGS', `--workers ${1 + dice.below(8)} --threads ${1 + dice.below(4)} --timeout 60`]],
    () => [
      ['GUNICORN_WORKERS', 1 + dice.below(6)],
      ['GUNICORN_TIMEOUT', dice.pick([30, 60, 120])],
    ],
  ])();

/** How one team writes; shares are of a hundred lines. */
const drawStyle = (dice) => ({
  quotes: dice.pick([[''], [''], [''], [''], ['"'], ["'"], ['', '', '"', "'"]]),
  quotesAll: dice.chance(20),
  exported: dice.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 100]),
  remarked: dice.pick([0, 0, 0, 8]),
  headed: dice.chance(60),
  lineEnd: dice.chance(8) ? '\r\n' : '\n',
});

const remarks = [
  'ask the platform team',
  'see the runbook',
  'one per service',
  'TODO: move to the vault',
  'per process',
];

function lineOf(dice, style, [key, setting]) {
  const value = String(setting);
  const isWord = /^(?:-?[\d.]+|true|false|\w{1,12})$/i.test(value) && !style.quotesAll;
  const drawn = isWord ? '' : dice.pick(style.quotes);
  const needsQuotes = /[\s#<>]/.test(value);
  const quote = value.includes('${') || (needsQuotes && !drawn) ? '"' : drawn;
  const word = dice.chance(style.exported) ? 'export ' : '';
  const remark = dice.chance(style.remarked) ? `  # ${dice.pick(remarks)}` : '';
  return `${word}${key}=${quote}${value}${quote}${remark}`;
}

/** A section's lines, of which one in seven is left out or commented out. */
function sectionLines(dice, style, title, settings) {
  const lines = settings.flatMap((setting) => {
    const line = lineOf(dice, style, setting);
    if (!dice.chance(14) || line.includes('\n')) return [line];
    return dice.chance(30) ? [`#${line}`] : [];
  });
  return [...(style.headed ? [`# ${title}`] : []), ...lines, ''];
}

/** The text of file number `at`. */
export function envFile(at) {
  const dice = diceOf(at);
  const style = drawStyle(dice);
  const name = `${dice.pick(nouns)}-${dice.pick(kinds)}-${at}`;
  const hasPool = !dice.chance(withoutPool);
  const database = hasPool || dice.chance(50) ? databaseSettings(dice) : [];
  const others = Object.entries(sections)
    .filter(() => dice.chance(75))
    .map(([title, settings]) => [title, dice.shuffled(settings(dice, name))]);
  const all = dice.shuffled([
    ['database', [...database, ...(hasPool ? poolSettings(dice) : [])]],
    ['server', serverSettings(dice)],
    ...others,
  ]);
  const lines = all.flatMap(([title, settings]) =>
    settings.length > 0 ? sectionLines(dice, style, title, settings) : [],
  );
  return [`# ${name}`, ...lines].join('\n').replaceAll('\n', style.lineEnd);
}

const fileNames = [
  ...['.env', '.env.production', '.env.staging', '.env.development', '.env.test', '.env.example', '.env.local'],
  ...['.env.production.local', '.env.ci', 'api.env', 'web.env', 'worker.env', 'cron.env', 'db.env'],
];

/** Writes `count` files into a new temporary folder, seven to thirteen in a service's folder. */
export function makeTree(count) {
  const tree = scratchFolder();
  for (let at = 0, service = 0; at < count; service++) {
    const dice = diceOf(-1 - service);
    const folder = join(tree.path, dice.pick(nouns), `${dice.pick(kinds)}-${service}`);
    mkdirSync(folder, { recursive: true });
    const names = dice.shuffled(fileNames).slice(0, 7 + dice.below(7));
    for (const name of names.slice(0, count - at)) writeFileSync(join(folder, name), envFile(at++));
  }
  return tree;
}
