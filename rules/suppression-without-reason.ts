import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'suppression-without-reason',
  title: 'A poolfit-ignore comment gives no reason and hides nothing',
  category: 'reading',
  severity: 'warning',
  on: 'suppression',
  needs: ['suppression'],
  check({ suppression }) {
    if (suppression.hasReason) return pass;
    return fail({
      at: 'suppression',
      message: 'The comment gives no reason, so it hides nothing',
      help: 'Write why behind two hyphens: # poolfit-ignore rule-id -- reason',
    });
  },
  texts: () => ({
    why: 'Nobody can tell later whether an exception without a reason still holds, so it stays for ever.',
    sources: ['poolfit: the form of suppressions'],
  }),
});
