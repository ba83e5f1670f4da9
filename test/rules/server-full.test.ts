import { live } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const full = (cause: 'all-slots' | 'reserved-slots' | 'role-limit' | 'database-limit' | 'standby' | 'unknown') =>
  live({ refusal: { kind: 'server-full', cause } });

runCases('server-full', [
  { kind: 'passing', name: 'a server that let the login in', env: '', options: live() },
  {
    kind: 'passing',
    name: 'a full pooler is another finding',
    env: '',
    options: live({ refusal: { kind: 'pooler-full', what: 'x', next: 'y' } }),
  },
  {
    kind: 'failing',
    name: 'every slot',
    env: '',
    options: full('all-slots'),
    expect: 'error',
    says: ['53300', 'every slot', 'restart'],
  },
  {
    kind: 'failing',
    name: 'all but the reserved ones',
    env: '',
    options: full('reserved-slots'),
    says: ['kept for administrators'],
  },
  { kind: 'failing', name: "the role's limit", env: '', options: full('role-limit'), says: ['ALTER ROLE'] },
  { kind: 'failing', name: "the database's limit", env: '', options: full('database-limit'), says: ['ALTER DATABASE'] },
  { kind: 'failing', name: 'replication', env: '', options: full('standby'), says: ['max_wal_senders'] },
  { kind: 'failing', name: 'a cause nobody knows', env: '', options: full('unknown'), says: ['no connection left'] },
  {
    kind: 'failing',
    name: 'says what the file asks for',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n',
    options: live({ refusal: { kind: 'server-full', cause: 'all-slots' } }, { instances: 3 }),
    says: ['180 in all'],
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
