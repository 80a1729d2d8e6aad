import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generic } from '../../../lib/core';
import {
  changeRecipients,
  creationRule,
  decryptSops,
  editSops,
  encryptSecret,
  inspectSopsSecret,
  readIdentities,
} from '../../../lib/seal/sops';
import { leaksIn, newCanary } from '../../canary';
import { errorText } from '../../shown';
import { fixture, identityOf, recipientOf } from './fixture';

const folder = mkdtempSync(join(tmpdir(), 'keywire-sops-leaks-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const canary = newCanary('/+&');
const word = newCanary();
const canaries = { canary, word, identity: identityOf('alice').slice(16) };
const alice = [identityOf('alice')];
const secret = fixture('secret.yaml');
const password = (value: string) => secret.replace(/password: .*/, `password: ${value}`);

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const texts: readonly (readonly [string, string])[] = [
  ['as it is', password(canary)],
  ['in base64', password(Buffer.from(canary).toString('base64'))],
  ['in quotes that do not end', password(`"${canary}`)],
  ['with a colon too many', password(`a: ${canary}`)],
  ['as an alias', password(`*${word}`)],
  ['as an anchor', password(`&${word}`)],
  ['as a tag', password(`!${word} a`)],
  ['as a list', password(`[${canary}]`)],
  ['as a map', password(`{ a: ${word} }`)],
  ['in a ciphertext that is none', password(`ENC[AES256_GCM,data:${word},iv:a,tag:b,type:str]`)],
  ['in place of the time', secret.replace(/lastmodified: .*/, `lastmodified: ${word}`)],
  ['in place of the MAC', secret.replace(/ {4}mac: .*/, `    mac: ${canary}`)],
  [
    'in place of an encrypted data key',
    secret.replace(/enc: \|\n[^]*?recipient/, `enc: ${canary}\n          recipient`),
  ],
  ['instead of YAML', `${canary}\n`],
  ['in several documents', `a: ${canary}\n---\nb: ${canary}\n`],
  ['in a Secret that nobody encrypted', `apiVersion: v1\nkind: Secret\nstringData:\n  a: ${canary}\n`],
];

async function errorOf(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return error;
  }
}

describe.each(texts)('a file with plaintext %s', (_, text) => {
  test.each<[string, () => unknown]>([
    ['opened', () => decryptSops('x.yaml', text, alice)],
    ['opened as JSON', () => decryptSops('x.json', text, alice)],
    ['looked at', () => inspectSopsSecret('x.yaml', text)],
    ['edited', () => editSops('x.yaml', text, alice, { password: word })],
    ['given to another', () => changeRecipients('x.yaml', text, alice, { remove: [recipientOf('bob')] })],
  ])('is not shown by the error when it is %s', async (way, run) => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const error = await errorOf(run);
    expect(warnings.mock.calls).toEqual([]);
    jest.restoreAllMocks();
    // A look from outside can't tell what only the key tells.
    if (way !== 'looked at') expect(error).toMatchObject({ name: 'FieldError' });
    if (error instanceof Error) expect(leaksIn(errorText(error), canaries)).toEqual([]);
  });
});

test.each<[string, () => unknown]>([
  [
    'a value that is refused',
    () =>
      encryptSecret({
        name: 'a',
        class: generic('a'),
        values: { a: `${canary}\n` },
        recipients: [recipientOf('alice')],
      }),
  ],
  [
    'an identity as a recipient',
    () => encryptSecret({ name: 'a', class: generic('a'), values: { a: canary }, recipients: alice }),
  ],
  [
    'a value as a recipient',
    () => encryptSecret({ name: 'a', class: generic('a'), values: { a: canary }, recipients: [canary] }),
  ],
  ['a value of an edit that is refused', () => editSops('x.yaml', secret, alice, { 'a b': canary })],
  ['a value instead of an identity', () => decryptSops('x.yaml', secret, [canary])],
  ['a value instead of identities', () => readIdentities(written('keys.txt', `${canary}\n`))],
  [
    'an identity in a .sops.yaml',
    () =>
      creationRule(join(folder, 'a'), written('.sops.yaml', `creation_rules: [{ age: { a: "${canary}" } }]`) && folder),
  ],
])('%s is not shown by the error', async (_, run) => {
  const error = await errorOf(run);
  expect(error).toMatchObject({ name: 'FieldError' });
  expect(leaksIn(errorText(error), canaries)).toEqual([]);
});

test('what is encrypted shows no plaintext', async () => {
  const values = { a: canary, b: word };
  for (const format of ['yaml', 'json'] as const) {
    const text = await encryptSecret({
      name: 'a',
      class: generic('a', 'b'),
      values,
      recipients: [recipientOf('alice')],
      format,
    });
    expect(leaksIn(text, canaries)).toEqual([]);
    const changed = await editSops(`a.${format}`, text, alice, { a: word, c: canary });
    const rotated = await changeRecipients(`a.${format}`, changed, alice, {
      add: [recipientOf('bob')],
      remove: [recipientOf('alice')],
    });
    expect(leaksIn(changed + rotated, canaries)).toEqual([]);
  }
});
