// What Kubernetes reads otherwise than it was written: the rules of its parser, go.yaml.in/yaml/v2 behind sigs.k8s.io/yaml,
// where they part from YAML 1.1 as the `yaml` package writes it. Every rule was held against that parser.

/** Half of a character: no UTF-8 text can have it, escaped or not. */
export const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * A character that the parser refuses (delete, C1, U+FFFE, U+FFFF) or takes for a line break (U+0085, U+2028, U+2029); and
 * the byte order mark, which, where it meets the edge of the parser's buffer, makes it skip characters of later lines.
 */
export const misreadCharacter = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * White space at the start of a block of lines whose indentation the parser finds out by itself: a tab where a space could
 * be, which it refuses, or nothing but white space, of which it keeps the line breaks.
 */
export const isMisreadIndent = (lines: string): boolean =>
  /^\n*\t/.test(lines) || (/^[ \t\n]*$/.test(lines) && /[ \t]/.test(lines));

/** Without quotes, the key takes the keys of its value for those beside it. */
export const isMergeKey = (key: string): boolean => key === '<<';

const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
// The second form is the parser's own, which lets a sign stand behind the prefix.
const prefixed = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$|^0b([-+])([01]+)$/;

/** Whether the parser reads a plain text as a number, such as `0o14`, `0X1F` or `7e_8`. */
export function isGoNumber(text: string): boolean {
  if (!/^[-+.\d]/.test(text)) return false;
  // The parser drops every underscore. Behind a point at the start, it asks Go, to which one separates two digits.
  const digits = text.replaceAll(text.startsWith('.') ? /(?<=\d)_(?=\d)/g : /_/g, '');
  // Beyond what its type can hold, a number is a text to the parser.
  if (decimal.test(digits)) return Number.isFinite(Number(digits));
  const [, sign = '', magnitude, innerSign, bits = ''] = prefixed.exec(digits) ?? [];
  if (magnitude !== undefined) return BigInt(magnitude) <= largest(sign);
  return innerSign !== undefined && BigInt(`0b${bits}`) <= largest(innerSign);
}

const largest = (sign: string): bigint => (sign === '' ? 2n ** 64n : 2n ** 63n) - (sign === '-' ? 0n : 1n);
