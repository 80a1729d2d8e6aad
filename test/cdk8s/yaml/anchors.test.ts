import { Yaml } from 'cdk8s';
import { yamlDocument } from '../../../lib/cdk8s/yaml/document';
import { readBack } from './read-back';

const shared = { app: 'orders', list: ['a', 'b'] };
const empty = {};

describe('an object that occurs more than once', () => {
  test('is written once, with the names that cdk8s gives', () => {
    const object = {
      first: [shared.list, [shared.list], { in: empty }],
      second: { labels: shared, ['k'.repeat(1030)]: shared },
      ['l'.repeat(1030)]: empty,
      third: [shared, empty, ['c', [empty]]],
    };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
    expect(yamlDocument({ a: shared, b: shared })).toBe('a: &a1\n  app: orders\n  list:\n    - a\n    - b\nb: *a1\n');
  });

  test('is written once if it says what it is', () => {
    const speaking = { toJSON: () => ['a'] };
    const text = { toJSON: () => 'a\nb' };
    const object = { a: speaking, b: speaking, c: [text, text] };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
  });

  test('is looked for among many', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ index }));
    const object = { many, again: [many[0], many[39], many] };
    expect(yamlDocument(object)).toBe(Yaml.stringify(object));
  });

  test('is written anew where Kubernetes would refuse so many aliases', () => {
    const block = Array.from({ length: 200 }, (_, index) => ({ index }));
    const few = { blocks: Array.from({ length: 10 }, () => block) };
    expect(yamlDocument(few)).toBe(Yaml.stringify(few));
    const many = { blocks: Array.from({ length: 200 }, () => block) };
    expect(yamlDocument(many)).not.toMatch(/[&*]/);
    expect(readBack(yamlDocument(many))).toEqual(many);
  });

  test('fails when it would have no end in all that it stands for', () => {
    let bomb: unknown = 'a';
    for (let level = 0; level < 60; level++) bomb = [bomb, bomb];
    expect(() => yamlDocument({ bomb })).toThrow(
      'document: holds the same objects so often that Kubernetes refuses it; give it fewer of them',
    );
  });
});
