import { decryptSops, editSops, encryptSecret } from '../../../lib/seal/sops';
import { generic } from '../../../lib/core';
import { fixture, identityOf, recipientOf, refusal } from './fixture';

const alice = [identityOf('alice')];
const now = new Date('2026-12-31T00:00:00Z');
const secret = fixture('secret.yaml');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const edit = (text: string, change: Parameters<typeof editSops>[3], path = 'secret.yaml') =>
  editSops(path, text, alice, change, now);

/** The lines of one text that the other has not. */
const missing = (one: string, other: string) => one.split('\n').filter(line => !other.split('\n').includes(line));
const names = (lines: readonly string[]) => lines.map(line => line.trim().replace(/^"?(\w+).*$/, '$1'));

describe('a value', () => {
  test('of data is set in base64, one of stringData as it is, and no other line changes', async () => {
    const changed = await edit(secret, { password: 'new', url: 'postgres://other' });
    expect(names(missing(changed, secret))).toEqual(['password', 'url', 'lastmodified', 'mac']);
    expect(changed.split('\n')).toHaveLength(secret.split('\n').length);
    expect(await decryptSops('secret.yaml', changed, alice)).toMatchObject({
      data: { password: base64('new'), username: 'dXNlcg==' },
      stringData: { url: 'postgres://other' },
    });
  });

  test('that is what it was keeps its ciphertext, and the file its MAC', async () => {
    expect(await edit(secret, { password: 'password', url: 'postgres://db.example.com/orders' })).toBe(secret);
    expect(names(missing(await edit(secret, { password: 'password', username: 'new' }), secret))).toEqual([
      'username',
      'lastmodified',
      'mac',
    ]);
  });

  test('keeps the comment behind it', async () => {
    const changed = await edit(secret, { username: 'new' });
    expect(/username: .*( #ENC.*)/.exec(changed)?.[1]).toBe(/username: .*( #ENC.*)/.exec(secret)?.[1]);
  });

  test('may be bytes that are no text, in data', async () => {
    const changed = await edit(secret, { password: Buffer.from([0, 255]) });
    expect(await decryptSops('secret.yaml', changed, alice)).toMatchObject({ data: { password: 'AP8=' } });
  });

  test.each([
    ['in single quotes', (value: string) => `'${value}'`],
    ['in double quotes', (value: string) => `"${value}"`],
    ['folded', (value: string) => `>-\n        ${value}`],
    ['in the next line', (value: string) => `\n        ${value}`],
  ])('that is written %s is replaced there', async (_, write) => {
    const text = secret.replace(/(?<=password: )(.*)/, write);
    const changed = await edit(text, { password: 'new' });
    expect(names(missing(changed, text)).slice(-2)).toEqual(['lastmodified', 'mac']);
    expect(await decryptSops('secret.yaml', changed, alice)).toMatchObject({
      data: { password: base64('new'), username: 'dXNlcg==' },
    });
  });
});

describe('a key', () => {
  test('that is new goes among the others where these are sorted', async () => {
    const changed = await edit(secret, { port: '5432', aaa: '1', zzz: '2' });
    expect(Object.keys(((await decryptSops('x.yaml', changed, alice)) as { data: object }).data)).toEqual([
      'aaa',
      'password',
      'port',
      'username',
      'zzz',
    ]);
    expect(names(missing(changed, secret))).toEqual(['aaa', 'port', 'zzz', 'lastmodified', 'mac']);
    expect(names(missing(secret, changed))).toEqual(['lastmodified', 'mac']);
  });

  test('that is new goes behind the others where these are not sorted', async () => {
    const changed = await edit(fixture('only-string-data.yaml'), { mango: 'm', zebra: 'zz' });
    const { stringData } = (await decryptSops('x.yaml', changed, alice)) as { stringData: object };
    expect(Object.entries(stringData)).toEqual([
      ['zebra', 'zz'],
      ['apple', 'a'],
      ['mango', 'm'],
    ]);
  });

  test('is removed with what stands behind it, the comments above it stay', async () => {
    const changed = await edit(secret, { username: null });
    expect(names(missing(secret, changed))).toEqual(['username', 'lastmodified', 'mac']);
    expect(names(missing(changed, secret))).toEqual(['lastmodified', 'mac']);
    expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({ data: { password: 'cGFzc3dvcmQ=' } });
  });

  test('that is the last takes its map with it, and a new one makes the map again', async () => {
    const without = await edit(secret, { url: null });
    expect(without).not.toContain('\nstringData');
    const none = await edit(without, { password: null, username: null });
    expect(none).not.toContain('\ndata:');
    const again = await edit(none, { token: 'x' });
    expect(await decryptSops('x.yaml', again, alice)).toMatchObject({ data: { token: base64('x') } });
    expect(again).toMatch(/^data:\n {4}token: ENC\[.*\]\nsops:\n/m);
  });

  test('that takes the place of the last one goes into its map', async () => {
    const text = await edit(secret, { password: null, username: null });
    const changed = await edit(text, { url: null, address: 'x' });
    expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({ stringData: { address: 'x' } });
  });

  test('that is new goes into stringData where a file has no data, unless it is no text', async () => {
    const text = await edit(secret, { password: null, username: null });
    const changed = await edit(text, { token: 'x', file: Buffer.from([255]) });
    expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({
      data: { file: '/w==' },
      stringData: { token: 'x', url: 'postgres://db.example.com/orders' },
    });
  });

  test.each(['data: {}', 'data:', 'data: null # none'])('that is new goes into a map that is empty: %s', async line => {
    const text = (await edit(secret, { password: null, username: null })).replace(
      'stringData:',
      `${line}\nstringData:`,
    );
    const changed = await edit(text, { token: 'x' });
    expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({ data: { token: base64('x') } });
  });

  test('named __proto__ or constructor is one like others', async () => {
    const change = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    const { data } = (await decryptSops('x.yaml', await edit(secret, change), alice)) as { data: object };
    expect(Object.entries(data)).toEqual(
      expect.arrayContaining([
        ['__proto__', base64('a')],
        ['constructor', base64('b')],
      ]),
    );
  });
});

describe('JSON', () => {
  const json = fixture('secret.json');

  test('is changed, added to and taken from in its own layout', async () => {
    const changed = await edit(json, { username: 'new', aaa: '1', zzz: '2', password: null }, 'secret.json');
    expect(names(missing(changed, json))).toEqual(['aaa', 'username', 'zzz', 'lastmodified', 'mac']);
    expect(changed).toMatch(/^\{\n\t"apiVersion": "v1",\n[^]*\n\t"data": \{\n\t\t"aaa": "ENC\[.*",\n\t\t"username"/);
    expect(await decryptSops('secret.json', changed, alice)).toMatchObject({
      data: { aaa: base64('1'), username: base64('new'), zzz: base64('2') },
    });
  });

  test('loses its last key with the map, and gets both again', async () => {
    const none = await edit(json, { password: null, username: null, url: null }, 'secret.json');
    expect(Object.keys(JSON.parse(none) as object)).toEqual(['apiVersion', 'kind', 'metadata', 'type', 'sops']);
    const again = await edit(none, { token: 'x' }, 'secret.json');
    expect(again).toMatch(/\n\t"data": \{\n\t\t"token": "ENC\[.*"\n\t\},\n\t"sops"/);
    expect(await decryptSops('x.json', again, alice)).toMatchObject({ data: { token: base64('x') } });
  });

  test('in one line stays in one', async () => {
    const line = JSON.stringify(JSON.parse(json));
    const changed = await edit(line, { username: 'new', zzz: '1', password: null }, 'secret.json');
    expect(changed).not.toContain('\n');
    expect(await decryptSops('x.json', changed, alice)).toMatchObject({
      data: { username: base64('new'), zzz: base64('1') },
    });
    const none = await edit(line, { password: null, username: null, url: null }, 'secret.json');
    expect(await decryptSops('x.json', await edit(none, { a: 'b' }, 'x.json'), alice)).toMatchObject({
      data: { a: base64('b') },
    });
  });
});

test('line ends of Windows stay', async () => {
  const text = secret.replaceAll('\n', '\r\n');
  const changed = await edit(text, { password: 'new', username: null });
  expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({ data: { password: base64('new') } });
});

test('a key that is put between others, or into a map of its own, gets line ends of Windows where the file has them', async () => {
  const between = await edit(secret.replaceAll('\n', '\r\n'), { qqq: 'new' });
  const none = await edit(between, { password: null, username: null, url: null, qqq: null });
  const anew = await edit(none, { qqq: 'new' });
  for (const changed of [between, anew]) {
    expect(changed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(await decryptSops('x.yaml', changed, alice)).toMatchObject({ data: { qqq: base64('new') } });
  }
});

test.each<[string, string, Parameters<typeof editSops>[3], string]>([
  [
    'a key is to be removed that is not there',
    secret,
    { none: null },
    'change.none: is to be removed, and is no key of secret.yaml',
  ],
  ['a key is none', secret, { 'a b': 'x' }, 'change.a b: must be a key of a Secret'],
  ['a value is half of a surrogate pair', secret, { password: '\ud800' }, 'change.password: must be well-formed text'],
  [
    'bytes are for stringData',
    secret,
    { url: Buffer.from([255]) },
    'change.url: is no text, and the key stands in stringData',
  ],
  [
    'it would be more than a Secret can hold',
    secret,
    { password: 'x'.repeat(1024 * 1024) },
    'must hold at most 1048576 bytes in all',
  ],
  ['it is no Secret', fixture('types.yaml'), { text: 'x' }, 'must be a Secret (v1) to be changed by its keys'],
  ['it was changed by hand', secret.replace(/^ {4}username: .*\n/m, ''), { password: 'x' }, 'its MAC does not match'],
])('fails when %s', async (_, text, change, problem) => {
  expect(await refusal(edit(text, change))).toContain(problem);
});

test('fails when the pattern of the file would leave the new value in the clear', async () => {
  expect(await refusal(edit(fixture('only-string-data.yaml'), { file: Buffer.from([255]) }))).toContain(
    'secret.yaml: data.file: would stand in the clear, as the file encrypts other keys only; encrypt it anew',
  );
});

test('fails when a map has two keys in a line of a block', async () => {
  const text = await encryptSecret({
    name: 'a',
    class: generic('a', 'b'),
    values: { a: 'x', b: 'y' },
    recipients: [recipientOf('alice')],
  });
  const odd = text.replace('    a: ', '    ? a\n    : ');
  expect(await refusal(editSops('x.yaml', odd, alice, { a: null }))).toContain('has a map in an unusual layout');
});
