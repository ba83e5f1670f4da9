import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'suppression-unused',
  title: 'A poolfit-ignore comment hides nothing, because its rule finds nothing there',
  category: 'reading',
  severity: 'warning',
  on: 'suppression',
  needs: ['suppression'],
  yieldsTo: ['suppression-without-reason', 'suppression-unknown'],
  check({ suppression: { unused, hasSetting } }) {
    const [first] = unused;
    if (!first) return pass;
    const ids = unused.map(({ ruleId }) => ruleId).join(', ');
    const elsewhere = unused.find(({ failsAt }) => failsAt !== undefined);
    return fail({
      at: 'suppression',
      message: hasSetting
        ? `${ids} ${unused.length === 1 ? 'finds' : 'find'} nothing at this setting`
        : `No setting stands on this line or the next, so ${ids} cannot be hidden here`,
      help:
        elsewhere === undefined
          ? `Remove ${hasSetting && unused.length === 1 ? ids : 'what is not needed'} from the comment, or the comment`
          : `Move it to line ${elsewhere.failsAt}, where ${elsewhere.ruleId} fails, or remove it`,
    });
  },
  texts: () => ({
    why: 'The next real finding at this place would be hidden by a comment that was written for another one.',
    sources: ['poolfit: the form of suppressions'],
  }),
});
