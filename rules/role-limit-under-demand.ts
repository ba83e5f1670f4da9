import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { describeDemand, isUnbounded, upTo } from '../src/sizing/demand.ts';

export default defineRule({
  id: 'role-limit-under-demand',
  title: 'The CONNECTION LIMIT of the role or the database is below what the pools open',
  category: 'live',
  severity: 'error',
  on: 'server',
  needs: ['loginLimits', 'demand'],
  uses: ['poolSize', 'maxOverflow', 'instances', 'workers', 'engines'],
  check({ loginLimits: { role, database }, demand }) {
    if (isUnbounded(demand) || (role === null && database === null)) return notApplicable;
    const limit = Math.min(role ?? Infinity, database ?? Infinity);
    if (demand.total <= limit) return pass;
    const whose = role === limit ? 'role' : 'database';
    const command = role === limit ? 'ALTER ROLE … CONNECTION LIMIT' : 'ALTER DATABASE … CONNECTION LIMIT';
    return fail({
      at: 'loginLimits',
      message: `${upTo(demand)}${describeDemand(demand)} connections, but the CONNECTION LIMIT of the ${whose} is ${limit}`,
      help: `Raise it (${command} ${demand.total}), or shrink the pools to ${limit} in all`,
    });
  },
  texts: () => ({
    why: 'The server answers "too many connections for role" while max_connections is far away.',
    sources: [
      'measured on PostgreSQL 12–18: both limits bind ordinary roles, not superusers',
      'https://www.postgresql.org/docs/current/sql-createrole.html',
    ],
  }),
});
