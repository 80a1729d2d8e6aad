import { FieldError } from '../../core/field-error';
import { classOf, controls, literal, unicodeClass } from './go-regexp-classes';

/** What a pattern is made of: each alternative is one group, the last any other character. */
const part = new RegExp(
  [
    String.raw`\\Q(?<quoted>[^]*?)(?:\\E|$)`,
    String.raw`\\(?<property>[pP](?:\{\^?[A-Za-z_]+\}|[A-Za-z]))`,
    String.raw`\\(?<code>x\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|[1-7][0-7]{1,2}|0[0-7]{0,2})`,
    String.raw`\\(?<escaped>[^])`,
    String.raw`(?<group>\(\?P?<\w+>|\(\?:)`,
    String.raw`(?<otherGroup>\(\?)`,
    String.raw`(?<bracket>\[)`,
    String.raw`(?<operator>[*+?()|^$]|\{\d+(?:,\d*)?\})`,
    String.raw`(?<one>[^])`,
  ].join('|'),
  'uy',
);

/**
 * A pattern of Go's `regexp` as one of JavaScript, matching the same texts.
 *
 * The two languages spell much alike and mean other things: `.`, `\s`, `$`. What has no counterpart is refused, since a
 * rule that matches otherwise than for sops would encrypt for others, or not at all.
 * https://github.com/google/re2/wiki/Syntax
 *
 * @throws FieldError for a pattern that Go refuses, or that JavaScript has no word for, such as flags inside
 */
export function goRegExp(path: string, pattern: string): RegExp {
  const [, flags = ''] = /^\(\?([is]+)\)/.exec(pattern) ?? [];
  const body = flags === '' ? pattern : pattern.slice(flags.length + 3);
  try {
    return new RegExp(translated(path, body, flags.includes('s')), flags.includes('i') ? 'iu' : 'u');
  } catch (error) {
    if (error instanceof FieldError) throw error;
    throw new FieldError(path, 'must be a regular expression as Go knows them; this one has an error');
  }
}

function translated(path: string, pattern: string, dotMatchesAll: boolean): string {
  let out = '';
  for (let index = 0; index < pattern.length; index = part.lastIndex) {
    part.lastIndex = index;
    const {
      quoted,
      property,
      code,
      escaped,
      group,
      otherGroup,
      bracket,
      operator,
      one = '',
    } = part.exec(pattern)?.groups ?? {};
    if (quoted !== undefined) out += Array.from(quoted, literalOf).join('');
    else if (property !== undefined) out += unicodeClass(path, property);
    else if (code !== undefined) out += literal(codePoint(code));
    else if (escaped !== undefined) out += escape(path, escaped);
    else if (group !== undefined) out += '(?:';
    else if (otherGroup !== undefined) throw unknown(path, 'a flag or a look around inside, as a(?i)b has');
    else if (bracket !== undefined) {
      const [text, end] = bracketed(path, pattern, part.lastIndex);
      out += text;
      part.lastIndex = end;
    } else if (operator !== undefined) out += requireCount(operator);
    else if (one === '.') out += dotMatchesAll ? '[^]' : '[^\\n]';
    else out += literalOf(one);
  }
  return out;
}

const unknown = (path: string, what: string): FieldError =>
  new FieldError(path, `has ${what}, which keywire does not translate from Go; write it in another way`);

/** Go repeats at most so often. */
function requireCount(operator: string): string {
  if ((operator.match(/\d+/g) ?? []).some(count => Number(count) > 1000)) throw new Error('repeated too often');
  return operator;
}

const literalOf = (text: string): string => literal(text.codePointAt(0) ?? 0);

/** The code point of `x{1F600}`, `x41` or `012`. */
const codePoint = (code: string): number =>
  code.startsWith('x') ? Number.parseInt(code.replace(/[x{}]/g, ''), 16) : Number.parseInt(code, 8);

// JavaScript's own counts two letters beyond ASCII where case is ignored.
const boundary = '(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))';

const assertions: Readonly<Record<string, string>> = { A: '^', z: '$', b: boundary, B: `(?!${boundary})` };

/** What stands for a backslash and another character, outside of brackets. */
function escape(path: string, escaped: string): string {
  const perl = classOf(escaped);
  if (perl !== undefined) return `[${perl}]`;
  const assertion = assertions[escaped];
  if (assertion !== undefined) return assertion;
  if (/^[DSW]$/.test(escaped)) return `[^${classOf(escaped.toLowerCase()) ?? ''}]`;
  if (escaped === 'C') throw unknown(path, '\\C');
  return literal(character(escaped));
}

function character(escaped: string): number {
  const control = controls[escaped];
  if (control !== undefined) return control;
  if (/^[0-9A-Za-z]|[^\0-\x7f]/.test(escaped)) throw new Error('unknown escape');
  return escaped.codePointAt(0) ?? 0;
}

/** What stands in brackets. */
const member = new RegExp(
  [
    String.raw`\[:(?<posix>\^?\w+):\]`,
    String.raw`\\(?<property>[pP](?:\{\^?[A-Za-z_]+\}|[A-Za-z]))`,
    String.raw`\\(?<code>x\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|[1-7][0-7]{1,2}|0[0-7]{0,2})`,
    String.raw`\\(?<escaped>[^])`,
    String.raw`(?<one>[^])`,
  ].join('|'),
  'uy',
);

/** A class in brackets, from behind the first of them, and where the text goes on. */
function bracketed(path: string, pattern: string, start: number): readonly [string, number] {
  const negation = pattern.startsWith('^', start) ? '^' : '';
  const first = start + negation.length;
  let out = '';
  for (let index = first; index === first || pattern[index] !== ']';) {
    const item = memberAt(path, pattern, index);
    index = member.lastIndex;
    const isRange = typeof item === 'number' && pattern[index] === '-' && !pattern.startsWith(']', index + 1);
    out += typeof item === 'number' ? literal(item) : item;
    if (!isRange) continue;
    const end = memberAt(path, pattern, index + 1);
    if (typeof end !== 'number') throw new Error('a range to a class');
    out += `-${literal(end)}`;
    index = member.lastIndex;
  }
  return [`[${negation}${out}]`, member.lastIndex + 1];
}

/** A member of a class: a code point, or a class as it is written in brackets. */
function memberAt(path: string, pattern: string, index: number): number | string {
  member.lastIndex = index;
  const { posix, property, code, escaped, one } = member.exec(pattern)?.groups ?? {};
  if (property !== undefined) return unicodeClass(path, property);
  if (code !== undefined) return codePoint(code);
  if (one !== undefined) return one.codePointAt(0) ?? 0;
  const name = posix ?? escaped ?? '';
  if (/^[DSW]$|^\^/.test(name)) throw unknown(path, 'a negated class in brackets');
  const named = classOf(name);
  if (named !== undefined) return named;
  if (escaped === undefined) throw new Error('unknown class, or no closing bracket');
  return character(escaped);
}
