import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

runCases('pre-ping-disabled', [
  ...['true', 'True', 'TRUE'].map(
    (value) => ({ kind: 'passing', name: value, env: `DB_POOL_PRE_PING=${value}\n` }) as const,
  ),
  ...['false', 'False', '0', 'no', 'off', 'n', 'f'].map(
    (value) =>
      ({
        kind: 'failing',
        name: value,
        env: `DB_POOL_PRE_PING=${value}\n`,
        expect: 'warning',
        at: '1:18',
        fix: ['true'],
      }) as const,
  ),
  {
    kind: 'failing',
    name: "SQLAlchemy's default is false, and the line to add is named",
    env: 'DB_POOL_SIZE=5\n',
    options: stated({ defaults: 'sqlalchemy' }),
    at: '1:14',
    says: ['add the line DB_POOL_PRE_PING=true'],
    fix: null,
  },
  { kind: 'not-applicable', name: '1 reads as false: another finding', env: 'DB_POOL_PRE_PING=1\n' },
  { kind: 'not-evaluated', name: 'put together elsewhere', env: 'DB_POOL_PRE_PING=${X}\n', missing: ['prePing'] },
]);
