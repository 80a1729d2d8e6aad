import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { leaksIn, newCanary } from '../../../canary';
import { ran } from '../../fake-io';
import { certificate, workFolder } from './fixtures';

const inProcess = (args: readonly string[]) => promisify(execFile)(process.execPath, args);

const work = workFolder();
afterAll(() => {
  work.remove();
});
const { path, write, text, sealed, seal } = work;

const current = certificate();
const cert = ['--cert', write('current.pem', current.pem)];
const db = ['--name', 'db', '--namespace', 'orders'];
const values = { U: newCanary(), P: newCanary('/+&') };
const fields = ['--field', 'user=env:U', '--field', 'password=env:P'];
const into = (name: string): readonly string[] => [...cert, ...db, '--out', path(name)];

describe('keywire seal', () => {
  test('shows how, with examples', async () => {
    const { code, out } = await seal(['--help']);
    expect(code).toBe(0);
    expect(out).toContain(
      '$ keywire seal --cert certs/prod.pem --name aws --namespace orders --class aws --out sealed/aws.yaml',
    );
    expect(out).toContain('$ keywire seal --rotate --context prod sealed/aws.yaml');
    expect(out).toContain('$ keywire seal --check --cert certs/prod.pem sealed');
    expect(out).toContain('The controller should be of version 0.40.0 or newer');
    expect(out).not.toContain('default: []');
  });

  test('writes the SealedSecret to standard output, and what it did to standard error', async () => {
    const { code, out, err } = await seal([...cert, ...db, ...fields, '--no-digests'], { env: values });
    expect(code).toBe(0);
    expect(out.replace(/: A[A-Za-z0-9+/=]{300,}/g, ': …').replace(/[0-9a-f]{64}/, '…')).toMatchInlineSnapshot(`
"apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: db
  namespace: orders
  annotations:
    keywire/certificate: "sha256:…"
spec:
  encryptedData:
    password: …

    user: …
  template:
    metadata:
      name: db
      namespace: orders
    type: Opaque"
`);
    expect(err).toMatch(/^certificate of .*current\.pem: sha256:[0-9a-f]{64}, valid until 2049-12-31$/);
  });

  test('asks for what is not told, on a terminal', async () => {
    const { asked, code } = await seal([...cert, ...db, '--field', 'user', '--field', 'password=env:P'], {
      answers: ['orders'],
      env: values,
    });
    expect([code, asked]).toEqual([0, ['user']]);
  });

  test('is cancelled at a prompt, and writes nothing', async () => {
    const answers = ['orders', undefined];
    expect((await seal([...into('cancelled.yaml'), '--field', 'a', '--field', 'b'], { answers })).code).toBe(130);
    expect(existsSync(path('cancelled.yaml'))).toBe(false);
  });

  test('writes a file, making its folder, and says which keys it sealed', async () => {
    const { code, out, err } = await seal([...into('new/db.yaml'), ...fields], { env: values });
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain(`${path('new/db.yaml')}: sealed password, user`);
    expect(sealed('new/db.yaml')).toMatchObject({ name: 'db', namespace: 'orders', certificate: current.fingerprint });
    expect(leaksIn(text('new/db.yaml') + out + err, values)).toEqual([]);
  });

  test('leaves the ciphertext of a value that has not changed, and of a field that is not told', async () => {
    await seal([...into('same.yaml'), ...fields], { env: values });
    const before = sealed('same.yaml');
    chmodSync(path('same.yaml'), 0o640);
    const { err } = await seal([...into('same.yaml'), ...fields], { env: { ...values, U: 'other' } });
    expect(err).toContain(`${path('same.yaml')}: sealed user; kept password`);
    expect(sealed('same.yaml').encryptedData.password).toBe(before.encryptedData.password);
    expect(sealed('same.yaml').encryptedData.user).not.toBe(before.encryptedData.user);
    expect(statSync(path('same.yaml')).mode & 0o777).toBe(0o640);
    const { err: third } = await seal([...into('same.yaml'), '--field', 'url=env:U'], { env: values });
    expect(third).toContain('sealed url; kept password, user');
  });

  test('leaves a file alone where nothing has changed', async () => {
    await seal([...into('alone.yaml'), ...fields], { env: values });
    const before = `# by hand\n${text('alone.yaml')}`;
    write('alone.yaml', before);
    const { err } = await seal([...into('alone.yaml'), ...fields], { env: values });
    expect(err).toContain(`${path('alone.yaml')}: is as it was`);
    expect(text('alone.yaml')).toBe(before);
  });

  test('seals every value anew without digests', async () => {
    const args = [...into('always.yaml'), ...fields, '--no-digests'];
    await seal(args, { env: values });
    expect(sealed('always.yaml').digests).toEqual({});
    expect((await seal(args, { env: values })).err).toContain('sealed password, user');
  });

  test('takes a field out, and asks for no other', async () => {
    await seal([...into('less.yaml'), ...fields], { env: values });
    const { code, err, asked } = await seal([...into('less.yaml'), '--remove', 'user'], { answers: [] });
    expect([code, asked]).toEqual([0, []]);
    expect(err).toContain(`${path('less.yaml')}: kept password; removed user`);
    expect(Object.keys(sealed('less.yaml').encryptedData)).toEqual(['password']);
  });

  test('keeps the scope, the namespace and the type of the file', async () => {
    const told = ['--scope', 'namespace-wide', '--type', 'kubernetes.io/basic-auth'];
    await seal([...into('scope.yaml'), ...fields, ...told], { env: values });
    const { code } = await seal([...cert, '--name', 'db', '--out', path('scope.yaml'), '--field', 'user=env:P'], {
      env: values,
    });
    expect(code).toBe(0);
    expect(sealed('scope.yaml')).toMatchObject({
      namespace: 'orders',
      scope: 'namespace-wide',
      type: 'kubernetes.io/basic-auth',
    });
  });

  test('writes JSON where the name of the file says so', async () => {
    await seal([...into('db.json'), ...fields], { env: values });
    expect(JSON.parse(text('db.json'))).toMatchObject({ kind: 'SealedSecret', metadata: { name: 'db' } });
    expect((await seal([...into('db.json'), ...fields], { env: values })).err).toContain('is as it was');
  });

  test('seals for several clusters, a file for each', async () => {
    const [prod, staging] = [certificate(), certificate()];
    const clusters = Object.entries({ prod, staging }).flatMap(([name, { pem }]) => [
      '--cluster',
      `${name}=${write(`${name}.pem`, pem)}`,
    ]);
    const out = ['--out', path('clusters/{cluster}/db.yaml')];
    const { code, err } = await seal([...clusters, ...db, ...out, ...fields], { env: values });
    expect(code).toBe(0);
    expect(err).toContain(`${path('clusters/prod/db.yaml')}: sealed password, user`);
    expect(sealed('clusters/prod/db.yaml').certificate).toBe(prod.fingerprint);
    expect(sealed('clusters/staging/db.yaml').certificate).toBe(staging.fingerprint);
  });
});

describe('the key of the digests', () => {
  test('is made once, for this user alone', async () => {
    const env = { ...values, XDG_CONFIG_HOME: path('xdg') };
    const file = path('xdg/keywire/digest-key');
    const { err } = await seal([...cert, ...db, ...fields], { env });
    expect(err).toContain(`${file}: made, to tell which values have changed; keep it off Git`);
    expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([32, 0o600]);
    const before = readFileSync(file);
    expect((await seal([...cert, ...db, ...fields], { env })).err).not.toContain('made');
    expect(readFileSync(file)).toEqual(before);
  });

  test('is one, though several runs make it at the same time', async () => {
    const keywire = join(__dirname, '../../../../lib/cli/commands/seal/digest-key-file.ts');
    const file = path('race/digest-key');
    const program = `
      const { digestKey } = require(${JSON.stringify(keywire)});
      let made = false;
      digestKey({ env: { KEYWIRE_DIGEST_KEY_FILE: ${JSON.stringify(file)} }, err: () => { made = true; } });
      console.log(made)`;
    const runs = Array.from({ length: 4 }, () => inProcess(['--require', '@swc-node/register', '-e', program]));
    expect((await Promise.all(runs)).filter(({ stdout }) => stdout.trim() === 'true')).toHaveLength(1);
  });

  test('is where KEYWIRE_DIGEST_KEY_FILE says', async () => {
    const env = { ...values, KEYWIRE_DIGEST_KEY_FILE: path('own-key') };
    await seal([...cert, ...db, ...fields], { env });
    expect(readdirSync(path('.'))).toContain('own-key');
  });

  test.each([
    ['too short', Buffer.alloc(31, 1), 0o600, 'must be 32 random bytes'],
    ['too long', Buffer.alloc(33, 1), 0o600, 'is larger than 32 bytes'],
    ['to be read by others', Buffer.alloc(32, 1), 0o640, 'must be readable by you alone; say chmod 600'],
  ])('fails when it is %s', async (_, key, mode, problem) => {
    writeFileSync(path('bad-key'), key);
    chmodSync(path('bad-key'), mode);
    const env = { ...values, KEYWIRE_DIGEST_KEY_FILE: path('bad-key') };
    const { code, err } = await seal([...cert, ...db, ...fields], { env });
    expect(code).toBe(1);
    expect(err).toContain(`${path('bad-key')}: ${problem}`);
  });

  test('fails when it would be made where Git commits it', async () => {
    mkdirSync(path('tree/.git'), { recursive: true });
    const env = { ...values, KEYWIRE_DIGEST_KEY_FILE: path('tree/key') };
    const { code, err } = await seal([...cert, ...db, ...fields], { env });
    expect([code, existsSync(path('tree/key'))]).toEqual([1, false]);
    expect(err).toContain(`${path('tree/key')}: can't be made, as it is in the Git work tree ${path('tree')}`);
  });

  test('fails when it can not be made, and says that one may do without', async () => {
    const env = { ...values, KEYWIRE_DIGEST_KEY_FILE: path('current.pem/key') };
    const { code, err } = await seal([...cert, ...db, ...fields], { env });
    expect(code).toBe(1);
    expect(err).toContain(`${path('current.pem/key')}: can't be made, as it needs a folder where a file is`);
    expect(err).toContain('--no-digests');
  });
});

describe('a certificate', () => {
  const old = certificate(undefined, 31 * 24 * 60 * 60 * 1000);
  const oldFile = write('old.pem', old.pem);
  const warning = `keywire: warning: ${oldFile} is of `;

  test('older than the controller keeps one is warned of, and sealed with', async () => {
    const { code, err } = await seal(['--cert', oldFile, ...db, ...fields], { env: values });
    expect(code).toBe(0);
    expect(err).toContain(warning);
    expect((await seal([...cert, ...db, ...fields], { env: values })).err).not.toContain('warning');
  });

  test('is warned of in colour where there are colours', async () => {
    const { err } = await seal(['--cert', oldFile, ...db, ...fields], { env: values, colour: true });
    expect(err).toContain('keywire: \u001b[33mwarning:\u001b[0m ');
  });

  test('may be pinned by its fingerprint', async () => {
    const pins = ['--fingerprint', old.fingerprint, '--fingerprint', current.fingerprint];
    expect((await seal([...cert, ...db, ...fields, ...pins], { env: values })).code).toBe(0);
  });

  test('fails when it has another fingerprint than the one that is pinned', async () => {
    const { code, err } = await seal([...cert, ...db, ...fields, '--fingerprint', old.fingerprint], { env: values });
    expect(code).toBe(1);
    expect(err).toContain(`current.pem: has the fingerprint ${current.fingerprint}, and --fingerprint wants another`);
  });

  test('fails when it is not there, before it asks for a value', async () => {
    const { code, err, asked } = await seal(['--cert', path('none.pem'), ...db, '--field', 'a'], { answers: ['a'] });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toMatch(/^keywire: .*none\.pem: can't be read \(ENOENT\); fetch the controller's/);
  });
});

describe('keywire seal, where it refuses,', () => {
  const there = 'there.yaml';
  beforeAll(() => seal([...into(there), ...fields], { env: values }));

  test.each<[string, readonly string[], number, string]>([
    ['without a name', [...cert, ...fields], 2, "required option '--name <name>' not specified"],
    ['without a certificate', [...db, ...fields], 2, '--cert: must name the certificate of the cluster'],
    ['with two certificates', [...cert, '--controller', 'http://a', ...db], 2, '--cert: has the certificate'],
    ['with a certificate and clusters', [...cert, '--cluster', 'a=b', ...db], 2, '--cluster: has the certificates'],
    ['with a cluster without a name', ['--cluster', 'a.pem', ...db], 2, '--cluster: must be NAME=FILE'],
    ['with a cluster that leads elsewhere', ['--cluster', '../a=a.pem', ...db], 2, '--cluster: must be NAME=FILE'],
    ['with a cluster twice', ['--cluster', 'a=b', '--cluster', 'a=c', ...db], 2, '--cluster a: is told twice'],
    [
      'with several clusters and one file',
      ['--cluster', 'a=b', '--cluster', 'c=d', ...db, '--out', 'aws.yaml'],
      2,
      '--out: must say where {cluster} belongs in it, as in clusters/{cluster}/db.yaml',
    ],
    [
      'with a file for each of no cluster',
      [...cert, ...db, '--out', '{cluster}.yaml'],
      2,
      '--out: has {cluster} in it',
    ],
    ['with a file to seal', [...cert, ...db, 'a.yaml'], 2, 'files go with --rotate or --check'],
    ['with --verify', [...cert, ...db, '--verify'], 2, '--verify goes with --check'],
    ['with both --rotate and --check', ['--rotate', '--check', 'a'], 2, '--rotate and --check are two commands'],
    ['a field that is no key', [...into('x.yaml'), '--field', 'a b=env:U'], 2, '--field: must be FIELD'],
    ['a value that breaks a rule', [...into('x.yaml'), '--field', 'a=env:LINES'], 1, 'field a: '],
    ['a namespace that is none', [...cert, '--name', 'db', '--namespace', 'A', ...fields], 2, '--namespace: '],
    ['no namespace', [...cert, '--name', 'db', ...fields], 2, '--namespace: must be set'],
    ['to take out of nothing', [...into('x.yaml'), '--remove', 'user'], 1, '--remove: takes a field out of a file'],
    ['to take out what is not there', [...into(there), '--remove', 'none'], 2, '--remove: is no field of a credential'],
    [
      'a file of another name',
      [...cert, '--name', 'aws', '--out', path(there)],
      1,
      'holds the SealedSecret db, not aws',
    ],
    ['a device for a file', [...cert, ...db, '--out', '/dev/null'], 1, '/dev/null: is no file; name one, or leave'],
    ['a folder for a file', into('home'), 1, 'home: is no file; name one'],
    [
      'a file of another namespace',
      [...cert, '--name', 'db', '--namespace', 'x', '--out', path(there)],
      1,
      'is sealed for namespace orders, not x',
    ],
  ])('fails when it is told: %s', async (_, args, code, problem) => {
    const before = text(there);
    const said = await seal(args, { env: { ...values, LINES: 'hunter2\nhunter2' } });
    expect(said.err).toContain(problem);
    expect(said.code).toBe(problem.startsWith('--') ? 2 : code);
    expect(said.out + said.err).not.toContain('hunter2');
    expect(text(there)).toBe(before);
    expect(existsSync(path('x.yaml'))).toBe(false);
  });

  test.each([
    ['a Secret', JSON.stringify({ apiVersion: 'v1', kind: 'Secret', stringData: { a: 'hunter2' } })],
    ['notes', 'hunter2\n'],
    ['nothing', ''],
  ])('fails when the file that it is to write holds %s, and leaves it', async (_, content) => {
    write('precious.yaml', content);
    const { code, err, asked } = await seal([...into('precious.yaml'), '--field', 'a'], { answers: ['a'] });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toContain(`${path('precious.yaml')}: `);
    expect(err).not.toContain('hunter2');
    expect(text('precious.yaml')).toBe(content);
  });

  test('fails when fields are to stay that are sealed under another certificate', async () => {
    const other = write('other.pem', certificate().pem);
    const args = ['--cert', other, ...db, '--out', path(there), '--field', 'user=env:U'];
    const { code, err } = await seal(args, { env: values });
    expect(code).toBe(1);
    expect(err).toContain('password');
  });

  test('fails when a cluster is new, and not all fields are told that the others have', async () => {
    await seal([...cert, ...db, '--out', path('b-prod.yaml'), ...fields], { env: values });
    const clusters = ['prod', 'new'].flatMap(name => ['--cluster', `${name}=${path('current.pem')}`]);
    const args = [...clusters, ...db, '--out', path('b-{cluster}.yaml'), '--field', 'user=env:U'];
    const { code, err } = await seal(args, { env: values });
    expect([code, existsSync(path('b-new.yaml'))]).toEqual([2, false]);
    expect(err).toContain(`--field: must name password, too, as ${path('b-new.yaml')} is new`);
  });

  test('fails when nobody is there to be asked', async () => {
    const { code, err } = await ran(['seal', ...cert, ...db, '--field', 'user'], { env: { HOME: path('home') } });
    expect(code).toBe(2);
    expect(err).toContain('--field user: needs a terminal, and no CI, to ask for its value');
  });
});

describe('keywire seal asks for no value', () => {
  const aws = ['--name', 'aws', '--class', 'aws'];
  beforeAll(() => seal([...into('asked.yaml'), ...fields], { env: values }));

  test.each<[string, readonly string[]]>([
    ['the namespace is missing', [...cert, ...aws]],
    ['the namespace is none', [...cert, ...aws, '--namespace', 'A']],
    ['the convention is none', [...cert, ...aws, '--namespace', 'orders', '--keys', 'enviroment']],
    ['the class has no such field', [...cert, ...aws, '--namespace', 'orders', '--field', 'accesKeyId']],
    ['a required field is missing', [...cert, ...aws, '--namespace', 'orders', '--field', 'accessKeyId']],
    ['the type is another than that of the file', [...into('asked.yaml'), '--type', 'a/b', '--field', 'user']],
    ['fields are to stay for another scope', [...into('asked.yaml'), '--scope', 'cluster-wide', '--field', 'user']],
    ['it is to be removed, too', [...into('asked.yaml'), '--remove', 'user', '--field', 'user']],
  ])('fails when %s', async (_, args) => {
    const key = path('made-in-vain');
    const { code, asked } = await seal(args, { answers: ['a', 'b'], env: { KEYWIRE_DIGEST_KEY_FILE: key } });
    expect([code > 0, asked, existsSync(key)]).toEqual([true, [], false]);
  });
});

describe('a file that somebody else changes while a value is asked for', () => {
  test('fails when it is another one then, and keeps what he wrote', async () => {
    await seal([...into('shared.yaml'), ...fields], { env: values });
    const theirs = text('shared.yaml').replace('user: ', 'other: ');
    const meanwhile = () => write('shared.yaml', theirs);
    const { code, err } = await seal([...into('shared.yaml'), '--field', 'user'], { answers: ['a'], meanwhile });
    expect(code).toBe(1);
    expect(err).toContain(
      'shared.yaml: was changed by somebody else meanwhile, so it is left as it is; run this again',
    );
    expect(text('shared.yaml')).toBe(theirs);
  });

  test('fails when there was none before', async () => {
    const meanwhile = () => write('new.yaml', 'theirs');
    const { code } = await seal([...into('new.yaml'), '--field', 'user'], { answers: ['a'], meanwhile });
    expect([code, text('new.yaml')]).toEqual([1, 'theirs']);
  });
});

test('fails when no field would be left', async () => {
  await seal([...into('last.yaml'), ...fields], { env: values });
  const before = text('last.yaml');
  const { code, err } = await seal([...into('last.yaml'), '--remove', 'user', '--remove', 'password']);
  expect(err).toContain('--remove: would leave no field; delete the file instead');
  expect([code, text('last.yaml')]).toEqual([2, before]);
});

test('fields are spelled as in the file, whose convention need not be told again', async () => {
  const aws = { I: 'AKIAIOSFODNN7EXAMPLE', K: 'k'.repeat(40) };
  const both = ['--field', 'accessKeyId=env:I', '--field', 'secretAccessKey=env:K'];
  const args = [...cert, '--name', 'aws', '--namespace', 'orders', '--class', 'aws', '--out', path('aws.yaml')];
  await seal([...args, ...both, '--keys', 'console'], { env: aws });
  const { code, err } = await seal([...args, '--field', 'secretAccessKey=stdin'], { stdin: 'l'.repeat(40) });
  expect([code, err.split('\n').at(-1)]).toEqual([
    0,
    `${path('aws.yaml')}: sealed aws_secret_access_key; kept aws_access_key_id`,
  ]);
});

test('is told of a file that takes a server-side apply', async () => {
  const large = await seal([...into('large.yaml'), '--field', 'a=stdin'], { stdin: 'x'.repeat(200_000) });
  expect(large.err).toContain(
    `${path('large.yaml')} is more than kubectl apply can note down; apply it with --server-side`,
  );
  const small = await seal([...into('small.yaml'), '--field', 'a=stdin'], { stdin: 'x'.repeat(190_000) });
  expect(small.err).not.toContain('--server-side');
});
