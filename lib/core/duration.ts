import { isDeferred } from './deferred';
import { FieldError } from './field-error';

const duration = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** Whether Go's `time.ParseDuration` takes the text: `90s`, `1h30m`, but neither `1d` nor `10`. */
export const isGoDuration = (text: string): boolean => duration.test(text);

/** What to say where the text is none. */
export const goDuration = 'a duration as Go writes it, as in 30s, 15m or 1h30m; a day is 24h';

/** Throws unless the value, where it is known, is a Go duration longer than zero. */
export function requirePositiveDuration(path: string, value: unknown): void {
  if (value === undefined || isDeferred(value)) return;
  if (typeof value !== 'string' || !isGoDuration(value) || value.startsWith('-')) {
    throw new FieldError(path, `must be ${goDuration}`);
  }
  if (!/[1-9]/.test(value)) {
    throw new FieldError(path, 'must be longer than zero; zero means that a changed secret is never read again');
  }
}
