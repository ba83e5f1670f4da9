import { defineRule, fail, pass } from '../src/engine/rule.ts';

/** The longest wait before the first probe that still frees a slot within a quarter of an hour. */
const mostSeconds = 600;

export default defineRule({
  id: 'dead-clients-hold-slots',
  title: 'The server notices a lost client only after a long time',
  category: 'live',
  severity: 'info',
  on: 'server',
  needs: ['keepalives'],
  check({ keepalives: { idleSeconds, intervalSeconds, count } }) {
    if (idleSeconds > 0 && idleSeconds <= mostSeconds) return pass;
    const first = idleSeconds === 0 ? "the operating system's time (2 h on Linux)" : `${idleSeconds} s`;
    const probes = count > 0 && intervalSeconds > 0 ? ` and ${count} × ${intervalSeconds} s more` : '';
    return fail({
      at: 'keepalives',
      message: `tcp_keepalives_idle is ${idleSeconds}: a client whose host is lost holds its slot for ${first}${probes}`,
      help: 'Set tcp_keepalives_idle to 60 (tcp_keepalives_interval 10, tcp_keepalives_count 6); it takes a reload, and new sessions have it',
    });
  },
  texts: () => ({
    why: 'After a crashed node or a cut network its sessions stay for hours, and the replacements find the slots taken.',
    sources: [
      'measured: tcp_keepalives_idle shows 7200 on Linux unless set',
      'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-TCP-KEEPALIVES-IDLE',
    ],
  }),
});
