import { objectsIn, withMetadata } from '../../../../lib/cli/commands/sops/objects-in';

const [sops, secret] = [{ mac: 'x' }, { apiVersion: 'v1', kind: 'Secret' }];

describe('the objects of a document', () => {
  test.each<[string, unknown, readonly unknown[]]>([
    ['itself', secret, [secret]],
    ['none, where it is no map', ['a'], []],
    ['those of a List', { kind: 'List', items: [secret, 'a', { kind: 'Service' }] }, [secret, { kind: 'Service' }]],
    [
      'those of Lists in a List',
      { kind: 'List', items: [{ kind: 'List', items: [secret] }, secret] },
      [secret, secret],
    ],
    [
      'of the kind of their list',
      { apiVersion: 'v1', kind: 'SecretList', items: [{ data: {} }] },
      [{ ...secret, data: {} }],
    ],
    [
      'of their own kind',
      { apiVersion: 'v1', kind: 'SecretList', items: [{ kind: 'A' }] },
      [{ apiVersion: 'v1', kind: 'A' }],
    ],
    [
      'encrypted with their List',
      { kind: 'List', sops, items: [{ kind: 'List', items: [secret] }] },
      [{ ...secret, sops }],
    ],
    [
      'one, where its items are of something else',
      { kind: 'Menu', items: [secret] },
      [{ kind: 'Menu', items: [secret] }],
    ],
  ])('are %s', (_, document, objects) => {
    expect(objectsIn(document)).toEqual(objects);
  });
});

describe('the metadata of the first document', () => {
  test('is for those behind it that have none', () => {
    const own = { c: 3, sops: { mac: 'y' } };
    expect(withMetadata([{ a: 1, sops }, { b: 2 }, null, own])).toEqual([{ a: 1, sops }, { b: 2, sops }, null, own]);
  });

  test('is not for objects of Kubernetes, nor for any where the first has none', () => {
    const [beside, later] = [
      [{ ...secret, sops }, secret],
      [{ a: 1 }, { b: 2, sops }],
    ];
    expect([withMetadata(beside), withMetadata(later)]).toEqual([beside, later]);
  });
});
