import * as fc from 'fast-check';
import { awsSecretsManager } from '../../../lib/core/backends/aws-secrets-manager';
import { awsCredential, store } from '../fixtures';

const first = 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001';
const second = 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0002';
const pinned = (versions: readonly string[], secret = 'prod/aws', name = 'aws') =>
  awsCredential({ name, backend: awsSecretsManager({ store, secret, versions: versions as [string] }) });

describe('a pinned version', () => {
  test('has a hash of secret and version in the name of its Secret', () => {
    const { secretNames, keys, bundle } = pinned([first]);
    expect(secretNames).toEqual(['aws-aa40bdfb1f']);
    expect(keys.accessKeyId.secret.name).toBe('aws-aa40bdfb1f');
    expect(bundle['external-secret-aa40bdfb1f']).toMatchObject({
      metadata: { name: 'aws-aa40bdfb1f' },
      spec: { target: { name: 'aws-aa40bdfb1f' } },
    });
  });

  test('is asked for by its id', () => {
    const [manifest] = Object.values(pinned([first]).bundle);
    const versions = (manifest?.spec as { data: { remoteRef: { version: string } }[] }).data;
    expect(versions.map(({ remoteRef }) => remoteRef.version)).toEqual([`uuid/${first}`, `uuid/${first}`]);
  });

  test('has another name for another version, secret or credential', () => {
    const name = (...of: Parameters<typeof pinned>) => pinned(...of).secretNames[0];
    const names = [name([first]), name([second]), name([first], 'prod/other'), name([first], 'prod/aws', 'other')];
    expect(new Set(names).size).toBe(4);
  });

  test('stays when one is added: neither its id nor its manifest changes', () => {
    const before = pinned([first]);
    const after = pinned([first, second]);
    expect(Object.keys(after.bundle)[0]).toBe(Object.keys(before.bundle)[0]);
    expect(Object.values(after.bundle)[0]).toEqual(Object.values(before.bundle)[0]);
    expect(after.secretNames).toEqual([...before.secretNames, ...pinned([second]).secretNames]);
  });

  test('is used when it is the last', () => {
    const { keys, secretNames } = pinned([first, second]);
    expect(keys.accessKeyId.secret.name).toBe(secretNames[1]);
    expect(keys.secretAccessKey.secret.name).toBe(secretNames[1]);
  });

  test('stays whatever versions are listed around it', () => {
    const id = fc.uuid();
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(id, { maxLength: 3 }),
        (some, more) => {
          const added = more.filter(each => !some.includes(each));
          const [before, after] = [pinned(some), pinned([...some, ...added])];
          expect(after.bundle).toMatchObject(before.bundle);
          expect(Object.keys(after.bundle)).toHaveLength(some.length + added.length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('versions', () => {
  test('fails when there are none', () => {
    expect(() => pinned([])).toThrow('backend.versions: must list at least one version id, or be left out');
  });

  test.each(['AWSCURRENT', '', `uuid/${first}`, 'a'.repeat(65)])('fails when one is no version id: %p', id => {
    expect(() => pinned([first, id])).toThrow('backend.versions[1]: must be a version id of Secrets Manager');
  });

  test('fails when one stands twice', () => {
    expect(() => pinned([first, second, first])).toThrow('backend.versions[2]: stands twice; list each version once');
  });

  test('fails when the name has no room for the hash', () => {
    expect(() => pinned([first], 'prod/aws', 'a'.repeat(243))).toThrow(
      /^name: .* at most 253 characters, these are 254$/,
    );
    expect(() => pinned([first], 'prod/aws', 'a'.repeat(242))).not.toThrow();
  });
});
