import { misreadCharacter } from './misread';

/** The escapes that JSON has otherwise than YAML, or not at all. */
const short: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\u000b': '\\v',
  '\u001b': '\\e',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

const hexadecimal = (code: number): string => (code < 0x100 ? `x${hex(code, 2)}` : `u${hex(code, 4)}`);
const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');
const escape = (character: string): string => short[character] ?? `\\${hexadecimal(character.charCodeAt(0))}`;

// Any escape of JSON, so that no backslash is taken for the start of one that is the end of another.
const jsonEscape = /\\(?:u([\da-f]{4})|.)/g;

/** The text on one line and in double quotes, as cdk8s escapes it. */
export function doubleQuoted(text: string): string {
  // A space before a line break is escaped even where the break is.
  const json = JSON.stringify(text).replaceAll(' \\n', '\\ \\n');
  return json.replace(jsonEscape, (found, code: string | undefined) =>
    code === undefined ? found : escape(String.fromCharCode(parseInt(code, 16))),
  );
}

/** The text on one line and in quotes: single ones where these spare escapes. */
export const quoted = (text: string): string =>
  text.includes('"') && !/['\n]/.test(text) ? `'${text}'` : doubleQuoted(text);

const misreadCharacters = new RegExp(misreadCharacter, 'g');

/** The text on one line and in double quotes, with an escape for all that the parser of Kubernetes reads otherwise. */
export const escaped = (text: string): string => doubleQuoted(text).replace(misreadCharacters, escape);

// From this length on, of the JSON with its quotes, cdk8s gives lines of their own to the lines of a text.
const long = 40;

/** Whether cdk8s would escape the backslash of its own escape: of a space between two line breaks. */
export const isMisquoted = (text: string): boolean => text.includes('\n \n') && JSON.stringify(text).length >= long;

/** The text in double quotes, on lines of its own if it is long. */
export function quotedLines(text: string, indent: string): string {
  const line = doubleQuoted(text);
  if (JSON.stringify(text).length < long) return line;
  return line.replace(/\\(?!n).|(?:\\n)+/g, (found, offset: number) => {
    if (!found.startsWith('\\n')) return found;
    const next = line.charAt(offset + found.length);
    // Folding eats one break of a run, and the last of the text stays an escape.
    if (next === '"') return found === '\\n' ? found : `${'\n'.repeat(found.length / 2)}${indent}\\n`;
    return `${'\n'.repeat(found.length / 2 + 1)}${indent}${next === ' ' ? '\\' : ''}`;
  });
}
