import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'suppression-unknown',
  title: 'A poolfit-ignore comment names no rule that poolfit has',
  category: 'reading',
  severity: 'warning',
  on: 'suppression',
  needs: ['suppression'],
  yieldsTo: ['suppression-without-reason'],
  check({ suppression: { unknown, namesRules } }) {
    if (!namesRules) {
      return fail({
        at: 'suppression',
        message: 'The comment names no rule, so it hides nothing',
        help: 'Name the rule before the two hyphens: # poolfit-ignore rule-id -- reason',
      });
    }
    const [first] = unknown;
    if (!first) return pass;
    const meant = unknown.map(({ nearest }) => nearest).filter((id) => id !== undefined);
    return fail({
      at: 'suppression',
      message: `No rule is called ${unknown.map(({ shown }) => shown).join(', ')}`,
      help: meant[0] ? `Write ${meant.join(', ')}` : 'Take the id from the report; poolfit explain lists all rules',
    });
  },
  texts: () => ({
    why: 'A misspelt rule id hides nothing, or, after a rename, no longer what it was meant to hide.',
    sources: ['poolfit: the form of suppressions'],
  }),
});
