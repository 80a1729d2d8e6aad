import fc from 'fast-check';

const words = (text: string): readonly string[] => text.split(' ');

const otherTypes = words(
  '~ null Null NULL true True false FALSE yes Yes no NO on On off y Y n N nULL tRUE yEs .inf -.Inf +.INF .nan .NaN ' +
    'Infinity NaN << = __proto__ constructor toString hasOwnProperty toJSON',
);

const numbers = words(
  '0 1 -1 +1 007 08 0777 1_000 1.5 .5 5. -.5 . + 1e3 1E-3 .e3 e3 E+3 0x1f 0X1F -0X1F +0x1F 0b101 0B1 -0B0 0o14 0O14 0o8 0o ' +
    '0o_7 0_x1F 0_o7 0b-1 0b+1 -0b-1 7e_8 7e+_8 5E2_ _1 1_ -_1 1__0 1_e9 1_e-9 1_e999 1e999 ._5 .5_ .5E1_0 .5E_1 .5_E1 +-1 --1 ' +
    '0xFFFFFFFFFFFFFFFF 0XFFFFFFFFFFFFFFFF 0X10000000000000000 -0X8000000000000000 -0X8000000000000001 +0X8000000000000000 ' +
    '9223372036854775808 18446744073709551616 1:30 12:30:45 -1:59.5 190:20:30 2026-01-31 2026-1-1 2026-01-31T10:11:12Z',
);

const signs = words(
  '--- ---a ... ...a % %a - -- ? ?a : :a a: a:b a#b #a &a *a * !a | >- @a `a` {a} [a ,a "a" \'a\' \'" a"b a\'b \\ \\n $(A) a\\',
);

const spaced = ['--- a', '... a', '%YAML 1.1', '- a', '? a', ': a', 'a: b', 'a #b', '!!str a', 'a\\ \\nb', '{{ .a }}'];
const edged = [' a', 'a ', 'a  b', '\ta', 'a\t', 'a\tb', '\t', '2026-01-31 1:02:03.4 +5', '', ' '];
const lines = [
  ...['\n', '\n\n', ' \n', '\n ', '\t\n', '\n\t', '\n \n', 'a\n', 'a\n\n', 'a\n\n\n', '\na', '\n\na', 'a\nb', 'a\n\nb'],
  ...[
    'a\n b',
    'a \nb',
    '  a\nb',
    '  \na',
    '\n  a',
    '\ta\nb',
    '\n\ta',
    'a\n\tb',
    'a\n ',
    'a\n \n',
    'a\n \nb',
    'a\n\t\n',
  ],
  ...['a\n---\nb', 'a\n...\n', '---\na', '%a\nb', '# a\nb', '- a\n- b\n', 'a: b\nc: d\n', 'a\r\nb'],
];

const special = [
  ...[
    '\r',
    'a\rb',
    '\u0000',
    '\u0007',
    '\u001b[0m',
    '\u007f',
    '\u0080',
    '\u0085',
    'a\u0085b',
    '\u009f',
    '\u00a0',
    'é',
    '😀',
  ],
  ...['\u2028', 'a\u2028', '\u2028a', 'a\u2028b', '\u2029', 'a \u2029 b', 'a\u2028\nb', '\u0001\u2028---', '\u200b'],
  ...['\ufeff', '\ufeffa', 'a\ufeff', '\ufffe', 'a\uffffb', '\ufffd', '\ue000', '\ud7ff', '\u{10ffff}'],
];

/** Texts that are long enough to be written otherwise. */
export const longTexts: readonly string[] = [
  ...['a'.repeat(128), 'a'.repeat(129), 'a'.repeat(1024), 'a'.repeat(1025), ': '.repeat(600), '😀'.repeat(600)],
  ...['1'.repeat(40), `0X${'0'.repeat(40)}1`, `0X${'0'.repeat(1100)}1`, '\n'.repeat(600), '\u0085'.repeat(300)],
  ...[`\u0001${'a'.repeat(40)}\nb`, `\u0001${'a'.repeat(40)}\n \nb`, `\u0001${'a'.repeat(40)} \n b\n\n`],
  ...[`${'a'.repeat(40)}\n \n `, `${'a b '.repeat(64)}\n`.repeat(8), 'a b\n'.repeat(99)],
];

/** Texts that are another thing to YAML 1.1, to Kubernetes' parser of it, or to JavaScript. */
export const tellingTexts: readonly string[] = [otherTypes, numbers, signs, spaced, edged, lines, special].flat();

const characters = [
  ...Array.from('abeExXoOnNyYtTfF0178_+-.:#?%&*!|>\'"@`,[]{}~=<\\/ \t\n'),
  ...[' ', ' ', '\n', '\n', '\n ', ' \n', '\u0000', '\u0001', '\r', '\u001b', '\u007f', '\u0085', '\u009f', '\u00a0'],
  ...['\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ufffd', '😀', 'é'],
];

const made = (units: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...units), maxLength });

/** Any text, and often one that is hard to write. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...tellingTexts, ...longTexts), weight: 3 },
  { arbitrary: made(characters, 8), weight: 3 },
  { arbitrary: made(Array.from('0123456789abxXoOeEF_+-.:'), 10), weight: 2 },
  { arbitrary: made(['a', 'b', ' ', '\n', '\t', '\n\n'], 8), weight: 1 },
  { arbitrary: made(characters, 90), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 1 },
);

const ordinaryCharacters = Array.from('abcdeExyn0123456789 -:.+#?%&*!|>\'"@`,[]{}~=\\/ \né😀\u0001\r');

/** Texts of which everyone thinks the same: no number that only Go knows, no white space alone, no line separator. */
export const ordinaryText: fc.Arbitrary<string> = fc.oneof(
  made(ordinaryCharacters, 12).filter(text => /\S|^$/.test(text) && !/^[-+]?0b|\n \n/.test(text)),
  fc.constantFrom(...words('true y null 1.5 2026-01-31 12:30 --- 0x1f 1_000 - apps/v1 Deployment registry:5000/a:1.2')),
  fc.constantFrom('a: b', 'a\n\n', '\n a', 'a'.repeat(1100), '-----BEGIN A-----\nMII\n-----END A-----\n'),
);
