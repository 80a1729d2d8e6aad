import { metadata } from '../../lib/core/manifest';
import { Late } from './engines';

describe('metadata', () => {
  test('has what is given and no empty maps', () => {
    expect(metadata({ name: 'a' })).toEqual({ name: 'a' });
    expect(metadata({ name: 'a', namespace: undefined, labels: {}, annotations: {} })).toEqual({ name: 'a' });
    expect(metadata({ name: 'a', namespace: 'b', labels: { c: '1' }, annotations: { d: '2' } })).toEqual({
      name: 'a',
      namespace: 'b',
      labels: { c: '1' },
      annotations: { d: '2' },
    });
  });

  test("has keywire's annotations over the user's", () => {
    expect(metadata({ name: 'a', annotations: { b: '1', c: '1' } }, { c: '2' }).annotations).toEqual({
      b: '1',
      c: '2',
    });
  });

  test("has keywire's labels over the user's", () => {
    expect(metadata({ name: 'a', labels: { b: '1', c: '1' } }, {}, { c: '2' }).labels).toEqual({ b: '1', c: '2' });
  });

  test('may have texts that are known later', () => {
    const late = new Late(() => '');
    const maps = { labels: { a: late }, annotations: { b: late } };
    expect(metadata({ name: 'a', ...maps })).toEqual({ name: 'a', ...maps });
  });
});

test.each<[string, unknown]>([
  ['known later', new Late(() => '')],
  ['a promise', Promise.resolve({ a: 'b' })],
  ['a list', ['a']],
  ['a text', 'a=b'],
  ['null', null],
])('fails when labels or annotations are %s', (_, map) => {
  for (const field of ['labels', 'annotations'])
    expect(() => metadata({ name: 'a', [field]: map })).toThrow(
      `${field}: must be an object whose keys are known when the program runs`,
    );
});

test.each<[object, string]>([
  [{ labels: { 'bad key!': 'a' } }, 'labels["bad key!"]: must have a key such as team'],
  [{ labels: { team: 'has space' } }, 'labels["team"]: must be up to 63 letters'],
  [{ annotations: { '/a': 'a' } }, 'annotations["/a"]: must have a key such as team'],
])('fails when Kubernetes would refuse %j', (maps, message) => {
  expect(() => metadata({ name: 'a', ...maps })).toThrow(message);
});

test('takes annotations whose prefix has capitals, as Kubernetes does', () => {
  expect(() => metadata({ name: 'a', annotations: { 'Example.com/a': 'b' } })).not.toThrow();
  expect(() => metadata({ name: 'a', labels: { 'Example.com/a': 'b' } })).toThrow('labels["Example.com/a"]');
});

test.each(['a..b/x', 'a-.b/x', `${'a'.repeat(254)}/x`])(
  'fails when the prefix of a key is no DNS subdomain: %s',
  label => {
    expect(() => metadata({ name: 'a', labels: { [label]: '1' } })).toThrow('must have a key such as team');
  },
);

test.each(['sidecar.istio.io/inject', 'argocd.argoproj.io/sync-wave', 'team', 'a.b/c_d.E'])(
  'takes the key %s',
  label => {
    expect(() => metadata({ name: 'a', labels: { [label]: '' } })).not.toThrow();
  },
);

test('fails when a label is a number', () => {
  expect(() => metadata({ name: 'a', labels: { a: 1 as never } })).toThrow(
    'labels["a"]: must be a string, and no secret',
  );
});
