import { expect, it } from 'vitest';
import { lint } from '../../src/index.ts';
import { runCases } from './run-cases.ts';

const url = 'postgresql://user:secret@db/app';

runCases('reader-dependent-value', [
  { name: 'a plain number', kind: 'passing', env: 'DB_POOL_SIZE=20\r\n' },
  { name: 'a BOM', kind: 'passing', env: '\ufeffDB_POOL_SIZE=20' },
  { name: 'blanks around a number are no difference to int()', kind: 'tie', expect: 'none', env: 'DB_POOL_SIZE= 20  ' },
  { name: 'a plain URL', kind: 'passing', env: `DATABASE_URL=${url}` },
  { name: 'other keys', kind: 'not-applicable', env: 'A=20#c' },
  {
    name: 'quotes: only docker',
    kind: 'failing',
    expect: 'info',
    env: 'DB_POOL_SIZE="20"',
    says: ['node dotenv, python-dotenv and Docker Compose: reads 20', 'docker --env-file: reads 4 characters'],
    at: '1:15',
    fix: null,
  },
  {
    name: 'export: only docker',
    kind: 'failing',
    expect: 'info',
    env: 'export DB_POOL_SIZE=20',
    says: ['rejects the line'],
  },
  { name: 'a comment: only docker', kind: 'failing', expect: 'info', env: 'DB_POOL_SIZE=20  # c' },
  { name: 'a tab before a comment', kind: 'failing', expect: 'warning', env: 'DB_POOL_SIZE=20\t# c' },
  { name: 'backticks: int() raises', kind: 'failing', expect: 'error', env: 'DB_POOL_SIZE=`20`', says: ['int()'] },
  {
    name: 'a comment without a blank: int() raises',
    kind: 'failing',
    expect: 'error',
    env: 'DB_POOL_SIZE=20#c',
    says: ['reads 20', 'reads 4 characters'],
  },
  { name: 'the same of a float', kind: 'failing', expect: 'error', env: 'DB_POOL_SIZE=5\nDB_POOL_TIMEOUT=30.0#c' },
  {
    name: 'a comment instead of a value',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_POOL_SIZE= # c',
    says: ['reads empty'],
  },
  {
    name: 'colon syntax',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_POOL_SIZE: 20',
    says: ['python-dotenv: does not see it'],
  },
  { name: 'an unclosed quote', kind: 'failing', expect: 'warning', env: 'DB_POOL_SIZE="20', says: ['not closed'] },
  {
    name: 'a default of a variable',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_POOL_SIZE=${X:-20}',
    says: ['$', 'reads 20'],
  },
  {
    name: 'another variable, never shown',
    kind: 'failing',
    expect: 'warning',
    env: 'X=canary\nDB_POOL_SIZE=${X}',
    says: ['what another variable holds'],
  },
  { name: 'a command', kind: 'failing', expect: 'warning', env: 'DB_POOL_SIZE=$(nproc)', says: ['shell'] },
  {
    name: 'a $ in a password',
    kind: 'failing',
    expect: 'warning',
    env: 'DATABASE_URL=postgresql://user:pa$word@db/app',
    says: ['reads 32 characters', 'reads 27 characters', '%24'],
  },
  {
    name: 'a # in a password',
    kind: 'failing',
    expect: 'warning',
    env: 'DATABASE_URL=postgresql://user:pa#ss@db/app',
    says: ['cuts it at character 21', '%23'],
  },
  { name: 'a quoted URL: only docker', kind: 'failing', expect: 'info', env: `DATABASE_URL="${url}"` },
  {
    name: 'a line on which Compose stops',
    kind: 'failing',
    expect: 'warning',
    env: '; note\nDB_POOL_SIZE=20\nDB_MAX_OVERFLOW=10',
    says: ['Docker Compose: stops at line 1'],
    at: '2:14',
  },
]);

it('a value on which int() raises is judged by no other rule', () => {
  const { findings } = lint([{ file: '.env', text: 'DB_POOL_SIZE=1#c\nDB_MAX_OVERFLOW=50\n' }]);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['reader-dependent-value']);
});

it('nothing of a URL or of another variable is told', () => {
  const text =
    'X=canary1\nDB_POOL_SIZE=${X}\nDATABASE_URL=postgresql://canary2:canary3#canary4@db/app\nDB_URL=canary5#x\n';
  expect(JSON.stringify(lint([{ file: '.env', text }]))).not.toContain('canary');
});

it('digits before a # are a password, not a port', () => {
  const { findings } = lint([
    { file: '.env', text: 'DATABASE_URL=postgresql://canary:1234#5@db/app\nDB_POOL_SIZE=5\n' },
  ]);
  expect(findings.map(({ ruleId }) => ruleId)).toContain('url-unreadable');
  expect(JSON.stringify(findings)).not.toMatch(/canary|1234/);
});
