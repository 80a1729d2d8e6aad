import { Yaml } from 'cdk8s';
import { FieldError } from '../../../lib/core/field-error';
import { SecretValue } from '../../../lib/core/secret-value';
import { yamlDocument } from '../../../lib/cdk8s/yaml/document';

const writing = (value: unknown) => () =>
  yamlDocument({ spec: { template: { x: [0, {}, [], { 'odd key': value }] } } });
const at = 'spec.template.x[3]["odd key"]';

class Point {
  readonly x = 1;
  readonly y = [2];
}

describe('what no document of Kubernetes can say', () => {
  test.each([
    [NaN, 'must be a finite number, as JSON has no NaN; leave it out, or give a text'],
    [-Infinity, 'must be a finite number, as JSON has no -Infinity; leave it out, or give a text'],
    [1n, 'must be JSON, not a bigint; give a text, a number, a list or an object'],
    [Symbol('a'), 'must be JSON, not a symbol; give a text, a number, a list or an object'],
    [() => 1, 'must be JSON, not a function; give a text, a number, a list or an object'],
    [new Date(0), 'must be JSON, not a Date; give a text, a list or an object made of it'],
    [new Map(), 'must be JSON, not a Map; give a text, a list or an object made of it'],
    [new Set(), 'must be JSON, not a Set; give a text, a list or an object made of it'],
    [Buffer.from('a'), 'must be JSON, not a Uint8Array; give a text, a list or an object made of it'],
    [{ toJSON: () => 1n }, 'must be JSON, not a bigint; give a text, a number, a list or an object'],
    [{ toJSON: () => new Date(0) }, 'must be JSON, not a Date; give a text, a list or an object made of it'],
    ['\ud83d', 'has half of a character, which no file can hold; remove it'],
    ['a\ude00\ud83db', 'has half of a character, which no file can hold; remove it'],
  ])('fails when a value is %p, with its path', (value, problem) => {
    expect(writing(value)).toThrow(new FieldError(at, problem));
  });

  test('fails when a key has half of a character', () => {
    const problem = 'has half of a character, which no file can hold; remove it';
    expect(writing({ 'a\ud83d': 1 })).toThrow(new FieldError(`${at}["a\\ud83d"]`, problem));
  });

  test('fails when it is all of the document', () => {
    expect(() => yamlDocument(1n)).toThrow(/^document: must be JSON/);
    expect(() => yamlDocument(new Date(0))).toThrow(/^document: must be JSON/);
    expect(() => yamlDocument('\ude00')).toThrow(/^document: has half of a character/);
    expect(() => yamlDocument([NaN])).toThrow(/^\[0\]: must be a finite number/);
  });

  test('fails when an object holds itself', () => {
    const object: Record<string, unknown> = { a: {} };
    object.b = [{ c: object }];
    expect(() => yamlDocument(object)).toThrow('b[0].c: holds itself, so that it has no end; give it a copy');
    const shared = { a: 1 };
    const later: Record<string, unknown> = { shared, again: shared };
    later.self = later;
    expect(() => yamlDocument(later)).toThrow('self: holds itself');
  });

  test('fails when a secret would be shown, and does not show it', () => {
    expect(writing(new SecretValue('canary'))).toThrow('secret value: is not to be shown');
  });
});

const lists = (depth: number): unknown => {
  let value: unknown[] = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
};

describe('a deep document', () => {
  test('is written to the depth that Kubernetes reads', () => {
    expect(yamlDocument(lists(10_000))).toBe(`${'- '.repeat(9_999)}[]\n`);
  });

  test('fails when it is deeper', () => {
    expect(() => yamlDocument(lists(10_001))).toThrow(
      `${'[0]'.repeat(40)}…: is deeper than the 10000 levels that Kubernetes reads; make it flatter`,
    );
  });

  test('is what cdk8s writes, where that has the stack for it', () => {
    let object: Record<string, unknown> = { a: 'b\nc', d: '\u0001' };
    for (let level = 0; level < 200; level++) object = { key: level % 2 ? [object] : object, text: 'a\n\n b' };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
  });
});

describe('an object that is not plain', () => {
  const boxed: unknown[] = [Object('a'), Object(1), Object(false)];
  test.each([
    ['an instance of a class', new Point()],
    ['one without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['one that says what it is', { toJSON: () => ({ a: ['b'], toJSON: 1 }) }],
    ['one that says a text', { toJSON: () => 'true' }],
    ['one that is iterable', new Set(['a']).values()],
    ['a box', boxed],
    ['a list with holes', Object.assign([], { 2: 'a' })],
  ])('is written as cdk8s does: %s', (_, value) => {
    const iterable = Symbol.iterator in value && !Array.isArray(value) ? ['a'] : value;
    expect(yamlDocument({ a: value })).toBe(Yaml.stringify({ a: iterable }));
  });
});
