import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'not-postgresql',
  title: 'The database is not PostgreSQL',
  category: 'address',
  severity: 'info',
  on: 'url',
  needs: ['url'],
  check({ url }, key) {
    if (url.database !== 'other') return pass;
    return fail({
      at: 'url',
      message: `${key('url')} leads to ${url.databaseName} (${url.scheme}:): PostgreSQL's limits do not apply to its pools`,
      help: 'Judge this pool by its own database; where it is PostgreSQL after all, write postgresql://',
    });
  },
  texts: () => ({
    why: 'Other databases count connections in other ways, and some have no server at all.',
    sources: ['facts: URLs seen in public projects'],
  }),
});
