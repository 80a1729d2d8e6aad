import { aws } from '../../../lib/core/classes/aws';
import { credentialClass, generic } from '../../../lib/core/credential-class';
import { sealingCertificate } from '../../../lib/seal/sealed-secrets/certificate';
import { DigestKey } from '../../../lib/seal/sealed-secrets/digest-key';
import { seal, sealForClusters, type SealSpec } from '../../../lib/seal/sealed-secrets/seal';
import { parseSealedFile, renderSealedFile, type SealedFile } from '../../../lib/seal/sealed-secrets/sealed-file';
import type { SealScope } from '../../../lib/core/backends/sealed';
import { leaksIn, newCanary } from '../../canary';
import { errorText, thrownBy } from '../../shown';
import { certificateOf, rsaKeys } from './certificates';
import { opened } from './opener';

const keys = rsaKeys();
const certificate = sealingCertificate('controller.pem', certificateOf(keys));
const otherKeys = rsaKeys();
const otherCertificate = sealingCertificate('other.pem', certificateOf(otherKeys));
const digestKey = DigestKey.fromBytes(Buffer.alloc(32, 1));
const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: newCanary() };
const base = { name: 'aws', namespace: 'orders', class: aws, certificate, values, digestKey } as const;
const open = ({ encryptedData }: SealedFile, key: string, label = 'orders/aws') =>
  opened(keys.privateKey, label, encryptedData[key] ?? '').value;

describe('what is sealed', () => {
  test('opens with the key of the certificate, and is what kubeseal would have made', () => {
    const file = seal(base);
    expect(open(file, 'AWS_ACCESS_KEY_ID')).toBe(values.accessKeyId);
    expect(open(file, 'AWS_SECRET_ACCESS_KEY')).toBe(values.secretAccessKey);
    expect(file).toMatchObject({
      name: 'aws',
      namespace: 'orders',
      scope: 'strict',
      type: 'Opaque',
      certificate: certificate.fingerprint,
    });
    const bytes = Buffer.from(file.encryptedData.AWS_ACCESS_KEY_ID ?? '', 'base64');
    expect([bytes.readUInt16BE(0), bytes.length]).toEqual([256, 2 + 256 + 20 + 16]);
  });

  test.each<[SealScope, string, string | undefined]>([
    ['strict', 'orders/aws', 'orders'],
    ['namespace-wide', 'orders', 'orders'],
    ['cluster-wide', '', 'orders'],
    ['cluster-wide', '', undefined],
  ])('of scope %s opens under the label %j alone', (scope, label, namespace) => {
    const { digestKey: _, ...rest } = base;
    const file = seal({ ...rest, scope, namespace });
    for (const tried of ['orders/aws', 'orders', '', 'orders/', 'other/aws', 'orders/other']) {
      if (tried === label) expect(open(file, 'AWS_ACCESS_KEY_ID', tried)).toBe(values.accessKeyId);
      else expect(() => open(file, 'AWS_ACCESS_KEY_ID', tried)).toThrow();
    }
  });

  test('may be bytes, and nothing at all', () => {
    const binary = Uint8Array.from({ length: 256 }, (_, index) => index);
    const anything = credentialClass({
      name: 'anything',
      type: 'Opaque',
      required: { file: {}, empty: { rules: [] } },
      optional: {},
      conventions: { only: { file: 'file', empty: 'empty' } },
    });
    const file = seal({ ...base, class: anything, values: { file: binary, empty: '' } });
    expect(open(file, 'empty')).toBe('');
    const { bytes } = opened(keys.privateKey, 'orders/aws', file.encryptedData.file ?? '');
    expect(bytes).toEqual(Buffer.from(binary));
  });

  test.each(['__proto__', 'constructor', 'toString', '10'])('may have the key %s, which is put nowhere else', key => {
    const file = seal({ ...base, class: generic(key), values: Object.fromEntries([[key, 'secret']]) });
    const again = parseSealedFile('a.yaml', renderSealedFile(file));
    expect(Object.keys(again.encryptedData)).toEqual([key]);
    expect(Object.keys(again.digests)).toEqual([key]);
    expect(open(again, key)).toBe('secret');
    const replaced = seal({ ...base, class: generic(key), values: {}, replaces: again });
    expect(replaced).toEqual(again);
  });

  test('has the labels and annotations on the SealedSecret and on the Secret', () => {
    const told = { labels: { team: 'orders' }, annotations: { note: 'yes' } };
    expect(seal({ ...base, ...told })).toMatchObject({ ...told, template: told });
  });

  test('has the type of its class, and the keys of its convention', () => {
    const tls = credentialClass({
      name: 'tls',
      type: 'kubernetes.io/tls',
      required: { certificate: {}, key: {} },
      optional: {},
      conventions: { kubernetes: { certificate: 'tls.crt', key: 'tls.key' } },
    });
    const file = seal({ ...base, class: tls, values: { certificate: 'a', key: 'b' } });
    expect(file.type).toBe('kubernetes.io/tls');
    expect(Object.keys(file.encryptedData)).toEqual(['tls.crt', 'tls.key']);
    expect(Object.keys(seal({ ...base, keys: 'til' }).encryptedData)).toEqual(['access_key_id', 'secret_access_key']);
  });

  test('has a digest of each value, where there is a key for it', () => {
    expect(Object.keys(seal(base).digests)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
    expect(seal({ ...base, digestKey: undefined }).digests).toEqual({});
  });

  test('shows neither a value nor that two are equal', () => {
    const [first, second] = [newCanary(), newCanary()];
    const file = seal({ ...base, class: generic('a', 'b', 'c'), values: { a: first, b: first, c: second } });
    const text = renderSealedFile(file);
    expect(leaksIn(text, { first, second })).toEqual([]);
    expect(new Set(Object.values(file.digests)).size).toBe(3);
    expect(new Set(Object.values(file.encryptedData)).size).toBe(3);
  });
});

describe('what replaces a file', () => {
  const before = seal({ ...base, values: { ...values, sessionToken: 'token' }, labels: { team: 'orders' } });
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = before.encryptedData;
  const same = { ...base, replaces: before };

  test('is the same to the byte where no value has changed', () => {
    const text = renderSealedFile(before);
    const read = parseSealedFile('aws.yaml', text);
    expect(renderSealedFile(seal({ ...same, replaces: read }))).toBe(text);
    expect(renderSealedFile(seal({ ...same, replaces: read, values: {} }))).toBe(text);
  });

  test('differs by the ciphertext and the digest of the value that has changed', () => {
    const after = seal({ ...same, values: { ...values, accessKeyId: 'AKIAIOSFODNN7EXAMPL2' } });
    const [old, now] = [before, after].map(file => renderSealedFile(file).split('\n'));
    const changed = now?.filter((line, index) => line !== old?.[index]);
    expect(now).toHaveLength(old?.length ?? 0);
    expect(changed?.map(line => line.trim().split(/[ :]/)[0])).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY_ID']);
    expect(open(after, 'AWS_ACCESS_KEY_ID')).toBe('AKIAIOSFODNN7EXAMPL2');
  });

  test('has an empty line between fields, which git needs to merge changes of two', () => {
    const lines = renderSealedFile(before).split('\n');
    const of = (key: string) => lines.flatMap((line, index) => (line.trim().startsWith(key) ? [index] : []));
    const [first, second] = [of('AWS_ACCESS_KEY_ID'), of('AWS_SECRET_ACCESS_KEY')];
    expect(second.map((index, at) => index - (first[at] ?? 0))).toEqual([2, 2]);
  });

  const otherKey = DigestKey.fromBytes(Buffer.alloc(32, 2));
  test.each<[string, Partial<SealSpec<typeof aws>> & { replaces?: SealedFile }]>([
    ['there is no digest key', { digestKey: undefined }],
    ['the digest key is another', { digestKey: otherKey }],
    ['the name is another', { name: 'other' }],
    ['the namespace is another', { namespace: 'other' }],
    ['the scope is another', { scope: 'namespace-wide' }],
    ['the certificate is another', { certificate: otherCertificate }],
    ['the file has no digests', { replaces: { ...before, digests: {} } }],
  ])('has every value sealed anew where %s', (_, change) => {
    const all = { ...values, sessionToken: 'token' };
    const { encryptedData } = seal({ ...same, ...change, values: all });
    expect(Object.values(encryptedData)).toHaveLength(3);
    for (const ciphertext of Object.values(encryptedData)) expect([id, secret, token]).not.toContain(ciphertext);
  });

  test('has values sealed anew whose ciphertexts a merge has mixed up, whatever the digests say', () => {
    const mixed = { ...before.encryptedData, AWS_ACCESS_KEY_ID: secret ?? '', AWS_SECRET_ACCESS_KEY: id ?? '' };
    const after = seal({ ...same, replaces: { ...before, encryptedData: mixed } });
    expect(open(after, 'AWS_ACCESS_KEY_ID')).toBe(values.accessKeyId);
    expect(open(after, 'AWS_SECRET_ACCESS_KEY')).toBe(values.secretAccessKey);
    expect(after.encryptedData.AWS_SESSION_TOKEN).toBe(token);
  });

  test('keeps a field that is not given, with its digest', () => {
    const after = seal({ ...same, values: { sessionToken: 'new' }, digestKey: undefined });
    expect(after.encryptedData).toMatchObject({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });
    expect(Object.keys(after.digests)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
    expect(open(after, 'AWS_SESSION_TOKEN')).toBe('new');
  });

  test('is without the fields that are to be removed', () => {
    const { encryptedData, digests } = seal({ ...base, replaces: before, values: {}, remove: ['sessionToken'] });
    expect(encryptedData).toEqual({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });
    expect(digests).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  test('keeps labels and annotations under those that are given, and the rest', () => {
    const others = { ...before.others, template: { immutable: true } };
    const {
      labels,
      template,
      others: rest,
    } = seal({
      ...same,
      replaces: { ...before, others },
      labels: { tier: '1' },
    });
    expect(labels).toEqual({ team: 'orders', tier: '1' });
    expect(template.labels).toEqual(labels);
    expect(rest).toBe(others);
  });

  test.each<[string, object, string]>([
    ['name', { name: 'other' }, 'is sealed for name aws, not other'],
    ['namespace', { namespace: 'other' }, 'is sealed for namespace orders, not other'],
    ['scope', { scope: 'cluster-wide' }, 'is sealed for scope strict, not cluster-wide'],
    [
      'namespace, and there is none now',
      { namespace: undefined, scope: 'cluster-wide' },
      'is sealed for namespace orders, not none',
    ],
    ['certificate', { certificate: otherCertificate }, `is sealed for the certificate ${certificate.fingerprint}`],
    [
      'certificate, which it does not say',
      { replaces: { ...before, certificate: undefined } },
      'does not say for which certificate it is sealed',
    ],
  ])('fails when fields are to stay that are sealed for another %s', (_, change, difference) => {
    expect(() => seal({ ...same, values: { accessKeyId: values.accessKeyId }, ...change })).toThrow(
      `values: must have secretAccessKey, sessionToken, too: the file that is replaced ${difference}, and nothing but its controller can open it; or remove them`,
    );
    expect(() =>
      seal({ ...same, values, remove: ['sessionToken'], ...change } as unknown as SealSpec<typeof aws>),
    ).not.toThrow();
  });

  test('fails when it has a key that the class has not', () => {
    const replaces = { ...before, encryptedData: { ...before.encryptedData, user: id ?? '' } };
    expect(() => seal({ ...same, replaces })).toThrow(
      'replaces.encryptedData.user: is no key of this credential of class aws; its keys are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: name it in keys, or take it out of the file',
    );
  });

  test('fails when its Secret is of another type', () => {
    expect(() => seal({ ...same, replaces: { ...before, type: 'kubernetes.io/tls' } })).toThrow(
      "replaces.type: must be Opaque for a credential of class aws; Kubernetes changes no Secret's type",
    );
  });

  test('fails when a required field is to be removed, or one that is given, or that the class has not', () => {
    expect(() => seal({ ...base, replaces: before, values: {}, remove: ['accessKeyId'] })).toThrow(
      'values.accessKeyId: is missing',
    );
    expect(() => seal({ ...base, replaces: before, remove: ['accessKeyId'] })).toThrow(
      'remove[0]: is among the values, too',
    );
    expect(() => seal({ ...same, remove: ['user' as never] })).toThrow('remove[0]: is no field of a credential');
  });
});

describe('a seal', () => {
  const long = 'x'.repeat(512 * 1024);
  test.each<[string, object, string]>([
    ['the name is none', { name: 'A_b' }, 'name: must be a DNS-1123 subdomain'],
    ['the namespace is none', { namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
    ['a slash would move the label', { namespace: 'a/b' }, 'namespace: must be a DNS-1123 label'],
    ['it is strict and has no namespace', { namespace: undefined }, 'namespace: must be set: a strict ciphertext'],
    [
      'it is namespace-wide and has none',
      { namespace: undefined, scope: 'namespace-wide' },
      'namespace: must be set: a namespace-wide ciphertext opens in one namespace only',
    ],
    ['the scope is none', { scope: 'namespace' }, 'scope: must be strict, namespace-wide or cluster-wide'],
    ['a value is missing', { values: { accessKeyId: values.accessKeyId } }, 'values.secretAccessKey: is missing'],
    ['a value breaks a rule', { values: { ...values, accessKeyId: 'a' } }, 'values.accessKeyId: must be an access key'],
    [
      'a field is unknown',
      { values: { ...values, user: 'a' } },
      'values.user: is no field of a credential of class aws',
    ],
    ['a label is none', { labels: { a: ' ' } }, 'labels["a"]: must be'],
    [
      'an annotation is written by keywire',
      { annotations: { 'keywire/digests': '' } },
      'annotations["keywire/digests"]: is written by keywire; leave it out',
    ],
    [
      'an annotation says the scope',
      { annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' } },
      'annotations["sealedsecrets.bitnami.com/cluster-wide"]: is written by keywire',
    ],
    [
      'an annotation shows what was applied',
      { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } },
      'annotations: must not have kubectl.kubernetes.io/last-applied-configuration',
    ],
    [
      'the values are larger than a Secret',
      { class: generic('a', 'b'), values: { a: long, b: `${long}x` } },
      'values: must hold at most 1048576 bytes in all',
    ],
  ])('fails when %s, and no error shows a value', (_, change, message) => {
    const run = () => seal({ ...base, ...change });
    expect(run).toThrow(message);
    expect(leaksIn(errorText(thrownBy(run)), { secret: values.secretAccessKey })).toEqual([]);
  });

  test('fails when new values and those that stay are larger than a Secret', () => {
    const { digestKey: _, ...rest } = { ...base, class: generic('a', 'b') };
    const replaces = seal({ ...rest, values: { a: long, b: 'x' } });
    expect(() => seal({ ...rest, values: { b: `${long}x` }, replaces })).toThrow(
      'values: must hold at most 1048576 bytes in all',
    );
    expect(() => seal({ ...rest, values: { b: long }, replaces })).not.toThrow();
  });

  test('fails when its digests are more than the annotations of an object may be', () => {
    const many = Array.from({ length: 900 }, (_, index) => `${index}`.padStart(253, 'k'));
    const told = { ...base, class: generic(...many), values: Object.fromEntries(many.map(key => [key, 'x'])) };
    expect(() => seal(told)).toThrow(
      /^annotations: take \d+ bytes with the digests, and Kubernetes lets an object have 262144; seal without a digest key, or fewer values$/,
    );
    expect(() => seal({ ...told, digestKey: undefined })).not.toThrow();
  });

  test('fails when what keywire notes itself is one byte too much for its annotations', () => {
    const told = { ...base, digestKey: undefined, scope: 'namespace-wide' as const };
    const notes = 'sealedsecrets.bitnami.com/namespace-wide'.length + 'true'.length;
    const room = 262_144 - notes - 'keywire/certificate'.length - certificate.fingerprint.length - 'n'.length;
    expect(() => seal({ ...told, annotations: { n: 'v'.repeat(room) } })).not.toThrow();
    expect(() => seal({ ...told, annotations: { n: 'v'.repeat(room + 1) } })).toThrow('annotations: take 262145 bytes');
  });

  test('fails when no field is left, and when there is none', () => {
    const told = { ...base, class: generic('a') };
    const optional = { ...told.class, required: {}, optional: told.class.required };
    const replaces = seal({ ...told, values: { a: 'x' } });
    expect(() => seal({ ...told, class: optional, values: {}, replaces, remove: ['a'] })).toThrow(
      'remove: would leave no field; delete the file instead',
    );
    expect(() => seal({ ...told, class: optional, values: {} })).toThrow('values: must have a field');
  });

  test('fails when its ciphertexts are more than the API server stores', () => {
    const many = Array.from({ length: 400 }, (_, index) => `key-${index}`);
    const size = Math.floor((1024 * 1024) / many.length);
    const all = Object.fromEntries(many.map(key => [key, 'x'.repeat(size)]));
    expect(() => seal({ ...base, class: generic(...many), values: all })).toThrow(
      /^values: make a SealedSecret of \d+ bytes, and the API server stores 1572864 at most; seal fewer or smaller values$/,
    );
  });
});

describe('a credential for several clusters', () => {
  const { certificate: _, ...rest } = base;
  const certificates = { eu: certificate, us: otherCertificate };

  test('is sealed for the certificate of each', () => {
    const { eu, us } = sealForClusters({ ...rest, certificates });
    expect(eu.certificate).toBe(certificate.fingerprint);
    expect(us.certificate).toBe(otherCertificate.fingerprint);
    expect(open(eu, 'AWS_ACCESS_KEY_ID')).toBe(values.accessKeyId);
    expect(opened(otherKeys.privateKey, 'orders/aws', us.encryptedData.AWS_ACCESS_KEY_ID ?? '').value).toBe(
      values.accessKeyId,
    );
  });

  test('replaces the file of each, if there is one', () => {
    const { eu } = sealForClusters({ ...rest, certificates });
    const after = sealForClusters({ ...rest, certificates, replaces: { eu } });
    expect(after.eu).toEqual(eu);
    expect(after.us.certificate).toBe(otherCertificate.fingerprint);
  });

  test('fails when one cannot be sealed, and says for which cluster', () => {
    const { eu } = sealForClusters({ ...rest, certificates });
    expect(() => sealForClusters({ ...rest, certificates, values: {}, replaces: { eu } })).toThrow(
      'us: values.accessKeyId: is missing; a credential of class aws needs it',
    );
  });
});
