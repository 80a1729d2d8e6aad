import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creationRule } from '../../lib/seal/sops';
import { recipientOf } from '../seal/sops/fixture';
import { builtTools } from './harness/tools';
import { runIn } from './keywire-command';

const { sops } = builtTools();
const folder = mkdtempSync(join(tmpdir(), 'keywire-sops-rules-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const [alice, bob] = [recipientOf('alice'), recipientOf('bob')];

/** Whom sops encrypts a file for by the rules that are written; undefined where it refuses. */
async function foundBySops(): Promise<string | undefined> {
  const { code, stdout } = await runIn(sops, ['encrypt', 'a.yaml'], { cwd: folder, env: { HOME: folder } });
  return code === 0 ? /recipient: (\w+)/.exec(stdout)?.[1] : undefined;
}

/** Whom keywire would. */
function foundByKeywire(): string | undefined {
  try {
    const [recipient = ''] = creationRule(join(folder, 'a.yaml'), folder).recipients;
    // What is no recipient is refused when it is to encrypt.
    return recipient.startsWith('age1') ? recipient : undefined;
  } catch (error) {
    expect(error).toMatchObject({ name: 'FieldError' });
    return undefined;
  }
}

const words = ['~', 'null', 'Null', 'NULL', '', '!!null null', 'nULL', '"null"', "'~'", '!!str null'];
const names = ['pgp', 'kms', 'hckms', 'gcp_kms', 'key_groups', 'encrypted_regex', 'unencrypted_suffix'];

test.each([
  ...words.flatMap(word => [
    `\n  - path_regex: ${word}\n    age: ${alice}\n  - age: ${bob}`,
    `\n  - age: ${word}\n  - age: ${bob}`,
    `\n  - ${word}\n  - age: ${bob}`,
  ]),
  ...names.map(name => `[{ age: ${alice}, ${name}: ~ }, { age: ${bob} }]`),
  `[{ key_groups: [~, { age: [~, ${alice}], pgp: ~ }] }]`,
  `[{ key_groups: [{ merge: [~, { age: [${alice}] }], pgp: [~] }] }]`,
  `[{ key_groups: [~], age: ${alice} }]`,
  `[{ age: [~, ${alice}] }]`,
  '~',
  '[~]',
])('keywire takes a null as sops does in creation_rules: %j', async rules => {
  writeFileSync(join(folder, 'a.yaml'), 'a: 1\n');
  writeFileSync(join(folder, '.sops.yaml'), `creation_rules: ${rules}\n`);
  expect(foundByKeywire()).toBe(await foundBySops());
});
