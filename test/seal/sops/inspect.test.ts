import { parse } from 'yaml';
import { inspectSopsSecret } from '../../../lib/seal/sops';
import { fixture, recipientOf } from './fixture';

const secret = fixture('secret.yaml');

test('tells all that can be seen of a Secret without a key', () => {
  expect(inspectSopsSecret('secret.yaml', secret)).toEqual({
    name: 'database',
    namespace: 'orders',
    type: 'Opaque',
    keys: ['password', 'username', 'url'],
    recipients: [recipientOf('alice'), recipientOf('bob')],
    otherKeys: [],
    macOnlyEncrypted: true,
    manifest: parse(secret) as unknown,
  });
  expect(inspectSopsSecret('secret.json', fixture('secret.json'))).toMatchObject({
    name: 'database',
    macOnlyEncrypted: false,
  });
});

test('tells a Secret that sops encrypted for other services, too', () => {
  const kms = 'kms:\n        - arn: arn:aws:kms:eu-west-1:1:key/a\n    pgp:\n        - fp: A\n    age:';
  expect(inspectSopsSecret('x.yaml', secret.replace('age:', kms)).otherKeys).toEqual(['KMS keys (aws)', 'PGP keys']);
});

test('a Secret without a type is Opaque, and one without a namespace has none', () => {
  const text = secret.replace('type: Opaque\n', '').replace('    namespace: orders\n', '');
  expect(inspectSopsSecret('x.yaml', text)).toMatchObject({ type: 'Opaque', namespace: undefined });
});

test('an empty value is one, as sops encrypts none', () => {
  expect(inspectSopsSecret('x.yaml', secret.replace(/url: .*/, 'url: ""')).keys).toContain('url');
});

const inTheClear =
  'is in the clear: encrypt the file with encrypted_regex: ^(data|stringData)$, and change the value where others could read it';

test.each<[string, (text: string) => string, string]>([
  [
    'a value of data is in the clear',
    text => text.replace(/password: .*/, 'password: cGFzc3dvcmQ='),
    `data.password: ${inTheClear}`,
  ],
  [
    'a value of stringData is in the clear',
    text => text.replace(/url: .*/, 'url: postgres://a:b@c'),
    `stringData.url: ${inTheClear}`,
  ],
  [
    'a value only looks encrypted',
    text => text.replace(/url: .*/, 'url: "ENC[AES256_GCM,data:x,plain]"'),
    `stringData.url: ${inTheClear}`,
  ],
  ['a value is a number', text => text.replace(/url: .*/, 'url: 5'), `stringData.url: ${inTheClear}`],
  ['a value is null', text => text.replace(/url: .*/, 'url:'), `stringData.url: ${inTheClear}`],
  ['a value is a map', text => text.replace(/url: .*/, 'url: {a: b}'), `stringData.url: ${inTheClear}`],
  [
    'data is a text',
    text => text.replace(/^stringData:\n.*/m, 'stringData: plain'),
    'stringData: must be a map of keys',
  ],
  [
    'the pattern of the file leaves stringData out',
    text => text.replace('(data|stringData)', '(data)'),
    'stringData.url: is encrypted, but the file says that it is not, so that nobody opens it',
  ],
  [
    'a value was a number before it was encrypted',
    text => text.replace(/(url: .*)type:str/, '$1type:int'),
    'stringData.url: is of type int, and Kubernetes takes text only; put it into quotes, and encrypt it anew',
  ],
  [
    'a key stands in data and stringData',
    text => text.replace('    url:', '    password:'),
    'stringData.password: stands in data, too, and the value here wins; remove one',
  ],
  ['a key is none', text => text.replace('    url:', '    a b:'), 'stringData.a b: must be a key of a Secret'],
  [
    'the name is encrypted, too',
    text => text.replace('name: database', `name: ${/ENC\[.*\]$/m.exec(text)?.[0] ?? ''}`),
    'metadata.name: must not be encrypted: it says which Secret this is',
  ],
  ['there is no name', text => text.replace('    name: database\n', ''), 'metadata.name: must be a string'],
  ['the namespace is none', text => text.replace('orders', 'a.b'), 'metadata.namespace: must be a DNS-1123 label'],
  ['it is of another kind', text => text.replace('kind: Secret', 'kind: ConfigMap'), 'must be a Secret (v1)'],
  ['it is not encrypted', text => text.replace(/^sops:[^]*/m, ''), 'is not encrypted: it has no sops metadata'],
  ['it has two documents', text => `${text}---\n${text}`, 'must hold exactly one document'],
  [
    'an annotation has a copy of it',
    text =>
      text.replace('    name:', '    annotations: {kubectl.kubernetes.io/last-applied-configuration: x}\n    name:'),
    'metadata.annotations: must not have kubectl.kubernetes.io/last-applied-configuration, which shows the plaintext',
  ],
])('fails when %s', (_, change, problem) => {
  const text = change(secret);
  expect(text).not.toBe(secret);
  expect(() => inspectSopsSecret('x.yaml', text)).toThrow(`x.yaml: ${problem}`);
});
