import { inspect } from 'node:util';
import { DigestKey, type DigestedItem } from '../../../lib/seal/sealed-secrets/digest-key';
import { leaksIn, newCanary } from '../../canary';

const bytes = Buffer.alloc(32, 7);
const key = DigestKey.fromBytes(bytes);
const item: DigestedItem = {
  namespace: 'orders',
  name: 'aws',
  scope: 'strict',
  key: 'a',
  certificate: 'sha256:0',
  ciphertext: 'AgA=',
};
const value = Buffer.from('secret');

describe('a digest', () => {
  test('is the same for the same, by another object of the same key', () => {
    expect(DigestKey.fromBytes(Buffer.from(bytes)).digest({ ...item }, value)).toBe(key.digest(item, value));
    expect(key.digest(item, value)).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  // It stands in files that are committed: were it made in another way, every value would be sealed anew.
  test('is made in the way in which it has always been', () => {
    expect(key.digest(item, value)).toMatchInlineSnapshot(`"EfEzyjVredRShAd5cfA/oO+BEj5bTPjTuUFmCuzhHRg="`);
  });

  test.each<[string, Partial<DigestedItem>]>([
    ['namespace', { namespace: undefined }],
    ['name', { name: 'aw' }],
    ['scope', { scope: 'cluster-wide' }],
    ['key', { key: 'b' }],
    ['certificate', { certificate: 'sha256:1' }],
    ['ciphertext', { ciphertext: 'AgB=' }],
  ])('is another for another %s', (_, change) => {
    expect(key.digest({ ...item, ...change }, value)).not.toBe(key.digest(item, value));
  });

  test('is another for another value or key, and where parts have moved', () => {
    const digests = [
      key.digest(item, value),
      key.digest(item, Buffer.from('secret ')),
      key.digest(item, Buffer.alloc(0)),
      DigestKey.fromBytes(Buffer.alloc(32, 8)).digest(item, value),
      key.digest({ ...item, namespace: 'orders/aws', name: '' }, value),
      key.digest({ ...item, namespace: 'orders","aws', name: '' }, value),
      key.digest({ ...item, ciphertext: 'AgA="]\nsecret' }, Buffer.alloc(0)),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('a digest key', () => {
  test('stays as it is when the bytes it was made of are wiped', () => {
    const own = Buffer.from(bytes);
    const kept = DigestKey.fromBytes(own);
    own.fill(0);
    expect(kept.digest(item, value)).toBe(key.digest(item, value));
  });

  test('shows nothing of itself', () => {
    const secret = newCanary();
    const hidden = DigestKey.fromBytes(Buffer.from(secret));
    expect(leaksIn(inspect(hidden, { depth: 9, showHidden: true }), { secret })).toEqual([]);
    expect(() => JSON.stringify(hidden)).toThrow('digest key: is not to be shown');
  });

  test.each([
    ['it has fewer than 32 bytes', Buffer.alloc(31)],
    ['it is a text', 'x'.repeat(32)],
  ])('fails when %s', (_, given) => {
    expect(() => DigestKey.fromBytes(given as Uint8Array)).toThrow(
      'digestKey: must be at least 32 bytes; make them with openssl rand 32',
    );
  });
});
