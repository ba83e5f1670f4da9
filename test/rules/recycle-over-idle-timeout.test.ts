import type { IdleTimeoutKind } from '../../src/model/facts.ts';
import type { Severity } from '../../src/model/severity.ts';
import { type RuleCase, runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const file = (recycle: number, prePing: boolean): string => `DB_POOL_RECYCLE=${recycle}\nDB_POOL_PRE_PING=${prePing}\n`;

/** The scale of decisions.md: above and at a limit of 600 s, with pre-ping on and off. */
const scale: readonly (readonly [IdleTimeoutKind, on: Severity, off: Severity, tieOn: Severity, tieOff: Severity])[] = [
  ['closes', 'warning', 'error', 'warning', 'warning'],
  ['policy', 'warning', 'error', 'warning', 'warning'],
  ['drops', 'warning', 'warning', 'warning', 'warning'],
  ['conditional', 'info', 'warning', 'info', 'warning'],
];

const scaled = scale.flatMap(([idleKind, on, off, tieOn, tieOff]): RuleCase[] => {
  const options = stated({ idleTimeout: 600, idleKind });
  return [
    { kind: 'failing', name: `${idleKind}, pre-ping on`, env: file(3600, true), options, expect: on },
    { kind: 'failing', name: `${idleKind}, pre-ping off`, env: file(3600, false), options, expect: off },
    { kind: 'tie', name: `${idleKind}, equal, pre-ping on`, env: file(600, true), options, expect: tieOn },
    { kind: 'tie', name: `${idleKind}, equal, pre-ping off`, env: file(600, false), options, expect: tieOff },
    { kind: 'tie', name: `${idleKind}, one second below`, env: file(599, false), options, expect: 'none' },
  ];
});

runCases('recycle-over-idle-timeout', [
  { kind: 'passing', name: '540 below 600', env: file(540, true), options: stated({ idleTimeout: 600 }) },
  {
    kind: 'failing',
    name: 'nine tenths of the limit is what to set',
    env: file(3600, true),
    options: stated({ idleTimeout: 600 }),
    says: ['3600 s', 'after 600 s', 'to 540'],
    at: '1:17',
    fix: ['540'],
  },
  ...scaled,
  {
    kind: 'failing',
    name: "RDS: the guide's 900 s, and its recommendation of 600",
    env: file(3600, true),
    options: stated({ provider: 'aws-rds' }),
    expect: 'warning',
    says: ['900 s', 'the guide', 'to 600'],
    fix: ['600'],
  },
  {
    kind: 'failing',
    name: "Cloud SQL's 600 is a tie; keepalives are named",
    env: file(600, true),
    options: stated({ provider: 'gcp-cloudsql' }),
    expect: 'warning',
    says: ['keepalives_idle', 'tcp_user_timeout', 'to 540'],
  },
  {
    kind: 'failing',
    name: 'the default recycle time is judged too, with the line to add',
    env: 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=10\n',
    options: stated({ idleTimeout: 600 }),
    at: '1:14',
    says: ['add the line DB_POOL_RECYCLE=540'],
    fix: null,
  },
  {
    kind: 'passing',
    name: 'no idle limit is known of plain PostgreSQL',
    env: file(3600, true),
    options: stated({ provider: 'postgresql' }),
  },
  {
    kind: 'not-evaluated',
    name: 'neither provider nor idle timeout known',
    env: file(3600, true),
    missing: ['idleTimeout'],
  },
  {
    kind: 'not-evaluated',
    name: 'the recycle time is unreadable',
    env: 'DB_POOL_RECYCLE=1h\n',
    options: stated({ idleTimeout: 600 }),
    missing: ['maxLifetime'],
  },
  {
    kind: 'not-applicable',
    name: 'recycling is off: another finding',
    env: file(-1, true),
    options: stated({ idleTimeout: 600 }),
  },
  {
    kind: 'not-applicable',
    name: 'milliseconds: another finding',
    env: file(3_600_000, true),
    options: stated({ idleTimeout: 600 }),
  },
]);
