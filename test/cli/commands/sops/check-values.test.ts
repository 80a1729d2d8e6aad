import { fixture } from '../../../seal/sops/fixture';
import { leaksIn } from '../../../canary';
import { sops } from './command';
import { bob, canaries, created, inRepository, read, rule, write } from './repository';

inRepository();

const { password } = canaries;
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' } };
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** What is found in files, none of which shows a value. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) write(file, text);
  const { code, out, err } = await sops(['check', ...Object.keys(files)]);
  expect(leaksIn(out + err, canaries)).toEqual([]);
  expect(code).toBe(out === '' ? 0 : 3);
  return out.split('\n').slice(0, -1);
}

describe('in an encrypted file that is no Secret, keywire sops check', () => {
  test('finds nothing as sops leaves it', async () => {
    const names = ['types.yaml', 'types.json', 'two-documents.yaml', 'key-groups.yaml'];
    expect(await found(Object.fromEntries(names.map(name => [name, fixture(name)])))).toEqual([]);
  });

  test('finds what was put into it in the clear, by its path', async () => {
    const text = `new: { password: ${JSON.stringify(password)} }\n${fixture('types.yaml')}`;
    expect(await found({ 'values.yaml': text })).toEqual([
      'values.yaml: new.password: is in the clear, though the file says that it is encrypted: encrypt it anew, and change the value where others could read it: Git keeps the old file',
    ]);
  });

  test('finds a document that was put behind those that are encrypted', async () => {
    const text = `${fixture('two-documents.yaml')}---\npassword: ${JSON.stringify(password)}\n`;
    expect(await found({ 'values.yaml': text })).toEqual([expect.stringContaining('values.yaml: password: is in the')]);
  });

  test('says once that all its documents are for others than the rule names', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('values', bob)}`);
    expect(await found({ 'values.yaml': fixture('two-documents.yaml') })).toEqual([
      expect.stringContaining('values.yaml: is not for the recipients of the rule'),
    ]);
  });

  test('says where it can not tell what is to be encrypted', async () => {
    const text = fixture('types.yaml').replace('unencrypted_suffix: _unencrypted', 'encrypted_comment_regex: secret');
    write('a.yaml', text);
    const { code, err } = await sops(['check', 'a.yaml']);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('values not looked at: a.yaml: sops.encrypted_comment_regex: lets comments say'),
    ]);
  });
});

describe('in Lists, keywire sops check', () => {
  const plain = { ...secret, stringData: { password } };
  const list = (items: readonly unknown[], kind = 'List') => JSON.stringify({ apiVersion: 'v1', kind, items });

  test.each<[string, string]>([
    ['a List in a List', list([{ kind: 'List', items: [plain] }])],
    ['a SecretList, whose items have no kind', list([{ metadata: { name: 'db' }, data: { password } }], 'SecretList')],
  ])('finds a Secret in the clear: in %s', async (_, text) => {
    expect(await found({ 'a.json': text })).toEqual([expect.stringContaining('a.json: has Secret db in the clear: ')]);
  });

  test('finds nothing in one that sops encrypted, and what is in the clear there', async () => {
    await created();
    const [, head = '', tail = ''] = /^([^]*?)(^sops:[^]*)$/m.exec(read('db.enc.yaml')) ?? [];
    const items = head.replaceAll(/^(?=.)/gm, '    ').replace('    ', '  - ');
    const text = `apiVersion: v1\nkind: List\nitems:\n${items}${tail}`;
    expect(await found({ 'list.yaml': text })).toEqual([]);
    const added = text.replace('\nsops:', `\n    stringData: { token: ${JSON.stringify(password)} }\nsops:`);
    expect(await found({ 'list.yaml': added })).toEqual([
      expect.stringContaining('list.yaml: stringData.token: is in the clear'),
    ]);
  });
});

test('keywire sops check finds a Secret that is in the clear in its annotation only', async () => {
  const metadata = { name: 'db', annotations: { [annotation]: JSON.stringify({ stringData: { password } }) } };
  expect(await found({ 'a.json': JSON.stringify({ ...secret, metadata }) })).toEqual([
    `a.json: has Secret db in the clear in its annotation ${annotation}: rotate its values, remove that, and take the plaintext out of Git's history`,
  ]);
});
