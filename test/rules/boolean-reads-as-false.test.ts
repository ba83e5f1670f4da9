import { runCases } from './run-cases.ts';

runCases('boolean-reads-as-false', [
  ...['true', 'True', 'TRUE', 'false', '0', 'no', 'off', 'n', 'F'].map((value) => ({
    name: `${value} is what it says`,
    kind: 'passing' as const,
    env: `DB_POOL_PRE_PING=${value}`,
  })),
  ...['1', 'yes', 'on', 't', 'y', 'enabled', '2'].map((value) => ({
    name: `${value} is read as false`,
    kind: 'failing' as const,
    expect: 'warning' as const,
    env: `DB_POOL_PRE_PING=${value}`,
    says: [`DB_POOL_PRE_PING (${value})`],
    at: '1:18',
    fix: ['true'],
  })),
  {
    name: 'blanks around true',
    kind: 'failing',
    expect: 'warning',
    env: 'DB_POOL_PRE_PING=" true"',
    says: ['5 characters'],
  },
  { name: 'empty', kind: 'failing', expect: 'warning', env: 'DB_POOL_PRE_PING=', says: ['(empty)'] },
  {
    name: 'a placeholder in a template',
    kind: 'not-evaluated',
    file: '.env.dist',
    env: 'DB_POOL_PRE_PING=',
    missing: ['booleanReading'],
  },
  { name: 'a number is no boolean', kind: 'not-applicable', env: 'DB_POOL_SIZE=1' },
]);
