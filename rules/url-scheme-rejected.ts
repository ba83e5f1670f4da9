import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'url-scheme-rejected',
  title: 'SQLAlchemy does not know the scheme of the URL',
  category: 'address',
  severity: 'error',
  on: 'url',
  needs: ['url', 'usesSqlalchemy'],
  check({ url, usesSqlalchemy }, key) {
    if (!usesSqlalchemy || url.database === 'other' || url.databaseName === url.scheme) return notApplicable;
    if (url.scheme === 'postgresql' || url.scheme.startsWith('postgresql+')) return pass;
    const driver = url.driver === undefined ? '' : `+${url.driver}`;
    const isOld = url.scheme === 'postgres';
    return fail({
      at: 'url',
      severity: isOld ? 'warning' : 'error',
      message: isOld
        ? `${key('url')} starts with postgres://, which SQLAlchemy 1.4 and later reject (NoSuchModuleError) unless the program rewrites it`
        : `${key('url')} starts with ${url.scheme}:, which SQLAlchemy does not know (NoSuchModuleError)`,
      help: `Write postgresql${driver}:// instead of ${url.scheme}:${url.target === '' ? '' : '//'}`,
    });
  },
  texts: () => ({
    why: 'create_engine raises NoSuchModuleError: the program does not start.',
    sources: ['https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls', 'run on SQLAlchemy 2.1.1'],
  }),
});
