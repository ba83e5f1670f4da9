import { divide, multiply, parseRational, type Rational, rational } from '../../model/rational.ts';
import { type Millis, seconds } from '../../model/units.ts';
import { duration } from '../flags/values.ts';
import { usageError } from '../usage-error.ts';

const timeUnits = { ms: rational(1), s: rational(1000), m: rational(60_000), min: rational(60_000) } as const;
const isTimeUnit = (name: string): name is keyof typeof timeUnits => Object.hasOwn(timeUnits, name);

/** Milliseconds, exact, as a user types them: `20`, `20ms`, `0.5s`. Throws a usage error. */
export function readQueryTime(text: string): Rational {
  const match = /^([\d.]+)\s*([a-z]*)$/i.exec(text);
  const unit = match?.[2]?.toLowerCase() || 'ms';
  const value = parseRational(match?.[1] ?? '');
  if (value && value.num > 0n && isTimeUnit(unit)) return multiply(value, timeUnits[unit]);
  throw usageError('that is no query time; type milliseconds such as 20, or 20ms, 0.5s');
}

/** Requests per second, exact, as a user types them: `200`, `200/s`, `12000/min`. Throws a usage error. */
export function readRate(text: string): Rational {
  const match = /^([\d.]+)\s*(?:\/\s*(s|sec|m|min|h))?$/i.exec(text);
  const value = parseRational(match?.[1] ?? '');
  if (!match || !value || value.num <= 0n)
    throw usageError('that is no rate; type requests per second such as 200, or 12000/min');
  const per = (match[2] ?? 's').toLowerCase();
  return divide(value, rational(per.startsWith('s') ? 1 : per === 'h' ? 3600 : 60));
}

const readDuration = duration('the idle timeout');

/** A duration of at least 2 s (a recycle time of whole seconds has to be below it), or `never`. Throws a usage error. */
export function readIdleTimeout(text: string): Millis {
  const value = readDuration(text);
  if (value >= seconds(2)) return value;
  throw usageError('that is below 2 s, and no recycle time of whole seconds is below it; type 2s or more');
}
