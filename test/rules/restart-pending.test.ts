import { live, snapshotWith } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const { limits } = snapshotWith();
const pending = (restartPending: readonly string[] | null) =>
  live({ snapshot: { limits: limits && { ...limits, restartPending } } });

runCases('restart-pending', [
  { kind: 'passing', name: 'nothing waits', env: '', options: live() },
  {
    kind: 'failing',
    name: 'max_connections',
    env: '',
    options: pending(['max_connections']),
    expect: 'warning',
    says: ['still 100', 'Restart', 'pg_reload_conf() does not'],
  },
  {
    kind: 'failing',
    name: 'the reserve',
    env: '',
    options: pending(['reserved_connections', 'superuser_reserved_connections']),
    says: ['and superuser_reserved_connections were changed and wait'],
  },
  { kind: 'not-applicable', name: 'pg_settings may not be read', env: '', options: pending(null) },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
