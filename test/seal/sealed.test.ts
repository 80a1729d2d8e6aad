import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Sealed } from '../../lib/core/backends/sealed';
import { aws } from '../../lib/core/classes/aws';
import { sealed } from '../../lib/seal';
import { readSealingCertificate } from '../../lib/seal/sealed-secrets/certificate';
import { DigestKey } from '../../lib/seal/sealed-secrets/digest-key';
import { seal } from '../../lib/seal/sealed-secrets/seal';
import { renderSealedFile } from '../../lib/seal/sealed-secrets/sealed-file';
import { ciphertext } from '../core/ciphertext';
import { awsCredential } from '../core/fixtures';
import { certificateOf, rsaKeys } from './sealed-secrets/certificates';

const folder = mkdtempSync(join(tmpdir(), 'keywire-sealed-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const encryptedData = { AWS_ACCESS_KEY_ID: ciphertext(20), AWS_SECRET_ACCESS_KEY: ciphertext(40) };
const metadata = { name: 'aws', namespace: 'orders', creationTimestamp: null };

/** A SealedSecret as kubeseal 0.2x writes it, nulls included. */
const sealedSecret = (spec: object = {}, annotations: object = {}) => ({
  kind: 'SealedSecret',
  apiVersion: 'bitnami.com/v1alpha1',
  metadata: { ...metadata, ...annotations },
  spec: { template: { metadata: { ...metadata, ...annotations }, type: 'Opaque' }, encryptedData, ...spec },
});

function written(text: string, name = 'aws.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
const read = (object: object, spec: object = {}) =>
  awsCredential({ backend: sealed({ file: written(JSON.stringify(object)) }), ...spec }).bundle['sealed-secret'];

describe('a file of kubeseal', () => {
  test.each([
    ['YAML', `---\n${stringify(sealedSecret())}`],
    ['JSON', `${JSON.stringify(sealedSecret(), null, 2)}\n`],
  ])('is read as %s, and its ciphertexts are copied', (_, text) => {
    const backend = sealed({ file: written(text) });
    expect(awsCredential({ backend }).bundle['sealed-secret']).toEqual({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'aws', namespace: 'orders' },
      spec: { encryptedData, template: { metadata: { name: 'aws', namespace: 'orders' }, type: 'Opaque' } },
    });
  });

  test('keeps the labels and annotations of its template, under those of the credential', () => {
    const template = { metadata: { labels: { a: '1', b: '1' }, annotations: { c: '1' } } };
    const object = read(sealedSecret({ template }), { labels: { b: '2' }, annotations: { d: '2' } });
    expect(object?.spec).toMatchObject({
      template: { metadata: { labels: { a: '1', b: '2' }, annotations: { c: '1', d: '2' } }, type: 'Opaque' },
    });
    expect(object?.metadata).toMatchObject({ labels: { b: '2' }, annotations: { d: '2' } });
    expect(object?.metadata.labels).not.toHaveProperty('a');
  });

  test('keeps immutable and the data of its template, and nothing unknown', () => {
    const template = { immutable: true, data: { 'a.conf': 'id={{ .AWS_ACCESS_KEY_ID }}' }, other: 1 };
    expect(read(sealedSecret({ template, status: {} }))?.spec).toEqual({
      encryptedData,
      template: {
        metadata: { name: 'aws', namespace: 'orders' },
        type: 'Opaque',
        immutable: true,
        data: { 'a.conf': 'id={{ .AWS_ACCESS_KEY_ID }}' },
      },
    });
  });

  test.each(['namespace-wide', 'cluster-wide'])('of scope %s may be sealed for another name', scope => {
    const annotations = { annotations: { [`sealedsecrets.bitnami.com/${scope}`]: 'true' } };
    const object = read(sealedSecret({}, annotations), { name: 'other' });
    expect(object?.metadata).toEqual({ name: 'other', namespace: 'orders', ...annotations });
    expect(object?.spec).toMatchObject({ template: { metadata: { name: 'other', ...annotations } } });
  });

  test('of scope cluster-wide may be sealed for another namespace', () => {
    const annotations = { annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' } };
    expect(read(sealedSecret({}, annotations), { namespace: 'other' })?.metadata.namespace).toBe('other');
  });

  test('is read by the keys of the convention', () => {
    const data = {
      aws_access_key_id: ciphertext(),
      aws_secret_access_key: ciphertext(),
      aws_session_token: ciphertext(),
    };
    const backend = sealed({ file: written(JSON.stringify(sealedSecret({ encryptedData: data }))) });
    expect(awsCredential({ backend, keys: 'console' }).keys.sessionToken?.key).toBe('aws_session_token');
  });
});

describe('a file that is to be sealed with one certificate', () => {
  const pems = [certificateOf(rsaKeys()), certificateOf(rsaKeys())];
  const [certificate = '', other = ''] = pems.map((pem, index) => written(pem, `${index}.pem`));
  const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const digestKey = DigestKey.fromBytes(Buffer.alloc(32));
  const told = { name: 'aws', namespace: 'orders', class: aws, values, digestKey };
  const file = written(
    renderSealedFile(seal({ ...told, certificate: readSealingCertificate(certificate) })),
    'ours.yaml',
  );
  const bundleOf = (backend: Sealed<never>) => awsCredential({ backend }).bundle['sealed-secret'];

  test('is taken where it says so, and its notes go no further', () => {
    const object = bundleOf(sealed({ file, certificate, scope: 'strict' }));
    expect(object?.metadata).toEqual({ name: 'aws', namespace: 'orders' });
    expect(JSON.stringify(object)).not.toContain('keywire');
    expect(bundleOf(sealed({ file }))).toEqual(object);
  });

  test('may be sealed with one that has expired since', () => {
    const expired = written(certificateOf(rsaKeys(), { to: new Date('2021-01-01T00:00:00Z') }), 'expired.pem');
    const then = readSealingCertificate(expired, new Date('2020-06-01T00:00:00Z'));
    const old = written(renderSealedFile(seal({ ...told, certificate: then })), 'old.yaml');
    expect(() => bundleOf(sealed({ file: old, certificate: expired }))).not.toThrow();
  });

  test('passes no notes on that a controller has put into its template', () => {
    const annotations = { 'keywire/certificate': `sha256:${'0'.repeat(64)}`, 'keywire/digests': '', note: 'a' };
    const object = read(sealedSecret({ template: { metadata: { annotations } } }));
    expect(object?.spec).toMatchObject({ template: { metadata: { annotations: { note: 'a' } } } });
    expect(JSON.stringify(object)).not.toContain('keywire');
  });

  test('fails when it is sealed with another', () => {
    expect(() => bundleOf(sealed({ file, certificate: other }))).toThrow(
      /^backend: is sealed with the certificate sha256:[0-9a-f]{64}, and .*1\.pem is sha256:[0-9a-f]{64}; seal it with that, or name the one it is sealed with$/,
    );
  });

  test.each([
    ['does not say', {}],
    ['says something else', { annotations: { 'keywire/certificate': 'plaintext' } }],
  ])('fails when it %s with which one it is sealed', (_, metadata) => {
    const theirs = written(JSON.stringify(sealedSecret({}, metadata)), 'theirs.json');
    expect(() => bundleOf(sealed({ file: theirs, certificate }))).toThrow(
      'backend: does not say with which certificate it is sealed; seal it with keywire seal, or leave certificate out',
    );
  });

  test('fails when that is no certificate, or is not there', () => {
    expect(() => sealed({ file, certificate: file })).toThrow('ours.yaml: has no certificate in PEM; fetch');
    expect(() => sealed({ file, certificate: join(folder, 'none') })).toThrow(/none: can't be read \(ENOENT\); fetch/);
  });

  test('fails when it is sealed for another scope than it should be', () => {
    expect(() => bundleOf(sealed({ file, scope: 'cluster-wide' }))).toThrow(
      'backend: is sealed for scope strict, not cluster-wide; seal it for that, or leave scope out',
    );
  });
});

describe('a file that is not what kubeseal writes', () => {
  test('fails when it is not there', () => {
    expect(() => sealed({ file: join(folder, 'none') })).toThrow(
      /none: can't be read \(ENOENT\); make it with kubeseal$/,
    );
    expect(() => sealed({ file: folder })).toThrow(": can't be read (EISDIR); make it with kubeseal");
  });

  test('fails when it is larger than any SealedSecret', () => {
    expect(() => sealed({ file: written(' '.repeat(4 * 1024 * 1024 + 1)) })).toThrow(
      'is larger than 4 MiB, the most that is read of such a file',
    );
  });

  test.each(['', 'a: 1\n---\nb: 2\n'])('fails when it holds no document, or two: %j', text => {
    expect(() => sealed({ file: written(text) })).toThrow('must hold exactly one SealedSecret');
  });

  test.each(['a: 1\nb: [', '{', 'a: 1\na: 2\n', '\ta: 1'])('fails when it is no YAML: %j', text => {
    expect(() => sealed({ file: written(text) })).toThrow(
      /: is no YAML or JSON \(line \d\); seal the Secret again with kubeseal$/,
    );
  });

  const bomb = Array.from('bcdefgh').map(
    (name, index) => `${name}: &${name} [${`*${'abcdefgh'[index] ?? ''},`.repeat(9)}]`,
  );
  test.each(['a: *b', `a: &a [x]\n${bomb.join('\n')}`])('fails when it has aliases that do not resolve', text => {
    expect(() => sealed({ file: written(text) })).toThrow(
      'has an alias that leads nowhere, or too many; seal the Secret again with kubeseal',
    );
  });

  test.each<[unknown]>([
    [null],
    ['text'],
    [[]],
    [{ ...sealedSecret(), kind: 'Secret' }],
    [{ ...sealedSecret(), apiVersion: 'v1' }],
  ])('fails when it holds something else than a SealedSecret', object => {
    expect(() => read(object as object)).toThrow(
      'backend: must be a SealedSecret of bitnami.com/v1alpha1, as kubeseal writes it',
    );
  });

  test('fails when it has no ciphertexts', () => {
    expect(() => read(sealedSecret({ encryptedData: null }))).toThrow(
      'backend.spec.encryptedData: must map each key to its ciphertext; seal the Secret again with kubeseal',
    );
  });

  test.each([
    [
      'user',
      'backend.encryptedData.user: is no key of this credential of class aws; its keys are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN',
    ],
    [
      'aws_session_token',
      "backend.encryptedData.aws_session_token: is no key of this credential of class aws; for its convention, say keys: 'console'",
    ],
  ])('fails when it has the key %s, and says what to do', (key, message) => {
    expect(() => read(sealedSecret({ encryptedData: { ...encryptedData, [key]: ciphertext() } }))).toThrow(message);
  });

  test('fails when a required key is missing', () => {
    expect(() => read(sealedSecret({ encryptedData: { AWS_ACCESS_KEY_ID: ciphertext() } }))).toThrow(
      'backend.secretAccessKey: is missing; a credential of class aws needs it',
    );
  });

  test('fails when it seals a Secret of another type', () => {
    expect(() => read(sealedSecret({ template: { type: 'kubernetes.io/tls' } }))).toThrow(
      'backend.spec.template.type: must be Opaque for a credential of class aws; seal a Secret of that type',
    );
  });

  test.each(['kubectl.kubernetes.io', 'kubecfg.ksonnet.io'])('fails when its template shows what %s applied', tool => {
    const annotations = { [`${tool}/last-applied-configuration`]: '{}' };
    expect(() => read(sealedSecret({ template: { metadata: { annotations } } }))).toThrow(
      `backend.spec.template.metadata.annotations: must not have ${tool}/last-applied-configuration, which shows the plaintext`,
    );
  });
});
