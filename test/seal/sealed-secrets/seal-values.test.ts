import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generic } from '../../../lib/core/credential-class';
import { sealingCertificate } from '../../../lib/seal/sealed-secrets/certificate';
import { sealAll } from '../../../lib/seal/sealed-secrets/seal-all';
import { sealValue, type SealItem } from '../../../lib/seal/sealed-secrets/seal-value';
import { sealValues } from '../../../lib/seal/sealed-secrets/seal-values';
import { certificateOf, rsaKeys } from './certificates';
import { compiledWorker } from './compiled-worker';
import { opened } from './opener';

const clusters = [rsaKeys(), rsaKeys()];
const keysAt = (index: number) => clusters[index % 2] ?? rsaKeys();
/** Values of many sizes, in turn for one cluster and the other. */
const itemsOf = (count: number): readonly SealItem[] =>
  Array.from({ length: count }, (_, index) => ({
    publicKey: keysAt(index).publicKey,
    label: `orders/${index}`,
    value: Buffer.from(`${index}:${'x'.repeat(index % 70)}`),
  }));
const valueOf = (index: number, ciphertext: string, label = `orders/${index}`) =>
  opened(keysAt(index).privateKey, label, ciphertext);

const folder = mkdtempSync(join(tmpdir(), 'keywire-worker-'));
const workerFile = compiledWorker(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('sealed values', () => {
  test('open, and no two have the same session key', () => {
    const items = itemsOf(500);
    const sessionKeys = items.map((item, index) => {
      const { sessionKey, value } = valueOf(index, sealValue(item));
      expect(value).toBe(item.value.toString());
      return sessionKey.toString('hex');
    });
    expect(new Set(sessionKeys).size).toBe(500);
    expect(sessionKeys).not.toContain('00'.repeat(32));
  });

  test('are refused where one bit is flipped, or bytes are missing or too many', () => {
    const [item = { publicKey: keysAt(0).publicKey, label: '', value: Buffer.of() }] = itemsOf(1);
    const bytes = Buffer.from(sealValue(item), 'base64');
    const open = (spoilt: Buffer) => () => valueOf(0, spoilt.toString('base64'));
    expect(open(bytes)).not.toThrow();
    for (let bit = 0; bit < 8 * bytes.length; bit += 23) {
      const spoilt = Buffer.from(bytes);
      spoilt.writeUInt8(spoilt.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(open(spoilt)).toThrow();
    }
    for (let length = 0; length < bytes.length; length += 7) expect(open(bytes.subarray(0, length))).toThrow();
    expect(open(Buffer.concat([bytes, Buffer.of(0)]))).toThrow();
  });

  test.each([
    ['one thread', 1],
    ['two threads', 2],
    ['three threads', 3],
  ])('come back in their order from %s', async (_, threads) => {
    const items = itemsOf(230);
    const ciphertexts = await sealValues(items, { threads }, workerFile);
    expect(ciphertexts).toHaveLength(230);
    const sessionKeys = ciphertexts.map((ciphertext, index) => {
      const { sessionKey, value } = valueOf(index, ciphertext);
      expect(value).toBe(items[index]?.value.toString());
      return sessionKey.toString('hex');
    });
    expect(new Set(sessionKeys).size).toBe(230);
  });

  test('are sealed where there is no compiled worker, and where there is nothing to seal', async () => {
    const [ciphertext = ''] = await sealValues(itemsOf(1), { threads: 2 });
    expect(valueOf(0, ciphertext).value).toBe('0:');
    expect(await sealValues([], { threads: 2 }, workerFile)).toEqual([]);
  });

  test.each([
    ['ends', 'process.exit(3)', 'a worker that seals has ended with code 3'],
    ['throws', 'throw new Error("no crypto here")', 'no crypto here'],
  ])('fails when a worker %s', async (_, code, message) => {
    const broken = join(folder, 'broken.js');
    writeFileSync(broken, code);
    await expect(sealValues(itemsOf(2000), { threads: 2 }, broken)).rejects.toThrow(message);
  });
});

describe('many credentials', () => {
  const certificates = clusters.map(keys => sealingCertificate('a.pem', certificateOf(keys)));
  const spec = (index: number, names: readonly string[]) => ({
    name: `a${index}`,
    namespace: 'orders',
    class: generic(...names),
    certificate: certificates[index % 2] ?? sealingCertificate('a.pem', ''),
    values: Object.fromEntries(names.map(name => [name, `${name}-${index}`])),
  });

  test('are sealed as each alone would be, in their order', async () => {
    const files = await sealAll([spec(0, ['a', 'b']), spec(1, ['c']), spec(2, ['d', 'e', 'f'])]);
    expect(files.map(({ name, encryptedData }) => [name, Object.keys(encryptedData)])).toEqual([
      ['a0', ['a', 'b']],
      ['a1', ['c']],
      ['a2', ['d', 'e', 'f']],
    ]);
    for (const [index, { name, encryptedData }] of files.entries())
      for (const [key, ciphertext] of Object.entries(encryptedData))
        expect(valueOf(index, ciphertext, `orders/${name}`).value).toBe(`${key}-${index}`);
  });

  test('fails when one cannot be sealed, before any is', async () => {
    await expect(sealAll([spec(0, ['a']), { ...spec(1, ['a']), name: 'A' }])).rejects.toThrow(
      '[1]: name: must be a DNS-1123 subdomain',
    );
  });
});
