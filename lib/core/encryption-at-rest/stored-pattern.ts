const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A regular expression (POSIX, extended) for the base64 of whatever begins with a text.
 *
 * Three bytes make four characters; where one or two are left over, their last character is known in part.
 */
export function base64Pattern(prefix: string): string {
  const bytes = Buffer.from(prefix);
  const left = bytes.length % 3;
  const text = bytes.toString('base64').replaceAll('=', '');
  if (left === 0) return `^${escaped(text)}`;
  const from = alphabet.indexOf(text.slice(-1));
  const possible = alphabet.slice(from, from + (left === 1 ? 16 : 4));
  return `^${escaped(text.slice(0, -1))}[${possible}]`;
}

const escaped = (text: string): string => text.replaceAll('+', '[+]');
