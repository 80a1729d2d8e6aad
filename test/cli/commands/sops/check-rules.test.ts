import { join } from 'node:path';
import { sops } from './command';
import { alice, bob, created, folder, inRepository, rule, write } from './repository';

inRepository();

/** Runs it in a folder of the repository. */
async function checkIn(place: string, path = '.'): ReturnType<typeof sops> {
  process.chdir(join(folder, place));
  return sops(['check', path]);
}

describe('the rule that keywire sops check holds a file against', () => {
  beforeEach(async () => {
    write('mono/prod/.sops.yaml', `creation_rules:\n${rule('^secrets/', alice)}`);
    await created('mono/prod/secrets/db.enc.yaml', '--recipient', bob.recipient);
    write('mono/prod/secrets/values.yaml', 'password: a\n');
  });

  test.each(['mono', '.', 'mono/prod', 'mono/prod/secrets'])(
    'is that of the folder of the file where no .sops.yaml is above the working directory: %s',
    async place => {
      const { code, out, err } = await checkIn(place);
      expect([code, err]).toEqual([3, '2 files looked at, 2 problems\n']);
      expect(out).toContain(`${alice.recipient} can't; say keywire sops recipients --by-rule`);
      expect(out).toContain('values.yaml: is not encrypted, and a rule of ');
    },
  );

  test('is named with the folder to follow it in, where that is another', async () => {
    expect((await checkIn('mono')).out).toContain(`--by-rule in ${join(folder, 'mono/prod')}\n`);
    expect((await checkIn('mono/prod/secrets')).out).toContain('--by-rule\n');
  });

  test('is that above the working directory, as sops has it, if there is one', async () => {
    write('mono/.sops.yaml', `creation_rules:\n${rule('secrets/db', bob)}`);
    expect(await checkIn('mono')).toMatchObject({ code: 0, out: '', err: '2 files looked at, 0 problems\n' });
  });

  test('is none where there is no .sops.yaml, as it tells by a count', async () => {
    await created('other/db.enc.yaml');
    write('other/a.yaml', 'a: b\n');
    write('other/b.yaml', 'a: b: {{ c }}\n');
    expect(await checkIn('other')).toMatchObject({
      code: 0,
      err: '2 files looked at, 0 problems; 1 not read, being neither YAML nor JSON; 2 held against no rule\n',
    });
  });

  test('is none where no pattern matches, which counts for what is encrypted only', async () => {
    await created('mono/prod/db.enc.yaml', '--recipient', alice.recipient);
    write('mono/prod/service.yaml', 'kind: Service\n');
    const config = join(folder, 'mono/prod/.sops.yaml');
    expect((await checkIn('mono', 'prod')).err).toBe(
      `prod/db.enc.yaml: held against no rule; ${config}: has no rule for it; add one to creation_rules\n4 files looked at, 2 problems; 1 held against no rule\n`,
    );
  });

  test('is to encrypt a file that has something of its own under the key sops', async () => {
    write('mono/prod/chart.yaml', 'sops:\n  enabled: true\n');
    write('mono/prod/.sops.yaml', `creation_rules:\n${rule('chart', alice)}`);
    const { code, out } = await checkIn('mono/prod', 'chart.yaml');
    expect([code, out]).toEqual([3, expect.stringMatching(/^chart\.yaml: is not encrypted, and /)]);
  });

  test('is none where the rules can not be used, which counts for every file', async () => {
    write('mono/prod/.sops.yaml', 'creation_rules:\n  - path_regex: (\n');
    const { code, err } = await checkIn('mono');
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('\n2 files looked at, 0 problems; 2 held against no rule\n'),
    ]);
  });
});
