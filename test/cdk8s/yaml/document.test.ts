import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { yamlDocument } from '../../../lib/cdk8s/yaml/document';
import { objectsOf } from './documents';
import { readBack } from './read-back';
import { readLine } from './read-line';
import { anyText, longTexts, ordinaryText, tellingTexts } from './texts';

const own = (entries: readonly (readonly [string, unknown])[]): unknown => Object.fromEntries(entries);

describe('a document', () => {
  test('is what cdk8s writes', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'orders', labels: {}, finalizers: [] },
      data: {
        'tls.crt': 'LS0t',
        nothing: null,
        undefined: undefined,
        yes: 'yes',
        count: '1',
        port: 8080,
        deep: [[1, [-0]]],
      },
      stringData: { pem: '-----BEGIN-----\nMII\n-----END-----\n', note: ' a: "b"', long: 'a'.repeat(1025) },
      list: [{ a: 1, b: ['x\ny'] }, {}, [], [[]], [{ c: '---' }]],
      ['k'.repeat(1025)]: { a: ['b'] },
    };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
  });

  test.each([[{}], [[]], [undefined], [null], [1], [true], ['a'], ['true'], ['a: b'], [[1, 'a', ['b']]]])(
    'is what cdk8s writes of what is no object of Kubernetes: %j',
    value => {
      expect(yamlDocument(value)).toBe(Yaml.stringify(value));
    },
  );

  test('is what cdk8s writes of ordinary objects', () => {
    fc.assert(
      fc.property(fc.array(objectsOf(ordinaryText), { minLength: 10, maxLength: 10 }), objects => {
        for (const object of objects) expectSame(yamlDocument(object), Yaml.stringify(object));
      }),
      { numRuns: 2000 },
    );
  });

  test('is read back as the object, whatever its texts and keys are', () => {
    fc.assert(
      fc.property(objectsOf(anyText), object => {
        // Neither tells -0 from 0, nor does JSON.
        expect(JSON.stringify(readBack(yamlDocument(object)))).toBe(JSON.stringify(object));
      }),
      { numRuns: 2000 },
    );
  });

  const aaa = 'a'.repeat(40);
  test.each([
    ['0o14', '"0o14"'],
    ['7e_8', '"7e_8"'],
    ['.5E1_0', '".5E1_0"'],
    ['\u0085', '"\\N"'],
    ['a\u0085\nb', '"a\\N\\nb"'],
    ['a\u2028', '"a\\L"'],
    ['\u2029', '"\\P"'],
    ['a\u007f', '"a\\x7f"'],
    ['\u009f"', '"\\x9f\\""'],
    ['\ufeff', '"\\ufeff"'],
    ['\uffff\\u2028', '"\\uffff\\\\u2028"'],
    [' \n', '"\\ \\n"'],
    ['\n\ta\n', '"\\n\\ta\\n"'],
    [`${aaa}\n \n `, `"${aaa}\\n\\ \\n "`],
  ])('differs from what cdk8s writes where that is misread: %j', (text, written) => {
    expect(yamlDocument({ a: text, b: 'c' })).toBe(`a: ${written}\nb: c\n`);
    expect(Yaml.stringify({ a: text, b: 'c' })).not.toBe(`a: ${written}\nb: c\n`);
  });

  test.each([
    ...['0X10000000000000000', '-0X8000000000000001', '+0X8000000000000000', '-0b-1', '1_e999', '._5', '_1', '<<', '='],
    ...['  \na', '\n  a', 'a\n \nb', 'a\n\tb', 'a\u00a0', '\u200b', '😀', '\ufffd', '\u0001', `\u0001${aaa}\n\n b \n`],
  ])('is what cdk8s writes where that only looks like it: %j', text => {
    const object = { a: text, b: [text, { a: text }] };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
    expect(readBack(yamlDocument(object))).toEqual(object);
  });

  test('differs from what cdk8s writes in nothing else', () => {
    const object = own([
      ['a', 'b'],
      ['0o14', '0o14'],
      ['c', { '<<': ['<<', '\u0085'] }],
    ]);
    expect(yamlDocument(object)).toBe('a: b\n"0o14": "0o14"\nc:\n  "<<":\n    - <<\n    - "\\N"\n');
    expect(Yaml.stringify(object)).toBe('a: b\n0o14: 0o14\nc:\n  <<:\n    - <<\n    - "\u0085"\n');
  });
});

/** `toBe` takes its time where it is called 20,000 times. */
function expectSame(ours: string, theirs: string): void {
  if (ours !== theirs) expect(ours).toBe(theirs);
}

describe('a text', () => {
  test.each(tellingTexts)('is read back as the value, the item and the key that it was: %j', expectWhole);

  test('is read back as well when it is long', () => {
    longTexts.forEach(expectWhole);
  });

  test.each(['\n', ' ', '\t', '\n ', '\\', '"', '0', '1:', '\u0085', '\u0001\n', '-', '😀'])(
    'takes time in proportion to its length, also of %j',
    unit => {
      const started = performance.now();
      for (const text of [unit, `a${unit}`, `\n${unit}`]) yamlDocument({ a: `a${text.repeat(50_000)}` });
      yamlDocument({ [unit.repeat(100_000)]: unit.repeat(100_000), a: `a\n${unit.repeat(100_000)}\nb` });
      // The square of it would be many seconds.
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );

  test('is read back with any character of the first plane in any place, as a value and as a key', () => {
    for (let start = 0; start < 0x10000; start += 0x100) {
      if (start < 0xd800 || start > 0xdfff) expectReadBack(charactersFrom(start).flatMap(placed));
    }
  });

  test('is read back with any character of the others', () => {
    for (let start = 0x10000; start < 0x110000; start += 0x100) {
      const text = charactersFrom(start).join('');
      if (yamlDocument({ [text]: text }) !== `${text}: ${text}\n`) expect(text).toBe('written as it is');
    }
  });
});

function expectWhole(text: string): void {
  const key: unknown = own([[text, text]]);
  const object = { a: text, b: [text, [text, text], key], c: { d: key }, z: 1 };
  expect(readBack(yamlDocument(object))).toStrictEqual(object);
  expect(readBack(yamlDocument(key))).toStrictEqual(key);
  expect(readBack(yamlDocument(text))).toBe(text);
}

/** A line break makes lines, which the other reader reads. */
const charactersFrom = (start: number): readonly string[] =>
  Array.from({ length: 0x100 }, (_, index) => String.fromCodePoint(start + index)).filter(text => text !== '\n');

const placed = (character: string): readonly string[] => [
  character,
  `a${character}`,
  `${character}a`,
  `a${character}a`,
];

function expectReadBack(texts: readonly string[]): void {
  const values = yamlDocument(texts).slice('- '.length, -1).split('\n- ');
  expect(values.map(readLine).join('\n')).toBe(texts.join('\n'));
  const object = Object.fromEntries(texts.map(text => [text, 0]));
  const keys = yamlDocument(object).slice(0, -': 0\n'.length).split(': 0\n');
  expect(keys.map(readLine).join('\n')).toBe(Object.keys(object).join('\n'));
}
