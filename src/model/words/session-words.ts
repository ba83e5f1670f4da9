import type { LongSessions } from '../facts.ts';

/** `45 s`, `12 min`, `2 h 5 min`, `3 d 4 h`: two units are enough to tell a leak from a pool. */
export function formatAge(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return minutes < 10 && seconds % 60 >= 1 ? `${minutes} min ${Math.floor(seconds % 60)} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** The name of an application, which a session need not have. */
export const applicationName = (name: string): string => (name === '' ? '(no name)' : name);

const namedApplications = 3;

/** The first applications in words, the rest counted. */
export function named(sessions: readonly LongSessions[], describe: (one: LongSessions) => string): string {
  const first = sessions
    .slice(0, namedApplications)
    .map((one) => `${applicationName(one.application)} ${describe(one)}`);
  const more = sessions.length - namedApplications;
  return [...first, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
