import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SealScope } from '../../lib/core/backends/sealed';
import { credentialClass } from '../../lib/core/credential-class';
import { sealingCertificate } from '../../lib/seal/sealed-secrets/certificate';
import { DigestKey } from '../../lib/seal/sealed-secrets/digest-key';
import { seal } from '../../lib/seal/sealed-secrets/seal';
import { sealValues } from '../../lib/seal/sealed-secrets/seal-values';
import { renderSealedFile, type SealedFile } from '../../lib/seal/sealed-secrets/sealed-file';
import { certificateOf, rsaKeys } from '../seal/sealed-secrets/certificates';
import { compiledWorker } from '../seal/sealed-secrets/compiled-worker';
import { opened } from '../seal/sealed-secrets/opener';
import { installCrds } from './harness/crds';
import { runProgram } from './harness/kubectl';
import { startApis, type Apis } from './harness/run';
import { builtTools } from './harness/tools';

const keys = rsaKeys(2048);
const certificate = sealingCertificate('controller.pem', certificateOf(keys));
/** What one version of YAML or the other does not take for a text, unless it is written with care. */
const odd = {
  y: 'y',
  n: 'No',
  '0o14': '0o14',
  '1_000': '1_0',
  time: '12:30',
  date: '2026-01-02',
  null: 'null',
  empty: '',
  spaces: ' a: b # c ',
  lines: 'a\n\n b\r\n',
  special: '\u0001\u007f\u0085\u2028\u2029\ufeff*&!|>%@`',
};
const digestKey = DigestKey.fromBytes(randomBytes(32));
const folder = mkdtempSync(join(tmpdir(), 'keywire-seal-random-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('of 10,000 seals in two threads all open, no two session keys are equal, and none that is spoilt opens', async () => {
  const { publicKey, privateKey } = keys;
  const items = Array.from({ length: 10_000 }, () => ({ publicKey, label: 'a/b', value: randomBytes(randomInt(80)) }));
  const ciphertexts = await sealValues(items, { threads: 2 }, compiledWorker(folder));
  const sessionKeys = ciphertexts.map((ciphertext, index) => {
    const { sessionKey, bytes } = opened(privateKey, 'a/b', ciphertext);
    expect(items[index]?.value.equals(bytes)).toBe(true);
    return sessionKey.toString('hex');
  });
  expect(new Set(sessionKeys).size).toBe(10_000);

  let refused = 0;
  for (const ciphertext of ciphertexts.slice(0, 2000)) {
    const bytes = Buffer.from(ciphertext, 'base64');
    const bit = randomInt(8 * bytes.length);
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    for (const spoilt of [flipped, bytes.subarray(0, randomInt(bytes.length))]) {
      expect(() => opened(privateKey, 'a/b', spoilt.toString('base64'))).toThrow();
      refused++;
    }
  }
  expect(refused).toBe(4000);
});

test.each<SealScope>(['strict', 'namespace-wide', 'cluster-wide'])(
  'kubeseal opens with the private key what is sealed %s, to the byte',
  async scope => {
    const fields = Array.from({ length: 50 }, (_, index) => `key-${index}`);
    const values = Object.fromEntries(fields.map(field => [field, randomBytes(1 + randomInt(5000))]));
    const told = { name: 'a', namespace: 'b', scope, class: anyBytes(fields), certificate, digestKey };
    const file = seal({ ...told, values, annotations: odd, labels: { y: 'on', '1e3': '0o14' } });
    const key = join(folder, 'key.pem');
    writeFileSync(key, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const { code, stdout, stderr } = await runProgram(
      builtTools().kubeseal,
      ['--recovery-unseal', `--recovery-private-key=${key}`, '--format=json'],
      { env: { HOME: folder }, input: renderSealedFile(file) },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const secret = JSON.parse(stdout) as { metadata: object; type: string; data: Record<string, string> };
    const metadata = { name: 'a', namespace: 'b', annotations: odd, labels: { y: 'on', '1e3': '0o14' } };
    expect(secret).toMatchObject({ metadata, type: 'Opaque' });
    expect(JSON.stringify(secret.metadata)).not.toContain('keywire');
    const wanted = Object.entries(values).map(([field, value]) => [field, value.toString('base64')]);
    expect(secret.data).toEqual(Object.fromEntries(wanted));
  },
);

describe('the largest', () => {
  let apis: Apis;
  beforeAll(async () => {
    apis = await startApis({ namespaces: ['b'] });
    await installCrds(apis.cluster);
  }, 120_000);
  afterAll(() => apis.stop());

  test.each([
    ['one key', 1, () => 'a'],
    ['many keys', 2000, (index: number) => `key-${index}`],
    ['keys with long names', 500, (index: number) => `${index}`.padStart(253, 'k')],
  ])('SealedSecret that keywire makes with %s is stored, and taken by a second owner', async (_, count, keyAt) => {
    const keys = Array.from({ length: count }, (_, index) => keyAt(index));
    const path = join(folder, 'largest.yaml');
    writeFileSync(path, renderSealedFile(largest(keys)));
    const { kubectlOk } = apis.cluster;
    await kubectlOk(['create', `--filename=${path}`]);
    await kubectlOk(['apply', '--server-side', '--force-conflicts', `--filename=${path}`]);
    const condition = { type: 'Synced', status: 'False', message: 'x'.repeat(1000) };
    const status = JSON.stringify({ status: { observedGeneration: 1, conditions: [condition] } });
    await kubectlOk([
      'patch',
      'sealedsecret',
      'a',
      '--namespace=b',
      '--subresource=status',
      '--type=merge',
      `--patch=${status}`,
    ]);
    await kubectlOk(['delete', `--filename=${path}`]);
  });

  test('is little less than what etcd refuses', async () => {
    const { encryptedData, ...file } = largest(Array.from({ length: 2000 }, (_, index) => `key-${index}`));
    const more = Object.entries(encryptedData).map(([key, text]) => [
      key,
      text.slice(0, 4) + 'A'.repeat(64) + text.slice(4),
    ]);
    const text = renderSealedFile({ ...file, encryptedData: Object.fromEntries(more) as Record<string, string> });
    const { code, stderr } = await apis.cluster.kubectl(['create', '--filename=-'], { input: text });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('etcdserver: request is too large') as string,
    });
  });
});

/** A SealedSecret of those keys to which not one more byte could be added. */
function largest(fields: readonly string[]): SealedFile {
  const sealed = (size: number): SealedFile => {
    const each = Math.floor(size / fields.length);
    const values = Object.fromEntries(fields.map(field => [field, Buffer.alloc(each, 'x')]));
    return seal({ name: 'a', namespace: 'b', class: anyBytes(fields), certificate, values, digestKey });
  };
  let [fits, tooMuch] = [fields.length, 1024 * 1024 + fields.length];
  while (tooMuch - fits > fields.length) {
    const size = Math.floor((fits + tooMuch) / 2);
    try {
      sealed(size);
      fits = size;
    } catch {
      tooMuch = size;
    }
  }
  return sealed(fits);
}

/** A class whose values may be anything. */
const anyBytes = (fields: readonly string[]) =>
  credentialClass({
    name: 'any',
    type: 'Opaque',
    required: Object.fromEntries(fields.map(field => [field, {}])),
    optional: {},
    conventions: { asNamed: Object.fromEntries(fields.map(field => [field, field])) },
  });
