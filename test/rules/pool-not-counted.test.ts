import { nothingStated } from '../../src/model/stated.ts';
import { runCases } from './run-cases.ts';

const pool = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\nDATABASE_URL=postgresql://u:p@db/app\n';
const engines = {
  ...nothingStated,
  facts: { engines: { value: 2, origin: { kind: 'flag', flag: '--engines' } } },
} as const;

runCases('pool-not-counted', [
  { name: 'one pool', kind: 'passing', env: pool },
  {
    name: 'a URL of a replica',
    kind: 'failing',
    expect: 'info',
    env: `${pool}DATABASE_READ_URL=postgresql://u:p@replica/app`,
    says: ['DATABASE_READ_URL', '--engines'],
  },
  {
    name: 'a family of a replica',
    kind: 'failing',
    expect: 'info',
    env: `${pool}DB_REPLICA_POOL_SIZE=5`,
    says: ['DB_REPLICA_POOL_SIZE'],
  },
  {
    name: 'Celery',
    kind: 'failing',
    expect: 'info',
    env: `${pool}CELERY_WORKER_CONCURRENCY=8`,
    says: ['CELERY_WORKER_CONCURRENCY'],
  },
  {
    name: 'stated engines',
    kind: 'passing',
    env: `${pool}DATABASE_READ_URL=postgresql://u:p@replica/app`,
    options: { stated: engines },
  },
  {
    name: 'the replica’s is the only URL',
    kind: 'tie',
    expect: 'none',
    env: 'DB_POOL_SIZE=5\nDATABASE_READ_URL=postgresql://u:p@replica/app',
  },
  { name: 'no pool', kind: 'not-applicable', env: 'CELERY_WORKER_CONCURRENCY=8' },
  {
    name: 'another database',
    kind: 'not-applicable',
    env: 'DB_POOL_SIZE=5\nDATABASE_URL=mysql://u:p@db/app\nCELERY_WORKER_CONCURRENCY=8',
  },
]);
