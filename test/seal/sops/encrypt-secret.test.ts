import { credentialClass, generic } from '../../../lib/core';
import { aws } from '../../../lib/core/classes/aws';
import { decryptSops, encryptSecret, inspectSopsSecret, type EncryptSecretSpec } from '../../../lib/seal/sops';
import { identityOf, recipientOf, refusal } from './fixture';

const alice = [identityOf('alice')];
const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const spec = (more: Partial<EncryptSecretSpec<typeof aws>> = {}): EncryptSecretSpec<typeof aws> => ({
  name: 'aws',
  namespace: 'orders',
  class: aws,
  values,
  recipients: [recipientOf('alice')],
  now: new Date('2026-01-31T12:00:00.123Z'),
  ...more,
});

/** What is random, put out of sight. */
const shape = (text: string) =>
  text
    .replace(/ENC\[AES256_GCM,data:[^,]+,iv:[^,]+,tag:[^,]+,type:(\w+)\]/g, 'ENC[$1]')
    .replace(/(BEGIN AGE ENCRYPTED FILE-----)[^-]+(-----END)/g, (_, begin: string, end: string) => `${begin}…${end}`);

const opened = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'aws', namespace: 'orders' },
  type: 'Opaque',
  data: {
    AWS_ACCESS_KEY_ID: base64(values.accessKeyId),
    AWS_SECRET_ACCESS_KEY: base64(values.secretAccessKey),
  },
};

test('a Secret is written as sops would, its values in data', async () => {
  expect(shape(await encryptSecret(spec()))).toBe(`apiVersion: v1
kind: Secret
metadata:
    name: aws
    namespace: orders
type: Opaque
data:
    AWS_ACCESS_KEY_ID: ENC[str]
    AWS_SECRET_ACCESS_KEY: ENC[str]
sops:
    age:
        - enc: |
            -----BEGIN AGE ENCRYPTED FILE-----…-----END AGE ENCRYPTED FILE-----
          recipient: ${recipientOf('alice')}
    encrypted_regex: ^(data|stringData)$
    lastmodified: "2026-01-31T12:00:00Z"
    mac: ENC[str]
    mac_only_encrypted: true
    version: 3.13.2
`);
});

test('a Secret is written in JSON, with tabs as sops does', async () => {
  const text = await encryptSecret(spec({ format: 'json' }));
  expect(shape(text)).toContain('\n\t"data": {\n\t\t"AWS_ACCESS_KEY_ID": "ENC[str]",\n');
  expect(await decryptSops('aws.json', text, alice)).toEqual(opened);
});

test.each(['yaml', 'json'] as const)('every recipient can open it, in %s', async format => {
  const people = ['alice', 'bob', 'carol'] as const;
  const text = await encryptSecret(spec({ format, recipients: people.map(recipientOf) }));
  for (const person of people) expect(await decryptSops(`aws.${format}`, text, [identityOf(person)])).toEqual(opened);
});

test('a recipient who is named twice is one', async () => {
  const text = await encryptSecret(spec({ recipients: [recipientOf('alice'), ` ${recipientOf('alice')}\n`] }));
  expect(inspectSopsSecret('aws.yaml', text).recipients).toEqual([recipientOf('alice')]);
});

test('two runs have nothing in common', async () => {
  const pieces = (text: string) => [...text.matchAll(/(?:data|iv|tag):([A-Za-z0-9+/]+=*),/g)].map(([, piece]) => piece);
  const [one, other] = [await encryptSecret(spec()), await encryptSecret(spec())];
  expect(pieces(one)).toHaveLength(9);
  expect(pieces(one).filter(piece => pieces(other).includes(piece))).toEqual([]);
});

test('labels and annotations of any text are in the clear, and come back', async () => {
  const annotations = Object.fromEntries(
    [
      'yes',
      '0o14',
      '1_000',
      '~',
      '',
      'a: b',
      '# x',
      "it's",
      '"',
      'a\nb\n',
      '\n',
      ' \n a\n\n',
      'a\u2028\u0085\ufeff',
      '- a',
      '2001-01-01',
      '<<',
      '😀',
    ].map((text, index) => [`a${index}`, text]),
  );
  for (const format of ['yaml', 'json'] as const) {
    const text = await encryptSecret(spec({ format, annotations, labels: { 'app.kubernetes.io/name': 'on', 0: '1' } }));
    expect(await decryptSops(`aws.${format}`, text, alice)).toMatchObject({
      metadata: { annotations, labels: { 'app.kubernetes.io/name': 'on', 0: '1' } },
    });
  }
});

test('texts that YAML 1.1 takes for something else are in quotes', async () => {
  const annotations = { a: 'yes', b: 'Off', c: 'n', d: 'null', e: '1_000', f: '~', g: 'word' };
  expect(await encryptSecret(spec({ annotations }))).toContain(`    annotations:
        a: "yes"
        b: "Off"
        c: "n"
        d: "null"
        e: "1_000"
        f: "~"
        g: word
`);
});

test('keys are in the order in which cdk8s writes an object, as the MAC depends on it', async () => {
  const keys = ['b', '10', 'a', '9', '__proto__', 'B', '010', 'constructor'];
  const text = await encryptSecret({
    name: 'keys',
    class: generic(...keys),
    recipients: [recipientOf('alice')],
    values: Object.fromEntries(keys.map(key => [key, 'x'])),
  });
  const { __proto__: _, ...inspected } = Object.fromEntries(
    inspectSopsSecret('x.yaml', text).keys.map(key => [key, key]),
  );
  expect(Object.keys(inspected)).toEqual(['9', '10', '010', 'B', 'a', 'b', 'constructor']);
  expect(inspectSopsSecret('x.yaml', text).keys).toEqual(['9', '10', '010', 'B', '__proto__', 'a', 'b', 'constructor']);
});

test('bytes of any kind fit', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  const file = credentialClass({
    name: 'file',
    type: 'Opaque',
    required: { file: {} },
    optional: {},
    conventions: { one: { file: 'file' } },
  });
  const recipients = [recipientOf('alice')];
  const text = await encryptSecret({ name: 'file', class: file, values: { file: bytes }, recipients });
  expect(await decryptSops('x.yaml', text, alice)).toMatchObject({ data: { file: bytes.toString('base64') } });
});

test('a wider pattern of a rule is kept in the file', async () => {
  const text = await encryptSecret(spec({ encryptedRegex: '^(data|stringData|immutable)$' }));
  expect(text).toContain('    encrypted_regex: ^(data|stringData|immutable)$\n');
  expect(await decryptSops('x.yaml', text, alice)).toEqual(opened);
});

test.each<[string, Partial<EncryptSecretSpec<typeof aws>>, string]>([
  ['there is no recipient', { recipients: [] }, 'recipients: must name at least one recipient of age'],
  ['a recipient is mistyped', { recipients: ['age1xyz'] }, 'recipients[0]: is mistyped'],
  ['the name is none', { name: 'AWS' }, 'name: must be a DNS-1123 subdomain'],
  ['the namespace is none', { namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
  ['a label is none', { labels: { a: 'b c' } }, 'labels["a"]: must be up to 63'],
  [
    'a value is missing',
    { values: { accessKeyId: values.accessKeyId } as never },
    'values.secretAccessKey: is missing',
  ],
  [
    'a value is malformed',
    { values: { ...values, secretAccessKey: '\ud800' } },
    'values.secretAccessKey: must be well-formed',
  ],
  [
    'a value is another field',
    { values: { ...values, secretAccessKey: values.accessKeyId } },
    'values.secretAccessKey: must be the secret',
  ],
  [
    'the pattern leaves stringData in the clear',
    { encryptedRegex: '^data$' },
    'encryptedRegex: does not match stringData, so that what stands there would be committed in the clear; make it ^(data|stringData)$',
  ],
  ['the pattern covers some keys alone', { encryptedRegex: '^(AWS_.*)$' }, 'encryptedRegex: does not match data'],
  [
    'the pattern is not anchored, and so covers metadata',
    { encryptedRegex: 'data|stringData' },
    'encryptedRegex: matches metadata.name, too, which has to be read; make it ^(data|stringData)$',
  ],
  ['the pattern covers all', { encryptedRegex: '.*' }, 'encryptedRegex: matches apiVersion, too'],
  ['the pattern is none', { encryptedRegex: '(' }, 'encryptedRegex: must be a regular expression'],
  [
    'the pattern would encrypt a label',
    { labels: { data: 'x' } },
    'labels["data"]: would be encrypted, as the pattern matches its key; rename it',
  ],
])('fails when %s', async (_, more, problem) => {
  expect(await refusal(encryptSecret(spec(more)))).toContain(problem);
});
