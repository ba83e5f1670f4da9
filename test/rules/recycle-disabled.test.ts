import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const off = (prePing: boolean): string => `DB_POOL_RECYCLE=-1\nDB_POOL_PRE_PING=${prePing}\n`;

runCases('recycle-disabled', [
  { kind: 'passing', name: 'any recycle time', env: 'DB_POOL_RECYCLE=60\n', options: stated({ idleTimeout: 600 }) },
  {
    kind: 'passing',
    name: 'nothing ends idle connections',
    env: off(false),
    options: stated({ provider: 'postgresql' }),
  },
  {
    kind: 'failing',
    name: 'closed by the server, pre-ping off',
    env: off(false),
    options: stated({ idleTimeout: 600 }),
    expect: 'error',
    says: ['never recycles', '600 s', '=540'],
    at: '1:17',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'closed by the server, pre-ping on',
    env: off(true),
    options: stated({ idleTimeout: 600 }),
    expect: 'warning',
  },
  {
    kind: 'failing',
    name: 'dropped by the network',
    env: off(true),
    options: stated({ idleTimeout: 600, idleKind: 'drops' }),
    expect: 'warning',
    says: ['keepalives_idle'],
  },
  {
    kind: 'failing',
    name: 'only at times, pre-ping on',
    env: off(true),
    options: stated({ idleTimeout: 300, idleKind: 'conditional' }),
    expect: 'info',
  },
  {
    kind: 'failing',
    name: "SQLAlchemy's default is off",
    env: 'DB_POOL_SIZE=5\n',
    options: stated({ idleTimeout: 600, defaults: 'sqlalchemy' }),
    expect: 'error',
    at: '1:14',
  },
  { kind: 'not-evaluated', name: 'no idle timeout known', env: off(true), missing: ['idleTimeout'] },
  { kind: 'not-applicable', name: 'no pool', env: 'A=1\n' },
]);
