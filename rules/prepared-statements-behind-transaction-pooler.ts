import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'prepared-statements-behind-transaction-pooler',
  title: 'asyncpg prepares statements that the pooler loses',
  category: 'address',
  severity: 'warning',
  on: 'url',
  needs: ['url', 'pooler'],
  check({ url, pooler }, key) {
    if (url.driver !== 'asyncpg' || url.database !== 'postgresql') return notApplicable;
    if (pooler === null || pooler.mode !== 'transaction' || pooler.preparedStatements) return pass;
    const cache = url.parameters.find(({ name }) => name === 'prepared_statement_cache_size');
    if (cache?.value !== undefined && /^[+-]?0+$/.test(cache.value)) return pass;
    return fail({
      at: 'pooler',
      message: `${key('pooler')} takes asyncpg, which prepares every statement, to ${pooler.name} (${url.target}), which keeps no prepared statements between transactions`,
      help: `Add prepared_statement_cache_size=0 to the parameters of ${key('url')}, and statement_cache_size=0 to connect_args`,
    });
  },
  texts: () => ({
    why: 'Statements fail now and then with "prepared statement does not exist" or "already exists", under load most of all.',
    sources: [
      'https://docs.sqlalchemy.org/en/20/dialects/postgresql.html#prepared-statement-name-with-pgbouncer',
      'https://supabase.com/docs/guides/database/connecting-to-postgres',
    ],
  }),
});
