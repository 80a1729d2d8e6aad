import { decryptSops } from '../../../lib/seal/sops';
import { fixture, identityOf, recipientOf, refusal } from './fixture';

const alice = [identityOf('alice')];

/** What `types.yaml` and `types.json` were made of. */
const types = {
  text: "it's text",
  number: 42,
  large: 9007199254740993n,
  octal: 12,
  float: 1.5,
  small: 1e-7,
  huge: 1e21,
  yes: true,
  no: false,
  day: '2001-01-02T00:00:00Z',
  moment: '2001-12-14T21:59:43.1-05:00',
  nothing: null,
  empty: '',
  map: { deep: { a: [1, 'two', 3.5, { b: 'x' }] } },
  list: ['one', 'two'],
  block: 'line one\n  line two\n',
  10: 'a number as a key',
  in_clear_unencrypted: 31,
};

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'database', namespace: 'orders' },
  type: 'Opaque',
  data: { password: 'cGFzc3dvcmQ=', username: 'dXNlcg==' },
  stringData: { url: 'postgres://db.example.com/orders' },
};

describe('a file of sops', () => {
  test.each(['types.yaml', 'types.json'])('opens with its values of all types: %s', async file => {
    expect(await decryptSops(file, fixture(file), alice)).toEqual(types);
  });

  test.each([
    ['secret.yaml', 'alice'],
    ['secret.yaml', 'bob'],
    ['secret.json', 'alice'],
    ['post-quantum.yaml', 'carol'],
  ] as const)('%s opens with the identity of %s', async (file, person) => {
    expect(await decryptSops(file, fixture(file), [identityOf(person)])).toEqual(secret);
  });

  test('opens with the one of several identities that fits', async () => {
    const identities = [identityOf('carol'), identityOf('bob')];
    expect(await decryptSops('secret.yaml', fixture('secret.yaml'), identities)).toEqual(secret);
  });

  test('of several documents comes out as a list of them', async () => {
    const opened = await decryptSops('two.yaml', fixture('two-documents.yaml'), alice);
    expect(opened).toEqual([{ a: 1 }, { b: ['x', 'y'] }]);
  });

  test('may have labels changed by hand, if its MAC covers only what is encrypted', async () => {
    const text = fixture('secret.yaml').replace('namespace: orders', 'namespace: elsewhere\n    labels: {a: b}');
    expect(await decryptSops('secret.yaml', text, alice)).toMatchObject({
      metadata: { namespace: 'elsewhere', labels: { a: 'b' } },
    });
  });

  test('may have comments and a layout changed by hand', async () => {
    const text = fixture('secret.json').replaceAll('\t', '  ');
    expect(await decryptSops('secret.json', text, alice)).toEqual(secret);
    const yaml = fixture('types.yaml').replaceAll(/^ *#.*\n/gm, '# other\n\n');
    expect(await decryptSops('types.yaml', yaml, alice)).toEqual(types);
  });

  test('may have anchors where it is in the clear, as sops reads them, too', async () => {
    const text = fixture('secret.yaml').replace('type:', 'x: &x [a, b]\ny: *x\ntype:');
    expect(await decryptSops('secret.yaml', text, alice)).toMatchObject({ x: ['a', 'b'], y: ['a', 'b'] });
  });

  test('may end with an empty document', async () => {
    expect(await decryptSops('secret.yaml', `${fixture('secret.yaml')}---\n`, alice)).toEqual([secret, {}]);
  });

  test('keeps a key named __proto__', async () => {
    const text = fixture('secret.yaml').replace('type:', '__proto__: {a: b}\nconstructor: 1\ntype:');
    const opened = (await decryptSops('secret.yaml', text, alice)) as object;
    expect(Object.keys(opened)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(Object.getPrototypeOf(opened)).toBe(Object.prototype);
  });
});

describe('a file that was changed by hand', () => {
  const mismatch =
    'was changed after it was encrypted: its MAC does not match; restore it, or take the change over with sops edit --ignore-mac';
  const moved =
    'was changed or moved after it was encrypted: it does not open with the key of its file; restore the file';

  test.each<[string, string, (text: string) => string, string]>([
    ['a value in the clear', 'types.yaml', text => text.replace('0x1F', '0x20').replace(': 31', ': 32'), mismatch],
    ['a value removed', 'secret.yaml', text => text.replace(/^ {4}username: .*\n/m, ''), mismatch],
    ['a value added in the clear', 'types.yaml', text => `a_unencrypted: 1\n${text}`, mismatch],
    [
      'values in another order',
      'secret.yaml',
      text => text.replace(/^( {4}pass.*\n)( {4}user.*\n)/m, '$2$1'),
      mismatch,
    ],
    ['the time', 'secret.yaml', text => text.replace(/lastmodified: "2026/, 'lastmodified: "2027'), mismatch],
    ['no MAC', 'secret.yaml', text => text.replace(/^ {4}mac: .*$/m, '    mac: ""'), mismatch],
    ['the setting of its MAC', 'secret.yaml', text => text.replace(/^ {4}mac_only_.*\n/m, ''), mismatch],
    ['another key of a value', 'secret.yaml', text => text.replace(' username: ', ' user: '), `data.user: ${moved}`],
    [
      'a bit',
      'secret.yaml',
      text => text.replace('password: ENC[AES256_GCM,data:S', 'password: ENC[AES256_GCM,data:T'),
      moved,
    ],
    ['a piece of a ciphertext', 'secret.yaml', text => text.replace(/(username: .*?),tag:[^,]*/, '$1'), moved],
    [
      'a value in the clear where it belongs encrypted',
      'secret.yaml',
      text => text.replace(/username: \S+/, 'username: dXNlcg=='),
      'data.username: is not encrypted, though the file says that it is: encrypt the file anew, and change the value where others could read it',
    ],
    [
      'a number where a ciphertext belongs',
      'secret.yaml',
      text => text.replace(/username: \S+/, 'username: 1'),
      'data.username: is not encrypted',
    ],
    [
      'a damaged key of the one who opens it',
      'secret.yaml',
      text => text.replace(/(enc: \|\n.*\n {12}..........)./, '$1_'),
      `sops.age: has a damaged key for ${recipientOf('alice')}; restore the file`,
    ],
  ])('fails when it has %s', async (_, file, change, problem) => {
    const text = change(fixture(file));
    expect(text).not.toBe(fixture(file));
    expect(await refusal(decryptSops(file, text, alice))).toContain(problem);
  });
});

describe('a file that keywire does not open', () => {
  test('fails when it is for others, and says for whom', async () => {
    const error = await refusal(decryptSops('a/secret.yaml', fixture('secret.yaml'), [identityOf('carol')]));
    expect(error).toBe(
      `FieldError: a/secret.yaml: opens with no identity given, which are of ${recipientOf('carol')}; give one of ${recipientOf('alice')}, ${recipientOf('bob')}`,
    );
  });

  test('fails when its key is in parts with several groups', async () => {
    expect(await refusal(decryptSops('x.yaml', fixture('key-groups.yaml'), alice))).toBe(
      'FieldError: x.yaml: divides its data key among several key groups (Shamir), which keywire does not put together: decrypt or edit it with the sops program; keywire reads the result',
    );
  });

  test.each([
    ['kms', 'KMS keys (aws)'],
    ['gcp_kms', 'KMS keys (gcp)'],
    ['azure_kv', 'Key Vault keys (azure)'],
    ['hc_vault', 'Vault keys (hashicorp)'],
    ['pgp', 'PGP keys'],
  ])('fails when its only keys are of %s', async (name, words) => {
    const text = fixture('secret.yaml').replace(/^ {4}age:\n/m, `    age: []\n    ${name}:\n`);
    expect(await refusal(decryptSops('x.yaml', text, alice))).toBe(
      `FieldError: x.yaml: is encrypted for ${words}, which keywire does not ask: decrypt or edit it with the sops program; keywire reads the result`,
    );
  });

  test.each<[string, string, string]>([
    ['has no metadata', 'a: 1\n', 'is not encrypted: it has no sops metadata'],
    ['has metadata that is no map', 'a: 1\nsops: x\n', 'is not encrypted: it has no sops metadata'],
    ['has no keys', 'a: 1\nsops: {age: [], version: 3.13.2}\n', 'sops: has no keys, so that nobody can open the file'],
    ['has keys without content', 'sops: {age: [{recipient: age1x}]}\n', 'sops.age: must have a recipient and enc'],
    [
      'has no time',
      fixture('secret.yaml').replace(/lastmodified: .*/, 'lastmodified: today'),
      'sops.lastmodified: must be a time',
    ],
    [
      'has two settings of what is encrypted',
      fixture('secret.yaml').replace('encrypted_regex', 'unencrypted_suffix: x\n    encrypted_regex'),
      'sops: must have only one of unencrypted_suffix, encrypted_regex',
    ],
    [
      'has a setting that is no text',
      fixture('secret.yaml').replace(/encrypted_regex: .*/, 'encrypted_regex: [a]'),
      'sops.encrypted_regex: must be text',
    ],
    [
      'lets comments say what is encrypted',
      fixture('secret.yaml').replace('encrypted_regex', 'encrypted_comment_regex'),
      'sops.encrypted_comment_regex: lets comments say what is encrypted',
    ],
    ['is empty', '', 'is empty; restore it'],
    ['is a list', '- a\n', 'must hold a map'],
    ['is a text', 'a\n', 'must hold a map'],
    ['is no YAML', 'a: [\n', 'is no YAML or JSON (line 2); restore it as it was encrypted'],
    ['has a key twice', 'a: 1\na: 2\n', 'has a key twice (line 2); remove one of them'],
    ['has a number for a key', '1: a\n', 'has a key that is no text, which sops does not read; put it into quotes'],
    ['has a list for a key', '[a]: b\n', 'has a key that is no text'],
    ['has a merge key', 'a: &a {b: c}\n<<: *a\n', 'has a merge key (<<)'],
    ['has a merge key as sops writes it', 'a: {!!merge <<: {b: c}}\n', 'has a merge key (<<)'],
    ['has a tag', 'a: !!binary aGk=\n', 'has a tag, as in !!binary'],
    ['has an integer of 64 bits', 'a: 18446744073709551615\n', 'has an integer that is too large for sops'],
    [
      'has a line break of YAML 1.1',
      'a: "b\u2028"\n',
      'has the character U+2028, which versions of YAML read differently; write it as \\u2028',
    ],
    ['has half of a surrogate pair', 'a: \ud800\n', 'must be well-formed text'],
    ['has an alias that leads nowhere', 'a: *b\n', 'has an alias that leads nowhere'],
    ['is nested very deeply', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'is n'],
    ['is larger than 5 MiB', `a: ${'b'.repeat(5 * 1024 * 1024)}`, 'is larger than 5 MiB'],
  ])('fails when it %s', async (_, text, problem) => {
    expect(await refusal(decryptSops('x.yaml', text, alice))).toContain(`x.yaml: ${problem}`);
  });

  test('fails when aliases make very much of little', async () => {
    const bomb = Array.from(
      'bcdefgh',
      (name, index) => `${name}: &${name} [${`*${'abcdefgh'[index] ?? ''},`.repeat(9)}]`,
    );
    expect(await refusal(decryptSops('x.yaml', `a: &a [x]\n${bomb.join('\n')}\n`, alice))).toMatch(
      'x.yaml: has too many aliases; write out what they stand for',
    );
  });

  test('fails when its name says JSON, and it is none', async () => {
    expect(await refusal(decryptSops('x.json', 'a: 1', alice))).toContain('x.json: is no JSON');
  });

  test.each(['x.env', 'x.ini'])('fails when its name says another kind of file: %s', async name => {
    expect(await refusal(decryptSops(name, 'a=1', alice))).toContain(`${name}: must be YAML or JSON`);
  });
});
