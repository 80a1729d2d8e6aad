import { isNestedTooDeeply } from '../../../lib/seal/sops/nesting';

const shapes: readonly (readonly [string, (levels: number) => string])[] = [
  ['lists in brackets', levels => '['.repeat(levels) + ']'.repeat(levels)],
  ['maps in braces', levels => `${'{"a": '.repeat(levels)}1${'}'.repeat(levels)}`],
  ['brackets that text would balance', levels => `${'[ "]", '.repeat(levels)}${']'.repeat(levels)}`],
  ['lists in a line', levels => `${'- '.repeat(levels)}a`],
  ['keys in a line', levels => `${'? '.repeat(levels)}a`],
  [
    'maps below each other',
    levels => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
  ],
  [
    'lists at the indent of their maps',
    levels =>
      Array.from({ length: levels / 2 }, (_, level) => `${' '.repeat(level)}a:\n${' '.repeat(level)}-`).join('\n'),
  ],
];

test.each(shapes)('a text may nest for 180 levels, and not for 220: %s', (_, text) => {
  expect([isNestedTooDeeply(text(180)), isNestedTooDeeply(text(220))]).toEqual([false, true]);
});

test.each(shapes)('a text of 12,000 levels is told without going down: %s', (_, text) => {
  expect(isNestedTooDeeply(text(12_000).slice(0, 1 << 20))).toBe(true);
});

test('a text with many brackets side by side is not deep, nor one with brackets in its text', () => {
  expect(isNestedTooDeeply(JSON.stringify(Array.from({ length: 1000 }, () => [{}])))).toBe(false);
  expect(isNestedTooDeeply(`a: "${'['.repeat(1000)}"\nb: |\n  ${'{'.repeat(1000)}\n${' '.repeat(300)}c\n`)).toBe(false);
});
