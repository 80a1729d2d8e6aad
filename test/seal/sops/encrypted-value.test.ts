import { boundToPath, decryptValue, encryptedType, encryptValue } from '../../../lib/seal/sops/encrypted-value';
import { plaintextOf, scalarOf, type Scalar } from '../../../lib/seal/sops/scalar';

// The literal of sops' own aes/cipher_test.go.
const key = Buffer.from('f'.repeat(32));
const foo =
  'ENC[AES256_GCM,data:oYyi,iv:MyIDYbT718JRr11QtBkcj3Dwm4k1aCGZBVeZf0EyV8o=,tag:t5z2Z023Up0kxwCgw1gNxg==,type:str]';

test("a ciphertext of sops' own tests opens", () => {
  expect(decryptValue(foo, key, 'bar:')).toEqual({ type: 'str', bytes: Buffer.from('foo') });
  expect(encryptedType(foo)).toBe('str');
});

test('a ciphertext does not open in another place, with another key, or with a bit changed', () => {
  expect(decryptValue(foo, key, '')).toBeUndefined();
  expect(decryptValue(foo, key, 'bar')).toBeUndefined();
  expect(decryptValue(foo, Buffer.from('e'.repeat(32)), 'bar:')).toBeUndefined();
  for (const changed of [foo.replace('oYyi', 'oYyj'), foo.replace('iv:M', 'iv:N'), foo.replace('tag:t', 'tag:u')])
    expect(decryptValue(changed, key, 'bar:')).toBeUndefined();
});

test.each([
  foo.slice(1),
  `${foo}x`,
  foo.replace('==', ''),
  foo.replace('type:str', 'type:list'),
  foo.replace('data:oYyi', 'data:'),
  foo.replace('GCM', 'CBC'),
  'ENC[AES256_GCM,data:plain,iv:text,tag:in,type:str]',
])('%s is no ciphertext', text => {
  expect(encryptedType(text)).toBeUndefined();
  expect(decryptValue(text, key, 'bar:')).toBeUndefined();
});

test('every value gets an IV of its own, of 32 bytes', () => {
  const plaintext = plaintextOf('foo');
  const ivs = Array.from({ length: 100 }, () => /iv:([^,]+)/.exec(encryptValue(plaintext, key, 'a:'))?.[1] ?? '');
  expect(new Set(ivs).size).toBe(100);
  expect(Buffer.from(ivs[0] ?? '', 'base64')).toHaveLength(32);
});

test.each<[Exclude<Scalar, null>, string, string]>([
  ['text', 'str', 'text'],
  ['ünïcode 😀\n', 'str', 'ünïcode 😀\n'],
  [-42n, 'int', '-42'],
  [1.5, 'float', '1.5'],
  [1e21, 'float', '1000000000000000000000'],
  [1e-7, 'float', '0.0000001'],
  [123456.75e-3, 'float', '123.45675'],
  [-0, 'float', '-0'],
  [-Infinity, 'float', '-Inf'],
  [NaN, 'float', 'NaN'],
  [true, 'bool', 'True'],
  [false, 'bool', 'False'],
  [{ time: '2001-01-02T00:00:00Z' }, 'time', '2001-01-02T00:00:00Z'],
  [Buffer.from([0, 255]), 'bytes', '\0\ufffd'],
])('%p is encrypted as %s, and comes back', (value, type, text) => {
  const plaintext = plaintextOf(value);
  expect([plaintext.type, plaintext.bytes.toString()]).toEqual([type, text]);
  const opened = decryptValue(encryptValue(plaintext, key, 'a:b:'), key, 'a:b:');
  expect(opened && scalarOf(opened)).toEqual(value);
});

test('nothing stays nothing, as sops has no ciphertext of it', () => {
  expect(encryptValue(plaintextOf(''), key, 'a:')).toBe('');
  expect(decryptValue('', key, 'a:')).toEqual({ type: 'str', bytes: Buffer.alloc(0) });
});

test.each(['int', 'float', 'bool', 'time'] as const)('what is no %s is no value', type => {
  expect(scalarOf({ type, bytes: Buffer.from('x1') })).toBeUndefined();
});

test('text that is no UTF-8 stays bytes', () => {
  expect(scalarOf({ type: 'str', bytes: Buffer.from([255]) })).toEqual(Buffer.from([255]));
});

test('a value is bound to its keys, each followed by a colon', () => {
  expect(boundToPath(['stringData', 'password'])).toBe('stringData:password:');
  expect(boundToPath([])).toBe(':');
});
