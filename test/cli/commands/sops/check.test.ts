import fs, { mkdirSync } from 'node:fs';
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
    [
      'a Secret in the clear that merges its kind from elsewhere',
      `x: &b { apiVersion: v1, kind: Secret }\n<<: *b\nmetadata: { name: db }\nstringData: { a: ${canaries.username} }\n`,
      'a.yaml: has Secret db in the clear',
    ],
    [
      'a Secret in the clear beside a template that is no YAML',
      `${secret({ stringData: canaries })}\n---\na: b: {{ c }}\n`,
      'a.yaml: has Secret db in the clear',
    ],
    [
      'a Secret in the clear beside an alias that leads nowhere',
      `${secret({ stringData: canaries })}\n---\na: *${canaries.username.replace(/\W/g, '')}\n`,
      'a.yaml: has Secret db in the clear',
    ],
    [
      'a Secret in the clear that has a key twice',
      `kind: Secret\napiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { a: ${canaries.username} }\n`,
      'a.yaml: has Secret db in the clear',
    ],
  ])('finds %s, and shows no value', async (_, text, problem) => {
    write('a.yaml', text);
    const { code, out, err } = await sops(['check', 'a.yaml']);
    expect(code).toBe(3);
    expect(out).toContain(problem);
    expect(err).toContain('1 file looked at, 1 problem');
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

  test.each([
    ['beside those of age', '    pgp:\n        - fp: DEADBEEF\n          enc: x\n', 'PGP keys'],
    ['in a group', '    key_groups:\n        - kms:\n            - arn: x\n', 'KMS keys (aws)'],
  ])('finds keys of other services that the rule does not name, %s', async (_, keys, inWords) => {
    write('.sops.yaml', `creation_rules:\n${rule('db', alice)}`);
    await created();
    write('db.enc.yaml', read('db.enc.yaml').replace('sops:\n', `sops:\n${keys}`));
    const { code, out } = await sops(['check', '.']);
    expect([code, out]).toEqual([
      3,
      `db.enc.yaml: is not for the recipients of the rule in ${join(folder, '.sops.yaml')}: ${inWords} can open it; take other keys out with the sops program\n`,
    ]);
  });

  test('looks at the files beside one that is too large, and counts that', async () => {
    write('deploy/a.yaml', `a: ${'x'.repeat(5 * 1024 * 1024)}\n`);
    write('deploy/b.yaml', secret({ stringData: canaries }));
    const { code, out, err } = await sops(['check', 'deploy']);
    expect([code, out.startsWith('deploy/b.yaml: has Secret db in the clear')]).toEqual([3, true]);
    expect(err).toBe(
      '1 file looked at, 1 problem; 1 not read, being larger than any file of SOPS; 1 held against no rule\n',
    );
  });

  test('counts a file in a folder of which it could read a part only', async () => {
    write('deploy/a.yaml', 'kind: Service\n---\na: b: {{ c }}\n');
    write('deploy/b.yaml', 'kind: Service\nkind: Service\n');
    expect(await sops(['check', 'deploy'])).toMatchObject({
      code: 0,
      err: '2 files looked at, 0 problems; 2 read in part, having a document that is neither, or a key twice; 2 held against no rule\n',
    });
  });

  test('counts a file that is nested too deeply as one that it could not read', async () => {
    write('deploy/a.json', '['.repeat(300) + ']'.repeat(300));
    expect((await sops(['check', 'deploy'])).err).toMatch(/^0 files looked at, 0 problems; 1 not read/);
  });

  test('looks into folders whose name begins with a dot', async () => {
    write('.github/a.yaml', secret({ stringData: canaries }));
    expect((await sops(['check', '.'])).code).toBe(3);
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

  test('fails when a part of a file that is named is neither, after the files beside it', async () => {
    write('a.yaml', 'kind: Service\n---\na: b: {{ c }}\n');
    const { code, err } = await sops(['check', 'a.yaml']);
    expect([code, err]).toEqual([1, 'keywire: a.yaml: has a document that is neither YAML nor JSON, or a key twice\n']);
    write('b.yaml', secret({ stringData: canaries }));
    expect(await sops(['check', 'a.yaml', 'b.yaml'])).toMatchObject({
      code: 3,
      out: expect.stringContaining('b.yaml: has Secret db in the clear') as string,
    });
  });

  test.each([
    ['leads through a file', 'alice.txt/x', 'ENOTDIR'],
    ['is too long', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('fails when a path %s', async (_, path, code) => {
    expect(await sops(['check', path])).toMatchObject({ code: 1, err: `keywire: ${path}: can't be read (${code})\n` });
  });

  test('fails when a folder may not be read', async () => {
    mkdirSync('deploy');
    // The mode of a folder is nothing to root, as who tests run in many a container.
    const reading = jest.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });
    const { code, err } = await sops(['check', 'deploy']);
    reading.mockRestore();
    expect([code, err]).toEqual([1, "keywire: deploy: can't be read (EACCES)\n"]);
  });

  test('fails when a path is not there', async () => {
    const { code, err } = await sops(['check', 'none']);
    expect([code, err]).toEqual([1, 'keywire: none: is not there\n']);
  });
});
