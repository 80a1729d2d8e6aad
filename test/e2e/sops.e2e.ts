import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { leaksIn, newCanary } from '../canary';
import { runCommand } from './harness/run-command';
import { builtTools, type Tools } from './harness/tools';
import { builtKeywire, runIn, type RunOptions } from './keywire-command';

/** Somebody with a key, as age-keygen makes it. */
type Holder = { readonly recipient: string; readonly keyFile: string };

let tools: Tools;
let folder: string;
let cli: readonly string[];
let holders: readonly [Holder, Holder, Holder];

beforeAll(() => {
  tools = builtTools();
  folder = mkdtempSync(join(tmpdir(), 'keywire-sops-e2e-'));
  cli = builtKeywire(join(folder, 'package'));
  holders = [newHolder('alice'), newHolder('bob'), newHolder('carol')];
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newHolder(name: string): Holder {
  const keyFile = join(folder, `${name}.txt`);
  runCommand(tools.ageKeygen, ['-o', keyFile]);
  return { keyFile, recipient: runCommand(tools.ageKeygen, ['-y', keyFile]) };
}

/** A folder for one test. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  const at = mkdtempSync(join(folder, 'repository-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, file)), { recursive: true });
    writeFileSync(join(at, file), text);
  }
  return at;
}

type Options = Omit<RunOptions, 'cwd'>;

const keywire = (cwd: string, args: readonly string[], options: Options = {}) =>
  runIn(process.execPath, [...cli, 'sops', ...args], { cwd, ...options });
const sops = (cwd: string, args: readonly string[], options: Options = {}) =>
  runIn(tools.sops, args, { cwd, ...options });
const as = ({ keyFile }: Holder): Options => ({ env: { SOPS_AGE_KEY_FILE: keyFile } });

/** The values of an encrypted Secret, as sops decrypts it for somebody; undefined where it refuses. */
async function decrypted(
  cwd: string,
  file: string,
  holder: Holder,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { code, stdout } = await sops(cwd, ['decrypt', file], as(holder));
  if (code !== 0) return undefined;
  const { data = {}, stringData = {} } = parse(stdout) as Record<
    'data' | 'stringData',
    Record<string, string> | undefined
  >;
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  return { ...(Object.fromEntries(decoded) as Record<string, string>), ...stringData };
}

const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: `${newCanary('+/')}AAAAA`.slice(0, 40) };
const asKeys = ({ accessKeyId, secretAccessKey }: typeof values) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});
const aws = ['--name', 'aws', '--namespace', 'orders', '--class', 'aws'];
const json = { input: JSON.stringify(values) };

/** A file as keywire makes it, in a repository of its own. */
async function created(file: string, ...recipients: readonly Holder[]): Promise<string> {
  const at = repository();
  const forThem = recipients.flatMap(({ recipient }) => ['--recipient', recipient]);
  const { code, stderr } = await keywire(at, ['create', ...aws, '--out', file, '--json', '-', ...forThem], json);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return at;
}

/** A file as sops makes it, with what its authors recommend for Kubernetes. */
async function madeBySops(...recipients: readonly Holder[]): Promise<string> {
  const at = repository({
    '.sops.yaml': `creation_rules:
  - age: ${recipients.map(({ recipient }) => recipient).join(',')}
    encrypted_regex: ^(data|stringData)$
    mac_only_encrypted: true
`,
    'plain.yaml': `# of the orders team
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: orders }
type: Opaque
stringData:
  # asked for by the DBA
  password: before
  username: orders
`,
  });
  const { code, stdout, stderr } = await sops(at, ['encrypt', 'plain.yaml']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  rmSync(join(at, 'plain.yaml'));
  writeFileSync(join(at, 'db.enc.yaml'), stdout);
  return at;
}

describe('a file that keywire makes', () => {
  test.each(['aws.enc.yaml', 'aws.enc.json'])('is opened by sops with the key of each recipient: %s', async file => {
    const [alice, bob, carol] = holders;
    const at = await created(file, alice, bob);
    expect(await decrypted(at, file, alice)).toEqual(asKeys(values));
    expect(await decrypted(at, file, bob)).toEqual(asKeys(values));
    expect(await decrypted(at, file, carol)).toBeUndefined();
  });

  test('may be edited, rotated and given other recipients by sops, and keywire goes on with it', async () => {
    const [alice, bob] = holders;
    const at = await created('aws.enc.yaml', alice);
    const changed = Buffer.from('changed').toString('base64');
    const set = ['set', 'aws.enc.yaml', '["data"]["AWS_SECRET_ACCESS_KEY"]', JSON.stringify(changed)];
    expect(await sops(at, set, as(alice))).toMatchObject({ code: 0 });
    const rotate = ['rotate', '--in-place', '--add-age', bob.recipient, 'aws.enc.yaml'];
    expect(await sops(at, rotate, as(alice))).toMatchObject({ code: 0 });
    const again = ['set', 'aws.enc.yaml', '--field', 'AWS_ACCESS_KEY_ID=stdin', '--identity', bob.keyFile];
    expect(await keywire(at, again, { input: 'AKIACHANGEDCHANGEDCH' })).toMatchObject({ code: 0 });
    expect(await decrypted(at, 'aws.enc.yaml', alice)).toEqual({
      AWS_ACCESS_KEY_ID: 'AKIACHANGEDCHANGEDCH',
      AWS_SECRET_ACCESS_KEY: 'changed',
    });
  });
});

describe('a file that sops makes', () => {
  test('is changed by keywire in place: comments and other ciphertexts stay, and sops opens it', async () => {
    const [alice] = holders;
    const at = await madeBySops(alice);
    const file = join(at, 'db.enc.yaml');
    chmodSync(file, 0o604);
    const before = readFileSync(file, 'utf8').split('\n');
    const { code, stderr } = await keywire(at, ['set', 'db.enc.yaml', '--field', 'password=stdin'], {
      ...as(alice),
      input: 'after',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'db.enc.yaml: set password\n' });
    const changed = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => !before.includes(line));
    // The value, the MAC, and perhaps the second in which it was made.
    expect(changed.map(line => line.trim().split(':')[0]).filter(key => key !== 'lastmodified')).toEqual([
      'password',
      'mac',
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o604);
    expect(await decrypted(at, 'db.enc.yaml', alice)).toEqual({ username: 'orders', password: 'after' });
    expect((await sops(at, ['decrypt', 'db.enc.yaml'], as(alice))).stdout).toContain('asked for by the DBA');
  });

  test('gets recipients and loses them: sops says who can open it', async () => {
    const [alice, bob, carol] = holders;
    const at = await madeBySops(alice, bob);
    const whoCan = async () => {
      const opened = await Promise.all(holders.map(holder => decrypted(at, 'db.enc.yaml', holder)));
      return opened.map(each => each !== undefined);
    };
    expect(await whoCan()).toEqual([true, true, false]);
    const change = ['recipients', 'db.enc.yaml', '--add', carol.recipient];
    expect(await keywire(at, change, as(alice))).toMatchObject({ code: 0 });
    expect(await whoCan()).toEqual([true, true, true]);
    const remove = ['recipients', 'db.enc.yaml', '--remove', alice.recipient, '--remove', bob.recipient];
    expect(await keywire(at, remove, as(bob))).toMatchObject({ code: 0 });
    expect(await whoCan()).toEqual([false, false, true]);
  });

  test('is refused by both when it was edited by hand (94)', async () => {
    const [alice] = holders;
    const at = await madeBySops(alice);
    const file = join(at, 'db.enc.yaml');
    const whole = readFileSync(file, 'utf8');
    const swapped = whole.replace(/(password: .*)\n(.*)(username: .*)/, '$3\n$2$1');
    const ciphertext = /password: (.*)/.exec(whole)?.[1] ?? '';
    const spoilt = [
      ['an order that is another', swapped],
      ['a value of another key', whole.replace(/username: .*/, `username: ${ciphertext}`)],
      ['a value that is gone', whole.replace(/ +username: .*\n/, '')],
      [
        'a bit that is another',
        whole.replace(
          /password: ENC\[AES256_GCM,data:./,
          start => start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A'),
        ),
      ],
      ['a MAC that is gone', whole.replace(/ +mac: .*\n/, '')],
      ['a time that is another', whole.replace(/lastmodified: "2/, 'lastmodified: "1')],
    ];
    for (const [what, text = ''] of spoilt) {
      expect(text).not.toBe(whole);
      writeFileSync(file, text);
      const bySops = await sops(at, ['decrypt', 'db.enc.yaml'], as(alice));
      const byKeywire = await keywire(at, ['set', 'db.enc.yaml', '--field', 'password=stdin'], {
        ...as(alice),
        input: 'x',
      });
      expect([what, bySops.code === 0, byKeywire.code]).toEqual([what, false, 1]);
      expect(byKeywire.stderr).toMatch(/^keywire: db\.enc\.yaml.*\n$/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});

describe('the rule of .sops.yaml that keywire prints', () => {
  const plain = 'kind: Secret\napiVersion: v1\nmetadata: { name: a }\nstringData: { a: b }\n';
  const rules = (...of: readonly (readonly [pathRegex: string | undefined, who: number])[]): string =>
    `creation_rules:\n${of
      .map(([pathRegex, who]) => {
        const path = pathRegex === undefined ? '' : `path_regex: ${JSON.stringify(pathRegex)}\n    `;
        return `  - ${path}age: ${holders[who]?.recipient ?? ''}\n`;
      })
      .join('')}`;
  /** Where somebody stands, the file, and the configurations by their places. */
  type Layout = readonly [at: string, file: string, configurations: Readonly<Record<string, () => string>>];
  const two = () => rules(['secrets/', 0], [undefined, 1]);
  const three = () => rules([String.raw`\.prod\.yaml$`, 0], [String.raw`^secrets/.*\.enc\.yaml$`, 1], [undefined, 2]);
  const layouts: readonly Layout[] = [
    ['', 'a.yaml', { '': two }],
    ['', 'secrets/a.yaml', { '': two }],
    ['', './secrets/a.yaml', { '': two }],
    ['', 'other/../secrets/a.yaml', { '': two }],
    ['', 'my-secrets/a.yaml', { '': two }],
    ['', 'secrets/b/c/a.yaml', { '': two }],
    ['secrets', 'a.yaml', { '': two }],
    ['secrets', '../secrets/a.yaml', { '': two }],
    ['secrets/b', 'a.yaml', { '': two }],
    ['other', '../secrets/a.yaml', { '': two }],
    ['', 'secrets/a.prod.yaml', { '': three }],
    ['', 'secrets/a.enc.yaml', { '': three }],
    ['', 'x/secrets/a.enc.yaml', { '': three }],
    ['x', 'secrets/a.enc.yaml', { '': three }],
    ['', 'secrets/a.enc.yml', { '': three }],
    ['', 'a.yaml', { '': () => rules([undefined, 2], ['a', 0]) }],
    ['', 'a.yaml', { '': () => rules(['', 2], ['a', 0]) }],
    ['', 'A.yaml', { '': () => rules(['a', 0], ['(?i)A', 1], [undefined, 2]) }],
    ['', 'A.yaml', { '': () => rules(['(?i)^a', 0], [undefined, 2]) }],
    ['', 'ab.yaml', { '': () => rules([String.raw`^\w\.`, 0], [String.raw`^[[:alpha:]]{2}\.`, 1], [undefined, 2]) }],
    ['inner', 'a.yaml', { '': two, inner: () => rules([undefined, 2]) }],
    ['', 'inner/a.yaml', { '': two, inner: () => rules([undefined, 2]) }],
    ['inner/deep', '../../a.yaml', { '': two, inner: () => rules(['^a', 0], [undefined, 2]) }],
    ['', 'a.yaml', { '': () => rules(['^b', 0]) }],
    ['', 'a.yaml', {}],
    ['', 'a.yaml', { '': () => 'creation_rules: []\n' }],
    ['', 'secrets/a b.yaml', { '': () => rules(['a b', 0], [undefined, 1]) }],
  ];

  test.each(layouts)('is the one that sops encrypts by: in /%s, for %s, #%#', async (at, path, configurations) => {
    const files = Object.fromEntries(
      Object.entries(configurations).map(([where, text]) => [join(where, '.sops.yaml'), text()]),
    );
    const root = repository(files);
    const here = join(root, at);
    for (const needed of [here, join(root, 'other'), join(here, dirname(path))]) mkdirSync(needed, { recursive: true });
    writeFileSync(join(here, path), plain);
    const { code, stdout } = await sops(here, ['encrypt', path]);
    rmSync(join(here, path));
    const rule = await keywire(here, ['rule', path]);
    const made = await keywire(here, ['create', '--name', 'a', '--out', path, '--field', 'a=stdin'], { input: 'b' });
    if (code !== 0) {
      expect([rule.code, made.code]).toEqual([1, 1]);
      return;
    }
    const bySops = recipientsIn(stdout);
    expect({ code: made.code, stderr: made.stderr }).toMatchObject({ code: 0 });
    expect(recipientsIn(readFileSync(join(here, path), 'utf8'))).toEqual(bySops);
    const [, number, config = ''] = /^rule (\d+) of (\S+) \(/.exec(rule.stdout) ?? [];
    const { creation_rules } = parse(readFileSync(join(here, config), 'utf8')) as { creation_rules: { age: string }[] };
    expect([creation_rules[Number(number) - 1]?.age]).toEqual(bySops);
  });
});

const recipientsIn = (text: string): readonly string[] =>
  (parse(text) as { sops: { age: { recipient: string }[] } }).sops.age.map(({ recipient }) => recipient);

test('nothing that keywire prints has a value in it', async () => {
  const [alice] = holders;
  const at = await created('aws.enc.yaml', alice);
  const runs = await Promise.all([
    keywire(at, ['check', '.']),
    keywire(at, ['recipients', 'aws.enc.yaml']),
    keywire(at, ['set', 'aws.enc.yaml', '--class', 'aws', '--json', '-'], { ...as(alice), ...json }),
    keywire(at, ['create', ...aws, '--out', 'aws.enc.yaml', '--json', '-', '--recipient', alice.recipient], json),
    keywire(at, ['ksops', '.']),
  ]);
  expect(leaksIn(JSON.stringify(runs), values)).toEqual([]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 1, 0]);
});
