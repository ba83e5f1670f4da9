import { live } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const refusal = {
  kind: 'pooler-full',
  what: 'the pooler takes no more clients',
  next: 'Raise max_client_conn',
} as const;

runCases('pooler-full', [
  { kind: 'passing', name: 'a login that got in', env: '', options: live() },
  {
    kind: 'passing',
    name: 'a full server is another finding',
    env: '',
    options: live({ refusal: { kind: 'server-full', cause: 'all-slots' } }),
  },
  {
    kind: 'failing',
    name: 'no more clients',
    env: '',
    options: live({ refusal }),
    expect: 'error',
    says: ['no more clients', 'Raise max_client_conn'],
  },
  {
    kind: 'failing',
    name: 'with what the file asks for',
    env: 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n',
    options: live({ refusal }),
    says: ['10 in all'],
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
