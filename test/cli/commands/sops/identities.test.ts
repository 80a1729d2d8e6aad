import { join } from 'node:path';
import { sops } from './command';
import { alice, bob, canaries, created, folder, inRepository, write } from './repository';

inRepository();

describe('identities', () => {
  const list = async (...args: readonly [readonly string[], object?]) =>
    sops(['set', 'db.enc.yaml', '--field', 'password=stdin', ...args[0]], { stdin: 'new', ...args[1] });

  test.each<[string, () => readonly [readonly string[], Readonly<Record<string, string>>]]>([
    ['--identity, of several', () => [['--identity', 'bob.txt', '--identity', 'alice.txt'], {}]],
    ['SOPS_AGE_KEY', () => [[], { SOPS_AGE_KEY: `# mine\n${bob.identity} ${alice.identity}\n` }]],
    ['SOPS_AGE_KEY_FILE', () => [[], { SOPS_AGE_KEY_FILE: 'alice.txt' }]],
    ['the file of sops', () => [[], { XDG_CONFIG_HOME: join(folder, 'config') }]],
    ['the file of sops at home', () => [[], { HOME: join(folder, 'home') }]],
    ['any of them', () => [[], { SOPS_AGE_KEY: bob.identity, SOPS_AGE_KEY_FILE: 'alice.txt' }]],
  ])('come from %s', async (_, from) => {
    await created();
    write('config/sops/age/keys.txt', alice.identity);
    const home = process.platform === 'darwin' ? 'home/Library/Application Support' : 'home/.config';
    write(`${home}/sops/age/keys.txt`, alice.identity);
    const [args, env] = from();
    expect(await list(args, { env })).toMatchObject({ code: 0 });
  });

  test('of --identity are the only ones', async () => {
    await created();
    const env = { SOPS_AGE_KEY: alice.identity };
    expect(await list(['--identity', 'bob.txt'], { env })).toMatchObject({ code: 1 });
  });

  test.each(['SOPS_AGE_KEY_FILE', 'the file of sops'])('are those beside plugins in %s', async from => {
    await created();
    write('config/sops/age/keys.txt', `AGE-PLUGIN-YUBIKEY-1QQQ\n${alice.identity}\n`);
    const env: Readonly<Record<string, string>> =
      from === 'SOPS_AGE_KEY_FILE' ? { [from]: 'config/sops/age/keys.txt' } : { XDG_CONFIG_HOME: 'config' };
    expect(await list([], { env })).toMatchObject({ code: 0 });
  });

  test('come from SOPS_AGE_KEY where the file of sops has plugins only', async () => {
    await created();
    write('config/sops/age/keys.txt', 'AGE-PLUGIN-YUBIKEY-1QQQ\n');
    expect(await list([], { env: { XDG_CONFIG_HOME: 'config', SOPS_AGE_KEY: alice.identity } })).toMatchObject({
      code: 0,
    });
    expect(await list([], { env: { XDG_CONFIG_HOME: 'config' } })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^keywire: --identity: must name a file with an age identity/) as string,
    });
  });

  test('fail when a file of --identity has a plugin', async () => {
    await created();
    write('mine.txt', `AGE-PLUGIN-YUBIKEY-1QQQ\n${alice.identity}\n`);
    const { code, err } = await list(['--identity', 'mine.txt']);
    expect([code, err.includes("it is a plugin's, which keywire does not run")]).toEqual([1, true]);
  });

  test('fail when there is none, and it says where sops looks', async () => {
    await created();
    const { code, err } = await list([]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^keywire: --identity: must name a file with an age identity: there is none in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE or \/nonexistent\/.*keys\.txt\n$/,
    );
  });

  test('fail when SOPS_AGE_KEY holds something else, which is not shown', async () => {
    await created();
    const { code, err } = await list([], { env: { SOPS_AGE_KEY: canaries.password } });
    expect([code, err]).toEqual([
      1,
      'keywire: SOPS_AGE_KEY: must hold age identities, AGE-SECRET-KEY-1…, and nothing else\n',
    ]);
  });

  test('fail when SOPS_AGE_KEY_FILE is not there', async () => {
    await created();
    const { code, err } = await list([], { env: { SOPS_AGE_KEY_FILE: 'none.txt' } });
    expect([code, err.startsWith("keywire: none.txt: can't be read (ENOENT)")]).toEqual([1, true]);
  });
});
