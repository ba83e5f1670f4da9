// .env files of which no two say the same, like those of many teams: names, hosts, sizes and times are drawn, the same ones in every run.

/** Draws whole numbers below a limit, by mulberry32 from a seed. */
function generator(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const nouns = ['billing', 'catalog', 'search', 'orders', 'users', 'mailer', 'ledger', 'reports', 'gateway', 'stock'];
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1'];
const levels = ['debug', 'info', 'warning', 'error'];
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];

const secret = (below, length) => Array.from({ length }, () => below(16).toString(16)).join('');

/** Lines that are none of poolfit's business; some files lack some. */
function otherLines(name, pick, below) {
  const lines = [
    `PORT=${3000 + below(6000)}`,
    `LOG_LEVEL=${pick(levels)}`,
    `APP_NAME="${name}"`,
    `APP_URL=https://${name}.example.com/${pick(nouns)}?x=${below(100)}`,
    `REDIS_URL=redis://cache-${below(90)}.internal:6379/${below(16)}`,
    `SESSION_SECRET='${secret(below, 32)}'`,
    `JWT_ISSUER=https://auth-${below(30)}.example.com/`,
    `export AWS_REGION=${pick(regions)}`,
    `S3_BUCKET=${name}-assets   # one per service`,
    `SMTP_HOST=mail-${below(9)}.example.com`,
    `SMTP_PORT=${pick([25, 465, 587])}`,
    `FEATURE_A=${pick(['true', 'false'])}`,
    `FEATURE_B=${pick(['true', 'false'])}`,
    `SENTRY_DSN=https://${secret(below, 8)}@sentry.example.com/${below(900)}`,
    `CACHE_TTL=${60 * (1 + below(60))}`,
    `MAX_UPLOAD=${1_048_576 * (1 + below(64))}`,
    `TIMEZONE=${pick(zones)}`,
    `LOCALE=${pick(['en_GB', 'de_DE', 'fr_FR', 'pt_BR'])}`,
    `GREETING="Hello, ${pick(nouns)}"`,
  ];
  return lines.filter(() => below(12) > 0);
}

/** The pool's settings. Recycle and acquire timeout together are no other file's of the first 104 000. */
function poolLines(at, below) {
  const size = 2 + below(14);
  const isBad = at % 10 === 0;
  const tooMany = at % 50 === 0 ? -1 : 2 * size + 1 + below(40);
  const overflow = isBad ? tooMany : below(size);
  return [
    `DB_POOL_SIZE=${size}`,
    `DB_MAX_OVERFLOW=${overflow}`,
    `DB_POOL_RECYCLE=${300 + (Math.floor(at / 26) % 4000)}`,
    `DB_POOL_TIMEOUT=${5 + (at % 26)}`,
    `DB_POOL_PRE_PING=${isBad ? below(2) : 'true'}`,
  ];
}

/** The text of the file number `at`. */
export function differentFile(at) {
  const below = generator(at);
  const pick = (list) => list[below(list.length)];
  const name = `${pick(nouns)}-${pick(nouns)}-${at}`;
  const host = `db-${below(5000)}.${pick(regions)}.internal`;
  const lines = [
    `# ${name}`,
    `NODE_ENV=${pick(['production', 'staging', 'development'])}`,
    '',
    '# database',
    `DATABASE_URL=postgresql://${pick(nouns)}:${secret(below, 12)}@${host}:${5432 + below(4)}/${pick(nouns)}`,
    `DB_SCHEMA=${pick(nouns)}`,
    ...poolLines(at, below),
    '',
    ...otherLines(name, pick, below),
  ];
  return `${lines.join('\n')}\n`;
}
