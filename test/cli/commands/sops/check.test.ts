import { join } from 'node:path';
import { leaksIn } from '../../../canary';
import { sops } from './command';
import { alice, bob, canaries, created, folder, inRepository, read, rule, write } from './repository';

inRepository();

const secret = (values: object): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, ...values });

describe('keywire sops check', () => {
  test('finds nothing in what is encrypted for the recipients of the rule', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('secrets/', alice)}`);
    await created('secrets/db.enc.yaml');
    write('deploy/service.yaml', 'kind: Service\n');
    write('deploy/values.yaml', 'a: b: {{ c }}\n');
    write('deploy/notes.txt', secret({ stringData: canaries }));
    write('node_modules/a.yaml', secret({ stringData: canaries }));
    write('.git/a.yaml', secret({ stringData: canaries }));
    expect(await sops(['check', '.'])).toMatchObject({
      code: 0,
      out: '',
      err: '2 files looked at, 0 problems; 1 not read, being neither YAML nor JSON\n',
    });
  });

  test.each<[string, string, string]>([
    [
      'a Secret in the clear',
      secret({ stringData: canaries }),
      "a.yaml: has Secret db in the clear: rotate its values, encrypt it, and take the plaintext out of Git's history",
    ],
    [
      'a Secret in the clear, as one of several documents',
      `kind: Service\n---\n${secret({ data: canaries })}`,
      'a.yaml: has Secret db in the clear',
    ],
    [
      'a Secret in the clear in a List',
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [JSON.parse(secret({ data: canaries }))] }),
      'a.yaml: has Secret db in the clear',
    ],
  ])('finds %s, and shows no value', async (_, text, problem) => {
    write('a.yaml', text);
    const { code, out, err } = await sops(['check', 'a.yaml']);
    expect(code).toBe(3);
    expect(out).toContain(problem);
    expect(err).toContain('1 file looked at, 1 problem\n');
    expect(leaksIn(out + err, canaries)).toEqual([]);
  });

  test('finds a value in the clear in an encrypted file (92)', async () => {
    await created();
    write('db.enc.yaml', `${read('db.enc.yaml')}stringData:\n    token: ${canaries.password}\n`);
    const { code, out, err } = await sops(['check', '.']);
    expect(code).toBe(3);
    expect(out).toMatch(/^db\.enc\.yaml: stringData\.token: is in the clear/);
    expect(leaksIn(out + err, canaries)).toEqual([]);
  });

  test('finds recipients other than those of the rule (93)', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('db', bob)}`);
    await created();
    const { code, out } = await sops(['check', '.']);
    expect(code).toBe(3);
    expect(out).toContain(
      `db.enc.yaml: is not for the recipients of the rule in ${join(folder, '.sops.yaml')}: ${alice.recipient} can open it, and ${bob.recipient} can't; say keywire sops recipients --by-rule`,
    );
  });

  test('finds a file that a rule is for, and that is not encrypted', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('secrets/', bob)}`);
    write('secrets/app.yaml', 'password: hunter2\n');
    const { code, out } = await sops(['check', 'secrets']);
    expect([code, out.replace(folder, '')]).toEqual([
      3,
      'secrets/app.yaml: is not encrypted, and a rule of /.sops.yaml is for it; encrypt it, or narrow path_regex\n',
    ]);
  });

  test('finds nothing in what keywire sops ksops writes, and in other files of kustomize', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('secrets/', alice)}`);
    await created('secrets/db.enc.yaml');
    write('secrets/kustomization.yaml', 'namePrefix: a-\n');
    await sops(['ksops', 'secrets']);
    expect(await sops(['check', 'secrets'])).toMatchObject({ code: 0, out: '' });
  });

  test('says where it could hold a file against no rule', async () => {
    write('.sops.yaml', 'creation_rules:\n  - pgp: FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4\n');
    await created();
    const { code, err } = await sops(['check', '.']);
    expect([code, err.startsWith('db.enc.yaml: held against no rule; ')]).toEqual([0, true]);
  });

  test('fails when a file that is named is neither YAML nor JSON', async () => {
    write('a.yaml', `a: [${canaries.password}`);
    const { code, err } = await sops(['check', 'a.yaml']);
    expect([code, err]).toEqual([1, 'keywire: a.yaml: is neither YAML nor JSON\n']);
  });

  test('fails when a path is not there', async () => {
    const { code, err } = await sops(['check', 'none']);
    expect([code, err]).toEqual([1, 'keywire: none: is not there\n']);
  });
});
