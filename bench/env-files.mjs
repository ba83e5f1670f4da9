// Trees of .env files: about 30 lines each, ten in a folder, every tenth with findings. Here the text, but for names and a password, is
// one of a few; different-files.mjs has no two alike.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch.mjs';

const plain = (at) => `# service ${at}
NODE_ENV=production
PORT=${8000 + (at % 1000)}
LOG_LEVEL=info
APP_NAME="service-${at}"
APP_URL=https://service-${at}.example.com/path?x=1

# database
DATABASE_URL=postgresql://app:s3cr3t-${at}@db-${at % 7}.internal:5432/app
DB_SCHEMA=public
DB_SSL_MODE=require

REDIS_URL=redis://cache:6379/0
REDIS_POOL_SIZE=20
SESSION_SECRET='0123456789abcdef0123456789abcdef'
JWT_ISSUER=https://auth.example.com/
export AWS_REGION=eu-central-1
S3_BUCKET=assets-${at}   # one per service
SMTP_HOST=mail.example.com
SMTP_PORT=587
FEATURE_A=true
FEATURE_B=false
SENTRY_DSN=https://abc@sentry.example.com/${at}
CACHE_TTL=300
MAX_UPLOAD=10485760
TIMEZONE=UTC
LOCALE=en_GB
GREETING="Hello, world"
`;

const good = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=10\nDB_POOL_RECYCLE=540\nDB_POOL_PRE_PING=true\n';
const bad = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\nDB_POOL_RECYCLE=0\nDB_POOL_PRE_PING=1\n';

/** The text of the file number `at`: the same settings as every other, good or bad. */
export const envFile = (at) => plain(at) + (at % 10 === 0 ? bad : good);

/** Writes `count` files into a new temporary folder, each with the text of its number. */
export function makeTree(count, textOf, nameOf = envName) {
  const tree = scratchFolder();
  for (let at = 0; at < count; at++) {
    const folder = join(tree.path, `team-${Math.floor(at / 1000)}`, `app-${Math.floor(at / 10)}`);
    if (at % 10 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, nameOf(at % 10)), textOf(at));
  }
  return tree;
}

const envName = (place) => (place === 0 ? '.env' : `.env.${place}`);
