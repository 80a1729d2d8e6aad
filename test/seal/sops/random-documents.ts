import fc, { type Arbitrary, type GeneratorValue } from 'fast-check';

// YAML by hand, so that scalars, quotes and comments are written in all the ways that people and programs write them.

/** Plain scalars that versions of YAML read differently. */
const plain = (
  '0o14 014 08 0x1F 0b11 1_000 -0o7 -0b1 +5 -0 -0.0 1.5 1e3 .5 1. -.5e-7 1e21 1e-9 123456789012345678901234567890 ' +
  '9223372036854775807 -9223372036854775808 ~ null true False yes No on y 2001-01-01 2001-1-2 2001-12-14t21:59:43.10-05:00 ' +
  '2001-12-14T21:59:43.123456789Z 2001-13-01 2001-02-30 0.1 1.7976931348623157e308 5e-324 1e999 = hello <nil> 0x 0b 1__0 - ' +
  '-- 3.0 100000000000000000000.0 0.000001 12e03 1:20 2001-01-01T00:00:00+00:00 0777 00 -00 -017 +0x1 1e+5 +1e5 +.5 ._5 ' +
  '1_0.5_0 0o 08.5 0.30000000000000004 4503599627370497.5 2.2250738585072014e-308 123e-30'
)
  .split(' ')
  .concat('', 'a b', '2001-12-14 21:59:43.10', '2001-01-01 00:00:00,5');

const characters = Array.from('ab "\'\\\n\té😀#:-{[&*%@`\r\0\u001f\u007f\u009f\ufffd\u00a0\ufeff');

/** A comment, of which sops makes one again. */
const comments = ['# note', '#x', '# a: b', '# ünïcode', '# "quoted"'];

const keys = [
  'a',
  'b',
  'ca',
  'kb',
  'x_unencrypted',
  'p:q',
  '"q r"',
  '"1"',
  '"true"',
  'data',
  'stringData',
  '__proto__',
];

type Random = GeneratorValue;

const oneOf = (random: Random, texts: readonly string[]): string => random(() => fc.constantFrom(...texts));
const below = (random: Random, most: number): number => random(fc.nat, { max: most - 1 });

const anyText = fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map(all => all.join(''));

const quoted = (random: Random): string =>
  JSON.stringify(random(() => anyText)).replace(
    /[\u007f-\u009f\ufeff]/g,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A scalar and the end of its line. */
function scalar(random: Random, indent: string): string {
  const comment = below(random, 5) === 0 ? ` ${oneOf(random, comments)}` : '';
  switch (below(random, 6)) {
    case 0:
      return `'it''s'${comment}\n`;
    case 1:
      return `|\n${indent}  one\n${indent}    two\n`;
    case 2:
      return `>-\n${indent}  folded a\n${indent}  b\n`;
    case 3:
      return `${quoted(random)}${comment}\n`;
    default:
      return `${oneOf(random, plain)}${comment}\n`;
  }
}

function list(random: Random, depth: number, indent: string): string {
  let out = '';
  for (let count = 1 + below(random, 3); count > 0; count--) {
    out +=
      below(random, 4) === 0
        ? `${indent}-\n${map(random, depth - 1, `${indent}  `)}`
        : `${indent}- ${scalar(random, indent)}`;
  }
  return out;
}

const flows = ['{}', '[]', '{a: 1, "b": [x, 2.50]}', '[1, true, null, "x"]'];

function value(random: Random, depth: number, indent: string): string {
  switch (depth > 0 ? below(random, 6) : 5) {
    case 0:
      return `\n${map(random, depth - 1, `${indent}  `)}`;
    case 1:
      return `\n${list(random, depth, `${indent}  `)}`;
    case 2:
      return ` ${oneOf(random, flows)}\n`;
    default:
      return ` ${scalar(random, indent)}`;
  }
}

function map(random: Random, depth: number, indent: string): string {
  let out = '';
  for (const key of new Set(Array.from({ length: 1 + below(random, 5) }, () => oneOf(random, keys)))) {
    if (below(random, 4) === 0) out += `${indent}${oneOf(random, comments)}\n`;
    out += `${indent}${key}:${value(random, depth, indent)}`;
  }
  return out;
}

/** The text of a document of YAML, as nobody encrypted it yet. */
export const randomDocument: Arbitrary<string> = fc.gen().map(random => map(random, 3, ''));

/** What sops is asked to encrypt of it. */
export const randomScope: Arbitrary<readonly string[]> = fc.constantFrom(
  [],
  ['--mac-only-encrypted'],
  ['--encrypted-regex', '^(data|stringData)$'],
  ['--encrypted-regex', '(?i)^(data|[b-c[:digit:]])', '--mac-only-encrypted'],
  ['--unencrypted-regex', '^a'],
  ['--encrypted-suffix', 'a'],
  ['--unencrypted-suffix', 'b', '--mac-only-encrypted'],
);

/** The values of a Secret of random keys. */
export const randomValues: Arbitrary<Readonly<Record<string, Uint8Array>>> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('__proto__', 'constructor', '10', '9', '0o14', 'true', 'null', '.a', 'tls.crt'),
    fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}$/),
  ),
  // Bytes that are no text, or a line of text: whatever else a class would refuse.
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map(bytes => Uint8Array.of(0xff, ...bytes)),
    fc.base64String({ minLength: 1, maxLength: 200 }).map(text => Uint8Array.from(Buffer.from(text))),
  ),
  { minKeys: 1, maxKeys: 6, noNullPrototype: true },
);

/** Labels or annotations with texts that YAML could read as something else. */
export const randomAnnotations: Arbitrary<Readonly<Record<string, string>>> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...plain),
      fc
        .array(fc.constantFrom(...characters.filter(each => each !== '\0')), { maxLength: 12 })
        .map(all => all.join('')),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    ),
    { maxLength: 4 },
  )
  .map(texts => Object.fromEntries(texts.map((text, index) => [`a${index}`, text])));
