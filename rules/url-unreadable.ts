import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'url-unreadable',
  title: 'A database URL cannot be taken apart',
  category: 'address',
  severity: 'error',
  on: 'url',
  needs: ['urlProblem'],
  check({ urlProblem }, key) {
    if (urlProblem === null) return pass;
    return fail({
      at: 'urlProblem',
      message: `${key('urlProblem')} ${urlProblem}`,
      help: `Percent-encode user name and password in ${key('urlProblem')}: @ as %40, / as %2F, # as %23, ? as %3F, % as %25`,
    });
  },
  texts: () => ({
    why: 'Drivers cut such a URL at different places: one connects, another takes half of the password for a host name.',
    sources: ['https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS'],
  }),
});
