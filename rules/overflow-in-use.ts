import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { poolCount } from '../src/model/connections.ts';

export default defineRule({
  id: 'overflow-in-use',
  title: 'The application holds more connections than its pools keep',
  category: 'live',
  severity: 'info',
  on: 'server',
  needs: ['ownSessions', 'demand'],
  uses: ['poolSize', 'instances', 'workers', 'engines'],
  check({ ownSessions, demand }, key) {
    const pools = poolCount(demand.processes);
    const perProcess = demand.pools.reduce((sum, { kept }) => sum + kept, 0);
    const kept = pools * perProcess;
    if (!Number.isFinite(kept) || kept === 0) return notApplicable;
    if (ownSessions <= kept) return pass;
    const wanted = Math.ceil(ownSessions / pools);
    const many = pools === 1 ? '' : ` (${pools} × ${perProcess})`;
    return fail({
      at: 'demand',
      message: `${ownSessions} connections of this role and database are open, and the pools keep ${kept}${many}: ${ownSessions - kept} more, overflow or of processes that nobody counted`,
      help: `If this is so most of the time (check --watch tells), raise ${key('poolSize')} to ${wanted}; if more processes run, say so with --instances and --workers`,
    });
  },
  texts: () => ({
    why: 'Overflow connections are closed when they come back: under steady load the application reconnects all the time.',
    sources: ['guide: "Overflow > 0 consistently means pool too small"'],
  }),
});
