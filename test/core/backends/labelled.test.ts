import { existing } from '../../../lib/core/backends/existing';
import { backendsOf, type Labelled } from '../../../lib/core/backends/labelled';
import type { Native } from '../../../lib/core/backends/native';
import { awsSecretsManager } from '../../../lib/core/backends/aws-secrets-manager';
import { KeyReference } from '../../../lib/core/key-reference';
import { SecretValue } from '../../../lib/core/secret-value';
import { awsCredential, store } from '../fixtures';

type Values = { readonly accessKeyId: SecretValue; readonly secretAccessKey: SecretValue };

const native = (accessKeyId = 'AKIAIOSFODNN7EXAMPLE'): Native<Values> => ({
  backend: 'native',
  values: { accessKeyId: new SecretValue(accessKeyId), secretAccessKey: new SecretValue('a'.repeat(40)) },
});
const remote = (secret = 'prod/aws') => awsSecretsManager({ store, secret });
const labelled = <One>(...versions: (readonly [string, One])[]): Labelled<One> => ({
  backend: 'labelled',
  versions: versions.map(([label, backend]) => ({ label, backend })),
});

describe('a credential in labelled versions', () => {
  test('is a Secret for each, named for its label', () => {
    const { bundle, secretNames, madeByOperator } = awsCredential({
      backend: labelled(['2026-01', native()], ['2026-04', native()]),
    });
    expect(secretNames).toEqual(['aws-2026-01', 'aws-2026-04']);
    expect(madeByOperator).toEqual([]);
    expect(Object.entries(bundle).map(([id, { kind, metadata }]) => [id, kind, metadata.name])).toEqual([
      ['secret-2026-01', 'Secret', 'aws-2026-01'],
      ['secret-2026-04', 'Secret', 'aws-2026-04'],
    ]);
  });

  test('is used as the last', () => {
    const { keys, secretName } = awsCredential({ backend: labelled(['one', native()], ['two', native()]) });
    expect(secretName).toBe('aws-two');
    expect(keys.accessKeyId).toBeInstanceOf(KeyReference);
    expect([keys.accessKeyId.secret.name, keys.secretAccessKey.secret.name]).toEqual(['aws-two', 'aws-two']);
  });

  test('stays as it is when a version is added', () => {
    const [before, after] = [
      awsCredential({ backend: labelled(['one', remote()]) }),
      awsCredential({ backend: labelled(['one', remote()], ['two', remote()]) }),
    ];
    expect(after.bundle['external-secret-one']).toEqual(before.bundle['external-secret-one']);
    expect(Object.keys(after.bundle)).toEqual(['external-secret-one', 'external-secret-two']);
  });

  test('tells which of its Secrets an operator makes', () => {
    const { madeByOperator } = awsCredential({ backend: labelled(['one', remote()], ['two', remote('prod/other')]) });
    expect(madeByOperator).toEqual(['aws-one', 'aws-two']);
  });

  test('has the fields of its last version', () => {
    const last = existing({ optionalFields: ['sessionToken'] });
    const { keys } = awsCredential({ backend: labelled(['one', existing()], ['two', last]) });
    expect(Object.keys(keys)).toEqual(['accessKeyId', 'secretAccessKey', 'sessionToken']);
    expect(keys.sessionToken?.secret.name).toBe('aws-two');
  });

  test('has the backends of its versions, and one without versions its own', () => {
    const [one, two] = [remote(), remote('prod/other')];
    expect(backendsOf(labelled(['one', one], ['two', two]))).toEqual([one, two]);
    expect(backendsOf(one)).toEqual([one]);
  });

  test('fails when there is no version', () => {
    expect(() => awsCredential({ backend: labelled<Native<Values>>() })).toThrow(
      'backend.versions: must list at least one version',
    );
  });

  test.each(['', 'Two', 'a.b', 'a_b', 'a'.repeat(64)])('fails when a label is %p', label => {
    expect(() => awsCredential({ backend: labelled(['one', native()], [label, native()]) })).toThrow(
      'backend.versions[1].label: must be a DNS-1123 label',
    );
  });

  test('fails when a label stands twice', () => {
    expect(() => awsCredential({ backend: labelled(['one', native()], ['two', native()], ['one', native()]) })).toThrow(
      'backend.versions[2].label: stands twice; list each version once',
    );
  });

  test('fails when the name has no room for a label', () => {
    const backend = labelled(['2026-01', native()]);
    expect(() => awsCredential({ name: 'a'.repeat(246), backend })).toThrow(/^name: .* at most 253 characters/);
    expect(() => awsCredential({ name: 'a'.repeat(245), backend })).not.toThrow();
  });

  test('fails when a version is wrong', () => {
    expect(() => awsCredential({ backend: labelled(['one', native()], ['two', native('short')]) })).toThrow(
      'backend.accessKeyId: must be an access key id',
    );
  });
});
