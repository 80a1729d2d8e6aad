import * as vectors from 'cctv-age';
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { encryptFor, mostArmoured, openerOf } from '../../../lib/seal/sops/age';
import { identityOf, recipientOf } from './fixture';

describe("age's own vectors (https://github.com/C2SP/CCTV/tree/main/age)", () => {
  type Vector = { readonly header: ReadonlyMap<string, readonly string[]>; readonly armoured: string };

  /** A header of keys and values, an empty line, an age file. */
  function parsed(content: Uint8Array): Vector {
    const bytes = Buffer.from(content);
    const end = bytes.indexOf('\n\n');
    const header = new Map<string, string[]>();
    for (const line of bytes.subarray(0, end).toString().split('\n')) {
      const [key = '', value = ''] = line.split(/: (.*)/s);
      header.set(key, [...(header.get(key) ?? []), value]);
    }
    const rest = bytes.subarray(end + 2);
    const file = header.get('compressed')?.[0] === 'zlib' ? inflateSync(rest) : rest;
    // SOPS' files are all armoured, and so the wrapper takes no other.
    return { header, armoured: header.has('armored') ? file.toString('latin1') : armour(file) };
  }

  const armour = (file: Buffer) =>
    `-----BEGIN AGE ENCRYPTED FILE-----\n${file.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END AGE ENCRYPTED FILE-----\n`;

  const all = Object.entries(vectors as Readonly<Record<string, unknown>>).flatMap(([name, content]) =>
    content instanceof Uint8Array ? [[name, parsed(content)] as const] : [],
  );

  test('are all there', () => {
    expect(all).toHaveLength(143);
  });

  test.each(all)('%s is opened, or refused, as it says', async (_, { header, armoured }) => {
    // No file of SOPS has a passphrase, and the wrapper takes none: such a file is one for others, whatever is in it.
    // None is larger than a data key either: three vectors are, of 16 MiB.
    const isForUs = header.has('identity') && !header.has('passphrase') && armoured.length <= mostArmoured;
    const opener = await openerOf(header.get('identity') ?? [identityOf('alice')]);
    const content = await opener.open(armoured);
    const digest = content && createHash('sha256').update(content).digest('hex');
    expect(digest).toBe(isForUs && header.get('expect')?.[0] === 'success' ? header.get('payload')?.[0] : undefined);
  });
});

describe('a few bytes for a recipient', () => {
  const people = ['alice', 'bob', 'carol'] as const;
  const bytes = Buffer.from('0123456789abcdef0123456789abcdef');

  test.each(people)('are opened by the identity of %s, and by no other', async person => {
    const armoured = await encryptFor('recipients[0]', recipientOf(person), bytes);
    for (const other of people) {
      const opened = await (await openerOf([identityOf(other)])).open(armoured);
      expect(opened && Buffer.from(opened)).toEqual(other === person ? bytes : undefined);
    }
  });

  test('are opened by the first of several identities that fits', async () => {
    const armoured = await encryptFor('recipients[0]', recipientOf('bob'), bytes);
    const opener = await openerOf([identityOf('alice'), identityOf('bob')]);
    expect(await opener.open(armoured)).toEqual(new Uint8Array(bytes));
    expect(await opener.recipients()).toEqual([recipientOf('alice'), recipientOf('bob')]);
  });

  test.each([
    ['', 'must be a recipient of age: it begins with age1'],
    ['AGE1QQQ', 'must be a recipient of age: it begins with age1'],
    ['ssh-ed25519 AAAA', 'is an SSH key, which keywire does not take; give a recipient that begins with age1'],
    ['age1xyz', 'is mistyped, or a recipient of a plugin, which keywire does not run: age1xyz'],
    [
      'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z',
      'is mistyped, or a recipient of a plugin, which keywire does not run: age1qqq',
    ],
    ['age1yubikey1qwe', 'is mistyped, or a recipient of a plugin, which keywire does not run: age1yubikey1qwe'],
  ])('fails when the recipient is %j', async (recipient, problem) => {
    await expect(encryptFor('recipients[0]', recipient, bytes)).rejects.toThrow(`recipients[0]: ${problem}`);
  });

  test('fails when the recipient is an identity, and does not show it', async () => {
    const identity = identityOf('alice');
    const error = await encryptFor('recipients[0]', identity, bytes).catch((thrown: unknown) => String(thrown));
    expect(error).toMatch(/is an identity, which is secret; give its recipient, which age-keygen -y prints$/);
    expect(error).not.toContain(identity);
  });
});

describe('an identity', () => {
  test('fails when there is none', async () => {
    await expect(openerOf([])).rejects.toThrow('identities: must hold at least one age identity');
  });

  test('fails when it is none, or mistyped, and does not show it', async () => {
    const mistyped = identityOf('bob').replace(/.$/, last => (last === 'Q' ? 'P' : 'Q'));
    const error = await openerOf([identityOf('alice'), mistyped]).catch((thrown: unknown) => String(thrown));
    expect(error).toMatch(/identities\[1\]: must be an age identity, whole: it begins with AGE-SECRET-KEY-1$/);
    expect(error).not.toContain(mistyped.slice(16, 40));
  });
});
