import { metadata } from '../../lib/core/manifest';

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
