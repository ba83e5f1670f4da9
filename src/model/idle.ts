import type { IdleTimeoutKind } from './facts.ts';
import type { Severity } from './severity.ts';
import { formatDuration, type Millis } from './units.ts';

/**
 * How bad it is to keep connections beyond an idle limit. A server or proxy that closes them is noticed by pre-ping; a network that
 * forgets them is not (a ping into a dropped flow was measured to hang for 938 s); a limit that holds only at times is a hint.
 */
export function idleSeverity(kind: IdleTimeoutKind, prePing: boolean): Severity {
  switch (kind) {
    case 'closes':
    case 'policy':
      return prePing ? 'warning' : 'error';
    case 'drops':
      return 'warning';
    case 'conditional':
      return prePing ? 'info' : 'warning';
  }
}

/** What ends an idle connection, in words: `the network forgets idle connections after 600 s`. */
export function describeIdleLimit(kind: IdleTimeoutKind, idleTimeout: Millis): string {
  const after = `after ${formatDuration(idleTimeout)}`;
  switch (kind) {
    case 'closes':
      return `idle connections are closed ${after}`;
    case 'policy':
      return `the guide counts on idle connections being closed ${after}`;
    case 'drops':
      return `the network silently forgets idle connections ${after}`;
    case 'conditional':
      return `idle connections can be lost ${after}`;
  }
}

/** What helps besides a shorter recycle time where pre-ping does not. */
export const keepaliveAdvice = (kind: IdleTimeoutKind, idleTimeout: Millis): string =>
  kind === 'drops'
    ? `; pre-ping alone can hang there: also set keepalives_idle below ${formatDuration(idleTimeout)} and tcp_user_timeout to 10–30 s`
    : '';
