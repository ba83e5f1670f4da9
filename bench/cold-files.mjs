// The .env files of the cold starts: one that nothing is special about, and one with what makes a linter load more.

const app = `NODE_ENV=production
PORT=8000
LOG_LEVEL=info
APP_NAME="billing"
APP_URL=https://billing.example.com/path?x=1
`;

const others = `REDIS_URL=redis://cache:6379/0
REDIS_POOL_SIZE=20
SESSION_SECRET='0123456789abcdef0123456789abcdef'
JWT_ISSUER=https://auth.example.com/
AWS_REGION=eu-central-1
S3_BUCKET=billing-assets   # one per service
SMTP_HOST=mail.example.com
SMTP_PORT=587
MAIL_FROM="Billing <billing@example.com>"
FEATURE_A=true
FEATURE_B=false
CACHE_TTL=300
TIMEZONE=UTC
GREETING="Hello, world"
`;

export const plainFile = `# billing
${app}
# database
DATABASE_URL=postgresql://app:s3cr3t@db-7.internal:5432/app
DB_SCHEMA=public
DB_POOL_SIZE=5
DB_MAX_OVERFLOW=10
DB_POOL_RECYCLE=540
DB_POOL_PRE_PING=true

${others}`;

/** At a provider whose limits are looked up, and with keys that readers of .env files take in different ways. */
export const exportedFile = `# billing
${app}
# database
DATABASE_URL=postgresql://app:s3cr3t@billing.c9akciq32.eu-west-1.rds.amazonaws.com:5432/app
DB_SCHEMA=public
export DB_POOL_SIZE=5
export DB_MAX_OVERFLOW=10
export DB_POOL_RECYCLE=540
export DB_POOL_PRE_PING=true

${others}`;
