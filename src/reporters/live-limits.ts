import { reservedFor } from '../model/live.ts';
import type { Limits, Login, Snapshot } from '../model/snapshot.ts';
import { formatAge } from '../model/words/session-words.ts';
import { wrap } from '../model/words/wrap.ts';

interface Line {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/** Limits and timeouts, each with what it means for a pool. */
export function limitLines({ limits, login, timeouts, keepalives, server }: Snapshot, width: number): string[] {
  const lines = [
    ...(limits ? slotLines(limits) : []),
    ...(login ? loginLines(login) : []),
    ...(timeouts ? timeoutLines(timeouts, server.major) : []),
    ...(keepalives ? keepaliveLines(keepalives) : []),
  ];
  return lines.flatMap((line) => laidOut(line, lines, width));
}

function laidOut({ name, value, meaning }: Line, lines: readonly Line[], width: number): string[] {
  const nameWidth = Math.max(...lines.map((line) => line.name.length));
  const valueWidth = Math.max(...lines.map((line) => line.value.length));
  const head = `  ${name.padEnd(nameWidth)}  ${value.padStart(valueWidth)}`;
  const room = width - head.length - 2;
  if (room < 30) return [head, wrap(meaning, width, '      ')];
  return [wrap(meaning, width, `${head}  `, ' '.repeat(head.length + 2))];
}

function slotLines(limits: Limits): Line[] {
  const { maxConnections, restartPending, superuserReservedConnections: own, reservedConnections } = limits;
  const parts = [
    `${own} kept for superusers`,
    ...(reservedConnections === null ? [] : [`${reservedConnections} for pg_use_reserved_connections`]),
    ...limits.providerReserved.map(({ name, value }) => `${value} by ${name}`),
  ];
  const waits = restartPending?.includes('max_connections') ? '; a changed value waits for a restart' : '';
  return [
    {
      name: 'max_connections',
      value: String(maxConnections),
      meaning: `client sessions in all; a restart changes it${waits}`,
    },
    {
      name: 'reserved',
      value: String(reservedFor(limits)),
      meaning: `not for ordinary roles: ${parts.join(', ')}`,
    },
  ];
}

function loginLines({ roleLimit, databaseLimit, superuser }: Login): Line[] {
  const bound = superuser ? '; a superuser is not bound by it' : '';
  const shown = (limit: number | null) => (limit === null ? 'none' : String(limit));
  return [
    { name: 'CONNECTION LIMIT of the role', value: shown(roleLimit), meaning: `all sessions of this role${bound}` },
    { name: 'CONNECTION LIMIT of the database', value: shown(databaseLimit), meaning: `all sessions in it${bound}` },
  ];
}

const timeoutMeanings = [
  [
    'idle_session_timeout',
    'idleSessionMs',
    'closes idle sessions: recycle connections earlier',
    'nothing here closes idle sessions',
    14,
  ],
  [
    'idle_in_transaction_session_timeout',
    'idleInTransactionSessionMs',
    'ends sessions idle in a transaction',
    'leaked transactions stay open',
    12,
  ],
  [
    'transaction_timeout',
    'transactionMs',
    'ends sessions whose transaction takes longer',
    'transactions may take for ever',
    17,
  ],
  [
    'statement_timeout',
    'statementMs',
    'cancels slower statements of this login',
    'a slow statement holds its connection',
    12,
  ],
] as const;

function timeoutLines(timeouts: NonNullable<Snapshot['timeouts']>, major: number | null): Line[] {
  return timeoutMeanings.flatMap(([name, field, on, off, since]) => {
    const value = timeouts[field];
    if (value === null) return major !== null && major < since ? [] : [{ name, value: '?', meaning: 'not known here' }];
    return [{ name, value: value === 0 ? 'off' : shortTime(value), meaning: value === 0 ? off : on }];
  });
}

const shortTime = (ms: number): string => (ms < 1000 ? `${ms} ms` : formatAge(ms / 1000));

function keepaliveLines({ idleSeconds, intervalSeconds, count }: NonNullable<Snapshot['keepalives']>): Line[] {
  const total = idleSeconds + intervalSeconds * count;
  const meaning =
    idleSeconds === 0 ? "the operating system's times" : `a lost client's slot is free after ${formatAge(total)}`;
  return [{ name: 'tcp_keepalives_idle', value: idleSeconds === 0 ? 'default' : formatAge(idleSeconds), meaning }];
}
