import type { Sealed, SealedFields, SealScope } from '../../../lib/core/backends/sealed';
import { ciphertext } from '../ciphertext';
import { awsCredential } from '../fixtures';

type Field = 'accessKeyId' | 'secretAccessKey' | 'sessionToken';

const encryptedData = { accessKeyId: ciphertext(20), secretAccessKey: ciphertext(40) };
const inline = (content: Partial<SealedFields<Field>> = {}): Sealed<Field> => ({
  backend: 'sealed',
  content: { encryptedData, ...content },
});
const specOf = (bundle: object) =>
  (bundle as { 'sealed-secret': { spec: Record<string, unknown> } })['sealed-secret'].spec;

describe('a sealed credential', () => {
  test('is a SealedSecret with a ciphertext under each key', () => {
    const { bundle, secretNames } = awsCredential({ backend: inline(), keys: 'til', labels: { team: 'a' } });
    const metadata = { name: 'aws', namespace: 'orders', labels: { team: 'a' } };
    expect(secretNames).toEqual(['aws']);
    expect(bundle).toEqual({
      'sealed-secret': {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata,
        spec: {
          encryptedData: {
            access_key_id: encryptedData.accessKeyId,
            secret_access_key: encryptedData.secretAccessKey,
          },
          template: { metadata, type: 'Opaque' },
        },
      },
    });
  });

  test.each<[SealScope, object | undefined]>([
    ['strict', undefined],
    ['namespace-wide', { 'sealedsecrets.bitnami.com/namespace-wide': 'true' }],
    ['cluster-wide', { 'sealedsecrets.bitnami.com/cluster-wide': 'true' }],
  ])('of scope %s says so where the controller looks, and in its Secret', (scope, annotations) => {
    const { bundle } = awsCredential({ backend: inline({ scope }) });
    expect(bundle['sealed-secret']?.metadata.annotations).toEqual(annotations);
    expect((specOf(bundle).template as { metadata: { annotations?: object } }).metadata.annotations).toEqual(
      annotations,
    );
  });

  test('keeps other annotations beside that of its scope', () => {
    const { bundle } = awsCredential({ backend: inline({ scope: 'cluster-wide' }), annotations: { note: 'a' } });
    expect(bundle['sealed-secret']?.metadata.annotations).toEqual({
      note: 'a',
      'sealedsecrets.bitnami.com/cluster-wide': 'true',
    });
  });

  test('has handles of the fields that are sealed', () => {
    const sessionToken = ciphertext();
    const without = inline({ encryptedData: { ...encryptedData, sessionToken: undefined } as never });
    expect(Object.keys(awsCredential({ backend: without }).keys)).toEqual(['accessKeyId', 'secretAccessKey']);
    const { keys } = awsCredential({ backend: inline({ encryptedData: { ...encryptedData, sessionToken } }) });
    expect(keys.sessionToken?.key).toBe('AWS_SESSION_TOKEN');
  });

  test('opens in any namespace where it is sealed cluster-wide', () => {
    expect(() => awsCredential({ backend: inline({ scope: 'cluster-wide' }), namespace: undefined })).not.toThrow();
  });

  test.each([256, 384, 512, 1024, 2048])('may be sealed with an RSA key of %d bytes', bytes => {
    const accessKeyId = ciphertext(20, bytes);
    expect(() =>
      awsCredential({ backend: inline({ encryptedData: { ...encryptedData, accessKeyId } }) }),
    ).not.toThrow();
  });
});

describe('ciphertexts that are given', () => {
  test.each<[string, object, string]>([
    [
      'a required field is missing',
      { encryptedData: { accessKeyId: ciphertext() } },
      'backend.secretAccessKey: is missing; a credential of class aws needs it',
    ],
    [
      'a field is none of the class',
      { encryptedData: { ...encryptedData, user: ciphertext() } },
      'backend.encryptedData.user: is no field of a credential of class aws',
    ],
    ['the scope is unknown', { scope: 'namespace' }, 'backend.scope: must be strict, namespace-wide or cluster-wide'],
    [
      'one was cut off',
      { encryptedData: { ...encryptedData, accessKeyId: ciphertext().slice(0, 400) } },
      'backend.encryptedData.AWS_ACCESS_KEY_ID: is no whole ciphertext of kubeseal',
    ],
    [
      'one is no string',
      { encryptedData: { ...encryptedData, accessKeyId: 1 } },
      'backend.encryptedData.AWS_ACCESS_KEY_ID: must be a ciphertext in base64',
    ],
    [
      'one is empty',
      { encryptedData: { ...encryptedData, accessKeyId: '' } },
      'backend.encryptedData.AWS_ACCESS_KEY_ID: is no whole ciphertext',
    ],
    [
      'together they hold more than a Secret can',
      { encryptedData: { ...encryptedData, accessKeyId: ciphertext(1024 * 1024) } },
      'backend.encryptedData: must hold at most 1048576 bytes in all',
    ],
  ])('fails when %s', (_, content, message) => {
    expect(() => awsCredential({ backend: inline(content) })).toThrow(message);
  });

  test('fails when one is a text in base64, however long: its first letters are no length of a key', () => {
    const long = Buffer.from(`\n${'-----BEGIN CERTIFICATE-----'.repeat(500)}`).toString('base64');
    const backend = inline({ encryptedData: { ...encryptedData, accessKeyId: long } });
    expect(() => awsCredential({ backend })).toThrow('backend.encryptedData.AWS_ACCESS_KEY_ID: is no whole ciphertext');
  });

  test('fails when the convention has no key for a field', () => {
    const backend = inline({ encryptedData: { ...encryptedData, sessionToken: ciphertext() } });
    expect(() => awsCredential({ backend, keys: 'integration' })).toThrow(
      'backend.encryptedData.sessionToken: has no key for sessionToken of class aws; name one in keys',
    );
  });

  test.each(['strict', 'namespace-wide'] as const)('fails when they are %s and the namespace is not known', scope => {
    expect(() => awsCredential({ backend: inline({ scope }), namespace: undefined })).toThrow(
      `namespace: must be set: a ${scope} ciphertext opens in one namespace only`,
    );
  });
});
