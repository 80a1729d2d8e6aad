import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIdentities } from '../../../lib/seal/sops';
import { readOwnIdentities } from '../../../lib/seal/sops/identities';
import { fixture, fixturePath, identityOf, recipientOf } from './fixture';

const folder = mkdtempSync(join(tmpdir(), 'keywire-identities-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(text: string): string {
  const file = join(folder, 'keys.txt');
  writeFileSync(file, text);
  return file;
}

test('a file of age-keygen holds an identity, post-quantum or not', () => {
  expect(readIdentities(fixturePath('alice.txt'))).toEqual([identityOf('alice')]);
  expect(readIdentities(fixturePath('carol.txt'))).toEqual([identityOf('carol')]);
});

test('several files in one, with comments, empty lines and line ends of Windows, hold several', () => {
  const text = `${fixture('alice.txt')}\n\n# other\n${fixture('bob.txt')}`.replaceAll('\n', '\r\n');
  expect(readIdentities(written(text))).toEqual([identityOf('alice'), identityOf('bob')]);
});

test('a file of sops may have plugins, which are passed by, and hold nothing else', () => {
  const plugin = 'AGE-PLUGIN-YUBIKEY-1QQQ\n';
  expect(readOwnIdentities(written(plugin + fixture('alice.txt')))).toEqual([identityOf('alice')]);
  expect(readOwnIdentities(written(plugin))).toEqual([]);
  expect(() => readOwnIdentities(written(`${plugin}x`))).toThrow('holds no identity of age in line 2');
});

test.each([
  [
    'is protected by a passphrase',
    'age-encryption.org/v1\n-> scrypt x 18\n',
    /keys\.txt: is protected by a passphrase, which keywire does not ask for; open it with age --decrypt/,
  ],
  ['is protected, and armoured', '-----BEGIN AGE ENCRYPTED FILE-----\nx', /is protected by a passphrase/],
  [
    'is an SSH key',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nx',
    /is an SSH key, which keywire does not take; make an identity/,
  ],
  [
    'holds a recipient',
    `# x\n${recipientOf('alice')}\n`,
    /keys\.txt: holds no identity of age in line 2; it is a recipient/,
  ],
  ["holds a plugin's identity", 'AGE-PLUGIN-YUBIKEY-1QQQ\n', /in line 1; it is a plugin's, which keywire does not run/],
  [
    'holds half of an identity',
    `${identityOf('alice').slice(0, 60)}\n`,
    /in line 1; it begins with AGE-SECRET-KEY-1, and is 74/,
  ],
  ['holds only comments', '# nothing\n', /keys\.txt: holds no identity; make one with age-keygen$/],
  ['is too large', '#'.repeat(1024 * 1024 + 1), /keys\.txt: is larger than 1 MiB/],
])('fails when it %s, and does not show what it holds', (_, text, problem) => {
  expect(() => readIdentities(written(text))).toThrow(problem);
  try {
    readIdentities(written(text));
  } catch (error) {
    expect(String(error)).not.toContain(identityOf('alice').slice(16, 40));
  }
});

test('fails when it is not there', () => {
  expect(() => readIdentities(join(folder, 'none'))).toThrow(
    "none: can't be read (ENOENT); make it with age-keygen --output",
  );
});
