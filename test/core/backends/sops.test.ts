import type { Sops, SopsContent } from '../../../lib/core/backends/sops';
import { credential } from '../../../lib/core/credential';
import { aws } from '../../../lib/core/classes/aws';
import { generic } from '../../../lib/core/credential-class';
import { encrypted, encryptedSecret, sopsBlock, sopsContent } from '../encrypted-secret';
import { lateEngine, plainEngine } from '../engines';
import { awsCredential } from '../fixtures';

const backend = (manifest?: Readonly<Record<string, unknown>>, more: Partial<SopsContent> = {}): Sops => ({
  backend: 'sops',
  content: sopsContent(manifest, more),
  decryptedBy: 'flux',
});
const forKsops = (manifest?: Readonly<Record<string, unknown>>, more: Partial<SopsContent> = {}): Sops => ({
  ...backend(manifest, more),
  decryptedBy: 'ksops',
});
const data = { AWS_ACCESS_KEY_ID: encrypted(28), AWS_SECRET_ACCESS_KEY: encrypted(56) };

describe('an encrypted Secret that Flux decrypts', () => {
  test('is rendered as it is in the file, with the block of sops', () => {
    const { bundle, secretName, madeByOperator } = awsCredential({ backend: backend() });
    expect(bundle).toEqual({ secret: encryptedSecret() });
    expect([secretName, madeByOperator]).toEqual(['aws', []]);
  });

  test('keeps its own labels and annotations under those of the credential', () => {
    const manifest = encryptedSecret({}, { labels: { a: '1', b: '1' }, annotations: { c: '1' } });
    const props = { labels: { b: '2' }, annotations: { d: '2' }, backend: backend(manifest) };
    expect(awsCredential(props).bundle.secret?.metadata).toEqual({
      name: 'aws',
      namespace: 'orders',
      labels: { a: '1', b: '2' },
      annotations: { c: '1', d: '2' },
    });
  });

  test('keeps immutable and stringData', () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = data;
    const manifest = encryptedSecret({
      immutable: true,
      data: { AWS_ACCESS_KEY_ID },
      stringData: { AWS_SECRET_ACCESS_KEY },
    });
    expect(awsCredential({ backend: backend(manifest) }).bundle.secret).toEqual(manifest);
  });

  test('takes its namespace from the file where the credential has none, and the other way', () => {
    const ofFile = awsCredential({ backend: backend(), namespace: undefined }).bundle.secret?.metadata.namespace;
    const without = encryptedSecret({}, { namespace: undefined });
    expect([ofFile, awsCredential({ backend: backend(without) }).bundle.secret?.metadata.namespace]).toEqual([
      'orders',
      'orders',
    ]);
  });

  test('is not rendered by an engine that applies its objects itself', () => {
    const spec = { name: 'aws', namespace: 'orders', backend: backend() };
    const { bundle, madeByOperator, keys } = credential(lateEngine, aws, spec);
    expect([bundle, madeByOperator, Object.keys(keys)]).toEqual([{}, ['aws'], ['accessKeyId', 'secretAccessKey']]);
  });

  test('fails when the MAC covers what changes as it is rendered', () => {
    expect(() => awsCredential({ backend: backend(undefined, { macOnlyEncrypted: false }) })).toThrow(
      'backend.sops: must say mac_only_encrypted: true, as the MAC covers labels',
    );
  });

  const unordered = 'backend: must have its keys in alphabetical order, data before stringData';

  test('fails when its keys are not in order, as its MAC covers that', () => {
    const keys = ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
    expect(() => awsCredential({ backend: backend(undefined, { keys }) })).toThrow(unordered);
  });

  test('fails when stringData stands before data, as its MAC covers that, too', () => {
    const [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY] = [encrypted(), encrypted()];
    const { data: _, ...rest } = encryptedSecret();
    const manifest = { ...rest, stringData: { AWS_SECRET_ACCESS_KEY }, data: { AWS_ACCESS_KEY_ID } };
    expect(() => awsCredential({ backend: backend(manifest) })).toThrow(unordered);
  });

  test('fails when its keys are numbers in alphabetical order, as an object has them by size', () => {
    const manifest = encryptedSecret({ data: { 9: encrypted(), 10: encrypted() } });
    const of = (keys: readonly string[]) => () =>
      credential(plainEngine, generic('9', '10'), {
        name: 'aws',
        namespace: 'orders',
        backend: backend(manifest, { keys }),
      });
    expect(of(['10', '9'])).toThrow(unordered);
    expect(of(['9', '10'])).not.toThrow();
  });

  test('fails when an annotation is encrypted, too', () => {
    const manifest = encryptedSecret({}, { annotations: { note: encrypted() } });
    expect(() => awsCredential({ backend: backend(manifest) })).toThrow(
      'backend.metadata.annotations.note: must be in the clear, so that it can be rendered',
    );
    expect(() => awsCredential({ backend: forKsops(manifest) })).not.toThrow();
  });

  test.each(['disabled', 'Disabled'])('fails when an annotation has Flux leave it as it is: %s', decrypt => {
    const annotations = { 'kustomize.toolkit.fluxcd.io/decrypt': decrypt };
    const message =
      'annotations["kustomize.toolkit.fluxcd.io/decrypt"]: must not be disabled, as Flux would then apply the ciphertexts';
    expect(() => awsCredential({ backend: backend(), annotations })).toThrow(message);
    expect(() => awsCredential({ backend: backend(encryptedSecret({}, { annotations })) })).toThrow(message);
  });
});

describe('an encrypted Secret that KSOPS decrypts', () => {
  test('renders nothing, and its name is taken', () => {
    const { bundle, secretName, madeByOperator, keys } = awsCredential({ backend: forKsops() });
    expect([bundle, secretName, madeByOperator]).toEqual([{}, 'aws', ['aws']]);
    expect(Object.values(keys).map(({ key }) => key)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
  });

  test('may have a MAC over all of it, and keys in any order, as the file stays what it is', () => {
    const more = { macOnlyEncrypted: false, keys: ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'] };
    expect(() => awsCredential({ backend: forKsops(undefined, more) })).not.toThrow();
  });

  test('has the fields whose keys are in the file, by the convention', () => {
    const manifest = encryptedSecret({
      data: { aws_access_key_id: encrypted(), aws_secret_access_key: encrypted() },
      stringData: { aws_session_token: encrypted() },
    });
    const { keys } = awsCredential({ backend: forKsops(manifest), keys: 'console' });
    expect(Object.keys(keys)).toEqual(['accessKeyId', 'secretAccessKey', 'sessionToken']);
  });
});

const clear =
  /is not encrypted, so that whoever reads the repository has it: rotate it, .* take the plaintext out of Git's history$/;

describe('an encrypted Secret', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string | RegExp]>([
    [
      'has another name',
      encryptedSecret({}, { name: 'other' }),
      "backend: is the Secret other, the credential's is aws; encrypt a Secret of that name, or set name",
    ],
    [
      'is for another namespace',
      encryptedSecret({}, { namespace: 'payments' }),
      'backend: is for namespace payments, the credential is in orders; encrypt a Secret for that namespace',
    ],
    [
      'is of another type',
      encryptedSecret({ type: 'kubernetes.io/tls' }),
      'backend.type: must be Opaque for a credential of class aws; encrypt a Secret of that type',
    ],
    [
      'gets a hash for its name',
      encryptedSecret({}, { annotations: { 'kustomize.config.k8s.io/needs-hash': 'true' } }),
      "backend.metadata.annotations: must not have kustomize.config.k8s.io/needs-hash: it adds a hash to the Secret's name",
    ],
    [
      'has a value in the clear in data',
      encryptedSecret({ data: { ...data, AWS_SECRET_ACCESS_KEY: 'c2VjcmV0' } }),
      clear,
    ],
    [
      'has a value in the clear in stringData',
      encryptedSecret({ data: undefined, stringData: { ...data, AWS_SECRET_ACCESS_KEY: 'secret' } }),
      clear,
    ],
    ['has a value in the clear that is a number', encryptedSecret({ stringData: { pin: 1234 } }), clear],
    ['has a value in the clear that is a tree', encryptedSecret({ stringData: { a: { b: 'secret' } } }), clear],
    [
      'has a value that only begins as if it were encrypted',
      encryptedSecret({ data: { ...data, AWS_SECRET_ACCESS_KEY: `${encrypted()} secret` } }),
      clear,
    ],
    [
      'has a value that only looks encrypted',
      encryptedSecret({ data: { ...data, AWS_SECRET_ACCESS_KEY: 'ENC[AES256_GCM,data:secret]' } }),
      clear,
    ],
    [
      'has an empty value',
      encryptedSecret({ data: { ...data, AWS_SECRET_ACCESS_KEY: '' } }),
      'backend.data.AWS_SECRET_ACCESS_KEY: is empty; a credential has a value in every field',
    ],
    [
      'has null for a value',
      encryptedSecret({ data: { ...data, AWS_SECRET_ACCESS_KEY: null } }),
      'backend.data.AWS_SECRET_ACCESS_KEY: is empty',
    ],
    [
      'is larger than a Secret can be',
      encryptedSecret({ data: { ...data, AWS_SESSION_TOKEN: encrypted(1024 * 1024 * 1.4) } }),
      'backend: must hold at most 1048576 bytes in all',
    ],
    [
      'has a key that is none of the class',
      encryptedSecret({ data: { ...data, user: encrypted() } }),
      'backend.user: is no key of this credential of class aws; its keys are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN',
    ],
    [
      'has a key of another convention',
      encryptedSecret({ data: { ...data, aws_session_token: encrypted() } }),
      "backend.aws_session_token: is no key of this credential of class aws; for its convention, say keys: 'console'",
    ],
    [
      'lacks a required key',
      encryptedSecret({ data: { AWS_ACCESS_KEY_ID: encrypted() } }),
      'backend.secretAccessKey: is missing; a credential of class aws needs it',
    ],
    ['has no values at all', encryptedSecret({ data: null }), 'backend.accessKeyId: is missing'],
  ])('fails when it %s, whoever decrypts it', (_, manifest, message) => {
    expect(() => awsCredential({ backend: backend(manifest) })).toThrow(message);
    expect(() => awsCredential({ backend: forKsops(manifest) })).toThrow(message);
  });

  test('may hold as much as a Secret can', () => {
    const most = Math.floor((1024 * 1024) / 3) * 4 - 200;
    const manifest = encryptedSecret({ data: { ...data, AWS_SESSION_TOKEN: encrypted(most) } });
    expect(() => awsCredential({ backend: backend(manifest) })).not.toThrow();
  });

  test('fails when nobody is told who decrypts it', () => {
    const told = { ...backend(), decryptedBy: 'argocd' } as never;
    expect(() => awsCredential({ backend: told })).toThrow('backend.decryptedBy: must be flux, for which');
  });

  test('comes in versions, each from a file of its own', () => {
    const versions = ['v1', 'v2'].map(label => ({
      label,
      backend: backend(encryptedSecret({}, { name: `aws-${label}` })),
    }));
    const { bundle, secretName } = awsCredential({ backend: { backend: 'labelled', versions } });
    expect([secretName, Object.keys(bundle)]).toEqual(['aws-v2', ['secret-v1', 'secret-v2']]);
    expect(bundle['secret-v2']?.sops).toBe(sopsBlock);
  });
});
