import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'declared-limit-differs',
  title: 'The stated max_connections is not what the server says',
  category: 'live',
  severity: 'warning',
  on: 'server',
  needs: ['declaredLimit', 'liveLimit'],
  check({ declaredLimit, liveLimit }) {
    if (declaredLimit === liveLimit) return pass;
    return fail({
      at: 'declaredLimit',
      message: `max_connections is stated as ${declaredLimit}, and the server says ${liveLimit}`,
      help: `Leave it out, or state ${liveLimit}`,
    });
  },
  texts: () => ({
    why: 'Every limit is judged by the stated number: pools that fit on paper do not fit the server.',
    sources: ['facts: managed services set max_connections by plan, and plans change'],
  }),
});
