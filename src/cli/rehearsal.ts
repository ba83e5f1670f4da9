import { makeLinter } from '../linter.ts';
import { reportText } from '../reporters/text.ts';
import { version } from './version.ts';

/** A file as most are, with a finding of several kinds. */
const sample = `# service
APP_NAME=app
REDIS_POOL_SIZE=20
export AWS_REGION=eu-central-1
GREETING="Hello, world"
DATABASE_URL=postgresql://app:secret@db.internal:5432/app
DB_POOL_SIZE=20
DB_MAX_OVERFLOW=60
DB_POOL_RECYCLE=0
DB_POOL_PRE_PING=1
`;

/**
 * Lints a sample to its report, which goes nowhere: for V8's compile cache of a first run, which may have been of a file without findings.
 * Reads and writes nothing.
 */
export function rehearse(): void {
  const linter = makeLinter();
  linter.add({ file: '.env', text: sample });
  reportText(linter.report(), { version, diagnostics: [], color: false, width: 80, quiet: false });
}
