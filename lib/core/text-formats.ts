import type { StringFormat } from './crd-schema';
import { goDuration, isGoDuration } from './duration';

/** The formats of a text, and what to say of them. */
export const formats = {
  duration: { accepts: isGoDuration, wanted: goDuration },
  json: { accepts: text => isJson(text), wanted: 'a string of JSON, as JSON.stringify returns it' },
  // Without `://`, localhost:4566 is a URL of the scheme localhost.
  uri: {
    accepts: text => /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) && URL.canParse(text),
    wanted: 'an absolute URL, as in https://example.com/path',
  },
} as const satisfies Record<StringFormat, { accepts: (text: string) => boolean; wanted: string }>;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const compiledPatterns = new Map<string, RegExp>();

/** The pattern of a CRD, compiled once. */
export function compiled(pattern: string): RegExp {
  let regExp = compiledPatterns.get(pattern);
  // Without the flag u, which refuses ranges such as [\w-.].
  if (!regExp) compiledPatterns.set(pattern, (regExp = new RegExp(pattern)));
  return regExp;
}
