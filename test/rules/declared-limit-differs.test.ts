import { live, pgbouncer } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const admin = {
  version: 'PgBouncer 1.18.0',
  maxClientConnections: 500,
  defaultPoolSize: 20,
  poolMode: 'transaction',
  queryWaitTimeoutSeconds: 120,
  clientIdleTimeoutSeconds: 0,
  serverIdleTimeoutSeconds: 600,
  serverLifetimeSeconds: 3600,
  pools: [],
};

runCases('declared-limit-differs', [
  { kind: 'passing', name: 'the same', env: '', options: live({}, { maxConnections: 100 }) },
  {
    kind: 'failing',
    name: 'less than the server has',
    env: '',
    options: live({ maxConnections: 200 }, { maxConnections: 100 }),
    expect: 'warning',
    says: ['stated as 100', 'says 200', 'state 200'],
  },
  { kind: 'failing', name: 'more', env: '', options: live({}, { maxConnections: 101 }), expect: 'warning' },
  {
    kind: 'passing',
    name: 'behind a pooler its own limit is meant',
    env: '',
    options: live({ snapshot: { pooler: { ...pgbouncer, admin } } }, { maxConnections: 500 }),
  },
  {
    kind: 'not-applicable',
    name: "behind a pooler that does not tell, the server's is not compared",
    env: '',
    options: live({ snapshot: { pooler: pgbouncer } }, { maxConnections: 500 }),
  },
  { kind: 'not-applicable', name: 'nothing stated', env: '', options: live() },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({ maxConnections: 100 }) },
]);
