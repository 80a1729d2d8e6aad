import { chmodSync, statSync } from 'node:fs';
import { leaksIn } from '../../../canary';
import { sops } from './command';
import { alice, canaries, created, inRepository, opened, read, write } from './repository';

inRepository();

describe('keywire sops set', () => {
  test('changes a field in place: other ciphertexts, comments and the mode stay', async () => {
    await created();
    write('db.enc.yaml', `# ours\n${read('db.enc.yaml')}`);
    chmodSync('db.enc.yaml', 0o640);
    const usernameOf = (text: string) => /username: (.*)/.exec(text)?.[1];
    const old = read('db.enc.yaml');
    const { code, out, err } = await sops(
      ['set', 'db.enc.yaml', '--field', 'password=stdin', '--identity', 'alice.txt'],
      {
        stdin: 'changed',
      },
    );
    expect([code, out, err]).toEqual([0, '', 'db.enc.yaml: set password\n']);
    expect(await opened('db.enc.yaml', alice)).toEqual({ ...canaries, password: 'changed' });
    expect(read('db.enc.yaml')).toMatch(/^# ours\n/);
    expect(usernameOf(read('db.enc.yaml'))).toBe(usernameOf(old));
    expect(statSync('db.enc.yaml').mode & 0o777).toBe(0o640);
  });

  test('adds and removes fields', async () => {
    await created();
    const args = ['set', 'db.enc.yaml', '--field', 'host=env:H', '--remove', 'username', '--identity', 'alice.txt'];
    const { code, err } = await sops(args, { env: { H: 'db.example.com' } });
    expect([code, err]).toEqual([0, 'db.enc.yaml: added host\ndb.enc.yaml: removed username\n']);
    expect(await opened('db.enc.yaml', alice)).toEqual({ password: canaries.password, host: 'db.example.com' });
  });

  test('removes a field without asking for any', async () => {
    await created();
    const args = ['set', 'db.enc.yaml', '--remove', 'username', '--identity', 'alice.txt'];
    expect(await sops(args, { answers: [] })).toMatchObject({ code: 0, asked: [] });
    expect(await opened('db.enc.yaml', alice)).toEqual({ password: canaries.password });
  });

  test('removes a field that is called as what every object has', async () => {
    await created('db.enc.yaml', '--field', 'constructor=env:U');
    const args = ['set', 'db.enc.yaml', '--remove', 'constructor', '--identity', 'alice.txt'];
    expect(await sops(args)).toMatchObject({ code: 0, err: 'db.enc.yaml: removed constructor\n' });
    expect(await opened('db.enc.yaml', alice)).toEqual(canaries);
  });

  test('leaves a file as it is whose values are the same', async () => {
    await created();
    const old = read('db.enc.yaml');
    const args = ['set', 'db.enc.yaml', '--field', 'password=env:P', '--identity', 'alice.txt'];
    const { code, err } = await sops(args, { env: { P: canaries.password } });
    expect([code, err, read('db.enc.yaml')]).toEqual([0, 'db.enc.yaml: has these values already\n', old]);
  });

  test('knows fields by the convention of a class, and its rules', async () => {
    const values = { I: 'AKIAIOSFODNN7EXAMPLE', S: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    const aws = ['--class', 'aws', '--keys', 'console'];
    const fields = ['--field', 'accessKeyId=env:I', '--field', 'secretAccessKey=env:S'];
    await sops(['create', '--name', 'a', '--out', 'a.yaml', '--recipient', alice.recipient, ...aws, ...fields], {
      env: values,
    });
    const set = ['set', 'a.yaml', '--identity', 'alice.txt', ...aws, '--field', 'secretAccessKey=stdin'];
    expect((await sops(set, { stdin: values.S.toLowerCase() })).err).toBe('a.yaml: set aws_secret_access_key\n');
    const broken = await sops(set, { stdin: values.I });
    expect(broken.err).toMatch(/^keywire: field secretAccessKey: /);
    expect(leaksIn(broken.err, values)).toEqual([]);
    const { err } = await sops(['set', 'a.yaml', '--identity', 'alice.txt', ...aws, '--remove', 'secretAccessKey']);
    expect(err).toContain('field secretAccessKey: is missing');
  });

  test('spells fields as the file does, unless it is told', async () => {
    const values = { I: 'AKIAIOSFODNN7EXAMPLE', S: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    const fields = ['--field', 'accessKeyId=env:I', '--field', 'secretAccessKey=env:S'];
    const create = ['create', '--name', 'a', '--out', 'a.yaml', '--recipient', alice.recipient, '--class', 'aws'];
    await sops([...create, '--keys', 'console', ...fields], { env: values });
    const set = ['set', 'a.yaml', '--identity', 'alice.txt', '--class', 'aws', '--field', 'secretAccessKey=stdin'];
    const stdin = values.S.toLowerCase();
    expect((await sops(set, { stdin })).err).toBe('a.yaml: set aws_secret_access_key\n');
    const { code, err } = await sops([...set, '--keys', 'til'], { stdin });
    expect([code, err]).toEqual([
      2,
      'keywire: --keys: must say how a.yaml spells its fields: it has aws_access_key_id, aws_secret_access_key, and no access_key_id\n',
    ]);
  });

  test.each([
    ['a field is removed, too', 2, ['--identity', 'alice.txt', '--remove', 'password']],
    ['a field to remove is not there', 2, ['--identity', 'alice.txt', '--remove', 'host', '--field', 'host2']],
    ['the file does not open', 1, ['--identity', 'bob.txt']],
  ])('asks for no value where %s', async (_, code, more) => {
    await created();
    const args = ['set', 'db.enc.yaml', '--field', 'password', ...more];
    expect(await sops(args, { answers: ['a', 'b'] })).toMatchObject({ code, asked: [] });
  });

  test('fails when an optional field of the class is to be removed that is not there', async () => {
    const values = { I: 'AKIAIOSFODNN7EXAMPLE', S: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    const fields = ['--field', 'accessKeyId=env:I', '--field', 'secretAccessKey=env:S'];
    const create = ['create', '--name', 'a', '--out', 'a.yaml', '--recipient', alice.recipient, '--class', 'aws'];
    await sops([...create, ...fields], { env: values });
    const set = ['set', 'a.yaml', '--identity', 'alice.txt', '--class', 'aws', '--remove', 'sessionToken'];
    expect(await sops(set)).toMatchObject({
      code: 2,
      err: 'keywire: --remove: names sessionToken, and a.yaml has no AWS_SESSION_TOKEN\n',
    });
  });

  test('fails when somebody else changes the file meanwhile, and keeps the change', async () => {
    await created();
    const theirs = `# theirs\n${read('db.enc.yaml')}`;
    const meanwhile = () => {
      write('db.enc.yaml', theirs);
    };
    const args = ['set', 'db.enc.yaml', '--identity', 'alice.txt', '--field', 'password'];
    const { code, err } = await sops(args, { answers: ['a'], meanwhile });
    expect([code, read('db.enc.yaml')]).toEqual([1, theirs]);
    expect(err).toContain('db.enc.yaml: was changed by somebody else meanwhile');
  });

  test.each<[string, readonly string[], string]>([
    ['there is nothing to set', [], 'keywire: --field: must name each field to set, or --remove one to take out'],
    [
      'a field is both set and removed',
      ['--field', 'password=env:P', '--remove', 'password'],
      'keywire: --remove: names password, which is set, too',
    ],
    [
      'a field that is to be removed is not there',
      ['--remove', 'host'],
      'keywire: --remove: is no field of a credential of class generic',
    ],
    [
      'no field would be left',
      ['--remove', 'username', '--remove', 'password'],
      'keywire: --remove: would leave no field; delete the file instead',
    ],
  ])('fails when %s', async (_, args, message) => {
    await created();
    const old = read('db.enc.yaml');
    const { code, err } = await sops(['set', 'db.enc.yaml', '--identity', 'alice.txt', ...args], { env: { P: 'x' } });
    expect(err).toContain(message);
    expect([code, read('db.enc.yaml')]).toEqual([2, old]);
  });

  test('fails when the identity opens nothing, and says which file', async () => {
    await created();
    const { code, err } = await sops(['set', 'db.enc.yaml', '--field', 'password=stdin', '--identity', 'bob.txt'], {
      stdin: 'x',
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^keywire: db\.enc\.yaml: .*\n$/);
    expect(err).not.toContain('AGE-SECRET-KEY');
  });

  test('fails when the file was edited by hand', async () => {
    await created();
    const [, username = '', password = ''] =
      /username: (.*)[^]*password: (.*)/.exec(
        read('db.enc.yaml').replace(/(password: .*)([^]*)(username: .*)/, '$3$2$1'),
      ) ?? [];
    write('db.enc.yaml', read('db.enc.yaml').replace(password, username));
    const { code, err } = await sops(['set', 'db.enc.yaml', '--field', 'password=stdin', '--identity', 'alice.txt'], {
      stdin: 'x',
    });
    expect([code, err.startsWith('keywire: db.enc.yaml')]).toEqual([1, true]);
  });
});
