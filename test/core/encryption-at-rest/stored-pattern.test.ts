import * as fc from 'fast-check';
import { base64Pattern } from '../../../lib/core/encryption-at-rest/stored-pattern';

const matches = (prefix: string, value: Uint8Array): boolean =>
  new RegExp(base64Pattern(prefix)).test(Buffer.from(value).toString('base64'));

describe('the pattern for a prefix', () => {
  const anyBytes = fc.uint8Array({ maxLength: 12 });
  const anyPrefix = fc.string({ minLength: 1, maxLength: 40 });

  test('is met by whatever begins with it', () => {
    fc.assert(
      fc.property(anyPrefix, anyBytes, (prefix, rest) => {
        expect(matches(prefix, Buffer.concat([Buffer.from(prefix), rest]))).toBe(true);
      }),
    );
  });

  test('is met by nothing else, even where only the last bit differs', () => {
    fc.assert(
      fc.property(anyPrefix, anyBytes, fc.nat(), (prefix, rest, bit) => {
        const value = Buffer.concat([Buffer.from(prefix), rest]);
        const at = bit % (Buffer.from(prefix).length * 8);
        value.writeUInt8(value.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
        expect(matches(prefix, value)).toBe(false);
      }),
    );
  });

  test.each(['k', 'k8', 'k8s', 'k8s:'])('leaves one value for every byte of %s', prefix => {
    for (let at = 0; at < prefix.length; at++) {
      const met = Array.from({ length: 256 }, (_, byte) => byte).filter(byte => {
        const begin = Buffer.from(prefix);
        begin.writeUInt8(byte, at);
        return [0, 0x7f, 0xff].some(next => matches(prefix, Buffer.concat([begin, Buffer.alloc(3, next)])));
      });
      expect(met).toEqual([prefix.charCodeAt(at)]);
    }
  });

  test('tells keys apart whose names differ in their last letter', () => {
    const stored = (name: string): string => `k8s:enc:secretbox:v1:${name}:`;
    for (const name of ['k1', 'key-1', 'key1'])
      expect(matches(stored(name), Buffer.from(`${stored(name.replace('1', '2'))}value`))).toBe(false);
  });
});
