import { FieldError } from '../../core/field-error';

/** A character, whatever it may mean in a pattern. */
export const literal = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;

/** The characters that Go's patterns spell with a backslash. */
export const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

// All of ASCII alone, which JavaScript's own are not.
const classes = new Map([
  ['d', '0-9'],
  ['s', '\\t\\n\\f\\r '],
  ['w', '0-9A-Za-z_'],
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['ascii', '\\u{0}-\\u{7f}'],
  ['blank', '\\t '],
  ['cntrl', '\\u{0}-\\u{1f}\\u{7f}'],
  ['digit', '0-9'],
  ['graph', '!-~'],
  ['lower', 'a-z'],
  ['print', ' -~'],
  ['punct', '!-\\/:-@\\[-`\\{-~'],
  ['space', '\\t\\n\\v\\f\\r '],
  ['upper', 'A-Z'],
  ['word', '0-9A-Za-z_'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** The characters of a class such as `d` of `\d`, or `alpha` of `[[:alpha:]]`, to be put into brackets. */
export const classOf = (name: string): string | undefined => classes.get(name);

/** A class such as `pL`, `P{Greek}` or `p{^Lu}`. */
export function unicodeClass(path: string, property: string): string {
  const name = property.slice(1).replace(/[{}^]/g, '');
  const letter = property.startsWith('P') === property.includes('^') ? 'p' : 'P';
  for (const spelling of [name, `Script=${name}`]) {
    const text = `\\${letter}{${spelling}}`;
    if (isPattern(text)) return text;
  }
  throw new FieldError(path, `has the class ${name}, which keywire does not know; write it in another way`);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
}
