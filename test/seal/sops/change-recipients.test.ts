import { changeRecipients, decryptSops, encryptSecret, inspectSopsSecret } from '../../../lib/seal/sops';
import { generic } from '../../../lib/core';
import { openerOf } from '../../../lib/seal/sops/age';
import { fixture, identityOf, recipientOf, refusal } from './fixture';

const [alice, bob, carol] = [recipientOf('alice'), recipientOf('bob'), recipientOf('carol')];
const now = new Date('2026-12-31T00:00:00Z');
const secret = fixture('secret.yaml');
const change = (text: string, by: Parameters<typeof changeRecipients>[3], path = 'secret.yaml') =>
  changeRecipients(path, text, [identityOf('alice')], by, now);
const opened = (text: string, person: 'alice' | 'bob' | 'carol', path = 'secret.yaml') =>
  decryptSops(path, text, [identityOf(person)]);
const content = opened(secret, 'alice');
const ciphertexts = (text: string): readonly string[] => text.match(/ENC\[[^\]]+\]/g) ?? [];

describe('a recipient who is added', () => {
  test('can open the file, of which nothing else changes', async () => {
    const added = await change(secret, { add: [carol] });
    expect(await opened(added, 'carol')).toEqual(await content);
    expect(inspectSopsSecret('x', added).recipients).toEqual([alice, bob, carol]);
    expect(ciphertexts(added)).toEqual(ciphertexts(secret));
    expect(added.replace(/^ {8}- enc: (?:(?!^ {8}- )[^])*?recipient: age1pq.*\n/m, '')).toBe(secret);
  });

  test('is one once, and the file stays as it is for one that it has', async () => {
    expect(await change(secret, { add: [bob, alice] })).toBe(secret);
    expect(await change(secret, {})).toBe(secret);
    expect(inspectSopsSecret('x', await change(secret, { add: [carol, carol] })).recipients).toEqual([
      alice,
      bob,
      carol,
    ]);
  });
});

describe('a recipient who is removed', () => {
  test('can no longer open the file, not even with the data key that he knows', async () => {
    const removed = await change(secret, { remove: [bob] });
    expect(await opened(removed, 'alice')).toEqual(await content);
    expect(await refusal(opened(removed, 'bob'))).toContain('opens with no identity given');
    expect(inspectSopsSecret('x', removed).recipients).toEqual([alice]);
    const dataKey = async (text: string) => {
      const [enc = ''] = /-----BEGIN[^]*?-----END AGE ENCRYPTED FILE-----/.exec(text.replace(/^ +/gm, '')) ?? [];
      return (await openerOf([identityOf('alice')])).open(enc);
    };
    const [before, after] = [await dataKey(secret), await dataKey(removed)];
    expect(before).toHaveLength(32);
    expect(after).toHaveLength(32);
    expect(after).not.toEqual(before);
  });

  test('leaves a file whose values and comments are all encrypted anew', async () => {
    const removed = await change(secret, { remove: [bob] });
    const [before, after] = [ciphertexts(secret), ciphertexts(removed)];
    expect(after).toHaveLength(before.length);
    expect(after.filter(each => before.includes(each))).toEqual([]);
    // Comments, too: removed by alice for carol, and then the other way round.
    const there = await change(removed, { add: [carol], remove: [alice] });
    const comment = /#(ENC\[[^\]]*type:comment\])/;
    expect(comment.exec(there)?.[1]).not.toBe(comment.exec(removed)?.[1]);
    expect(there.replace(/ENC\[[^\]]+\]/g, '').replace(/^sops:[^]*/m, '')).toBe(
      secret.replace(/ENC\[[^\]]+\]/g, '').replace(/^sops:[^]*/m, ''),
    );
  });

  test('may be replaced by another at once', async () => {
    const replaced = await change(secret, { remove: [bob, alice], add: [carol] });
    expect(await opened(replaced, 'carol')).toEqual(await content);
    expect(inspectSopsSecret('x', replaced).recipients).toEqual([carol]);
  });
});

test.each(['types.yaml', 'types.json', 'secret.json'])('all types of values survive a rotation: %s', async file => {
  const before = await opened(fixture(file), 'alice', file);
  const rotated = await change(fixture(file), { add: [bob], remove: [alice] }, file);
  expect(await opened(rotated, 'bob', file)).toEqual(before);
  expect(await opened(await change(fixture(file), { add: [bob] }, file), 'bob', file)).toEqual(before);
});

test.each(['secret.yaml', 'secret.json', 'types.yaml'])('a file keeps line ends of Windows: %s', async file => {
  const text = fixture(file).replaceAll('\n', '\r\n');
  for (const by of [{ add: [carol] }, { add: [carol], remove: [alice] }]) {
    const changed = await change(text, by, file);
    expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(await opened(changed, 'carol', file)).toEqual(await opened(fixture(file), 'alice', file));
  }
});

test('a file of keywire keeps its layout', async () => {
  const spec = { name: 'a', class: generic('a', 'b'), values: { a: 'x', b: 'y' }, recipients: [alice], now };
  for (const format of ['yaml', 'json'] as const) {
    const lines = (text: string) =>
      text.split('\n').map(line => line.replace(/ENC.*|[A-Za-z0-9+/=]{40,}|age1\w+/g, '…'));
    const made = await encryptSecret({ ...spec, format, recipients: [alice, bob] });
    const added = await change(await encryptSecret({ ...spec, format }), { add: [bob] }, `a.${format}`);
    expect(lines(added)).toEqual(lines(made));
  }
});

test.each<[string, string, Parameters<typeof changeRecipients>[3], string]>([
  [
    'one is to be removed who is none',
    secret,
    { remove: [carol] },
    `remove[0]: is no recipient of secret.yaml; these are ${alice}, ${bob}`,
  ],
  ['nobody would be left', secret, { remove: [bob, alice] }, 'remove: must leave somebody who can open secret.yaml'],
  [
    'one is to be added and removed',
    secret,
    { add: [bob], remove: [bob] },
    'remove[0]: is to be added, too; decide for one',
  ],
  ['one who is to be added is mistyped', secret, { add: ['age1xyz'] }, 'recipients[0]: is mistyped'],
  [
    'KMS would have to encrypt the new data key',
    secret.replace('    age:\n', '    kms:\n        - arn: arn:aws:kms:eu-west-1:1:key/a\n    age:\n'),
    { remove: [bob] },
    'secret.yaml: is encrypted for KMS keys (aws), too, which would have to encrypt the new data key: remove recipients with the sops program',
  ],
  [
    'the file was changed by hand',
    secret.replace(/^ {4}username: .*\n/m, ''),
    { add: [carol] },
    'its MAC does not match',
  ],
  [
    'the file has several documents',
    fixture('two-documents.yaml'),
    { add: [carol] },
    'has several documents; change its recipients with sops updatekeys or sops rotate',
  ],
  [
    'the keys stand in a group',
    secret.replace(
      /^ {4}age:\n((?: {8}.*\n)+)/m,
      (_, keys: string) => `    key_groups:\n        - age:\n${keys.replaceAll(/^/gm, '        ').trimEnd()}\n`,
    ),
    { add: [carol] },
    'has its keys in key_groups; change its recipients with the sops program',
  ],
])('fails when %s', async (_, text, by, problem) => {
  expect(await refusal(change(text, by))).toContain(problem);
});
