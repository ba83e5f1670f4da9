import { expect, it } from 'vitest';
import { lint } from '../../src/index.ts';
import { runCases } from './run-cases.ts';

runCases('duplicate-setting', [
  { name: 'one value', kind: 'passing', env: 'DB_POOL_SIZE=20' },
  { name: 'the same value twice', kind: 'tie', expect: 'none', env: 'DB_POOL_SIZE=20\nDB_POOL_SIZE="20"' },
  { name: 'the same number in two writings', kind: 'tie', expect: 'none', env: 'DB_POOL_SIZE=20\nDB_POOL_SIZE=020' },
  {
    name: 'the same boolean in two writings',
    kind: 'tie',
    expect: 'none',
    env: 'DB_POOL_PRE_PING=true\nDB_POOL_PRE_PING=True',
  },
  {
    name: 'the same timeout in two writings',
    kind: 'tie',
    expect: 'none',
    env: 'DB_POOL_TIMEOUT=30\nDB_POOL_TIMEOUT=30.0',
  },
  {
    name: 'two values',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_POOL_SIZE=10\nA=1\nDB_POOL_SIZE=20',
    says: ['DB_POOL_SIZE 10'],
    at: '3:14',
    fix: null,
  },
  {
    name: 'two synonyms of one family',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_MAX_OVERFLOW=10\nDB_POOL_OVERFLOW=20',
    says: ['DB_MAX_OVERFLOW 10'],
    at: '2:18',
  },
  { name: 'workers', kind: 'failing', expect: 'warning', env: 'WEB_CONCURRENCY=2\nWEB_CONCURRENCY=4' },
  {
    name: 'two URLs, told without them',
    kind: 'failing',
    expect: 'warning',
    env: 'DATABASE_URL=postgresql://canary@a/b\nDATABASE_URL=sqlite:///x',
    says: ['another URL'],
  },
  {
    name: 'a long value is told by its length',
    kind: 'failing',
    env: 'DB_POOL_SIZE=canary canary\nDB_POOL_SIZE=20',
    says: ['13 characters'],
  },
  { name: 'two families are two pools', kind: 'passing', env: 'DB_POOL_SIZE=10\nAPP_DB_POOL_SIZE=20' },
  { name: 'two variables for workers are no duplicate', kind: 'passing', env: 'WEB_CONCURRENCY=2\nWORKERS=4' },
  { name: 'other keys are nobody’s business', kind: 'not-applicable', env: 'A=1\nA=2' },
]);

it('the earlier places are named', () => {
  const [finding] = lint([
    { file: '.env', text: 'DB_POOL_SIZE=5\nDB_POOL_SIZE=10\nDB_POOL_SIZE=20\n' },
  ]).findings.filter(({ ruleId }) => ruleId === 'duplicate-setting');
  expect(finding?.related.map(({ message, location }) => `${location.line} ${message}`)).toEqual([
    '1 DB_POOL_SIZE is 5 here',
    '2 DB_POOL_SIZE is 10 here',
  ]);
});
