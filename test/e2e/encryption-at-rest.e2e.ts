import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '../../lib/cli/io';
import { run } from '../../lib/cli/run';
import { startEncryptingServer, type EncryptingServer } from './harness/encrypting-server';
import { startEtcd, type Etcd } from './harness/etcd';
import { eventually } from './harness/eventually';
import { startKmsStandIn } from './harness/kms-stand-in';
import { supervisor, type Supervisor } from './harness/supervisor';
import { builtTools, type Tools } from './harness/tools';
import { shellFor, stepsOf, untilDone, type Shell } from './run-the-book';

const autoReload = '--encryption-provider-config-automatic-reload=true';
const withFile = (file: string): string[] => [`--encryption-provider-config=${file}`];

const tools: Tools = builtTools();
let owner: Supervisor;
let etcd: Etcd;
/** Of the two API servers, so that their Secrets are where the runbook says. */
let owner2: Supervisor;
let etcd2: Etcd;
/** What keywire has printed, and every key that was ever in a file. */
const heard: string[] = [];
const keysEver = new Set<string>();
/** The argv and environment of every process, looked at all the time. */
const seen = new Set<string>();
let looking: NodeJS.Timeout;
/** Ends what still waits when the tests are over, whatever became of them. */
const over = new AbortController();
/** Takes minutes, nearly all of them spent waiting: the other tests run meanwhile. */
let rotation: Promise<Rotated>;
let halfBroken: Promise<readonly string[]>;

beforeAll(async () => {
  owner = supervisor();
  owner2 = supervisor();
  [etcd, etcd2] = await Promise.all([startEtcd(owner, tools), startEtcd(owner2, tools)]);
  looking = setInterval(lookAround, 100);
  rotation = rotate();
  halfBroken = reloadOfABrokenFile();
  // They are awaited by their tests.
  rotation.catch(() => undefined);
  halfBroken.catch(() => undefined);
}, 60_000);

afterAll(async () => {
  clearInterval(looking);
  over.abort();
  await Promise.all([owner.stop(), owner2.stop()]);
});

describe('each provider', () => {
  let server: EncryptingServer;

  beforeAll(async () => {
    server = await startEncryptingServer(owner, tools, {
      name: 'providers',
      etcdUrl: etcd.url,
      etcdPrefix: '/providers',
      encryption: [],
    });
  }, 60_000);

  afterAll(() => server.kill());

  test.each(['secretbox', 'aescbc', 'aesgcm'])('%s encrypts by the file that keywire makes', async provider => {
    const file = await keywireFile(`${provider}.yaml`, ['--provider', provider, '--name', 'key-1']);
    await server.restart(withFile(file));
    await createSecret(server, provider, { password: 'canary-of-a-value' });
    const raw = await etcd.read(`/providers/secrets/default/${provider}`);
    expect(raw?.toString('latin1')).toMatch(new RegExp(`^k8s:enc:${provider}:v1:key-1:`));
    expect(raw?.includes('canary-of-a-value')).toBe(false);
    expect(await passwordOf(server, provider)).toBe('canary-of-a-value');
    // A server is not ready while there is a Secret that it can not read.
    await server.kubectlOk(['delete', 'secret', provider]);
  });

  test('kms encrypts by way of a stand-in for a plugin', async () => {
    const standIn = await startKmsStandIn(owner.folder);
    try {
      const how = ['--provider', 'kms', '--name', 'kms-stand-in', '--endpoint', standIn.endpoint];
      await server.restart(withFile(await keywireFile('kms.yaml', how)));
      await createSecret(server, 'kms', { password: 'canary-of-a-value' });
      const raw = await etcd.read('/providers/secrets/default/kms');
      expect(raw?.subarray(0, 28).toString()).toBe('k8s:enc:kms:v2:kms-stand-in:');
      expect(raw?.includes('canary-of-a-value')).toBe(false);
      expect(await passwordOf(server, 'kms')).toBe('canary-of-a-value');
      expect(standIn.calls.encrypt).toBeGreaterThan(0);
      await server.kubectlOk(['delete', 'secret', 'kms']);
    } finally {
      standIn.stop();
    }
  });

  test('kms is found without the host and the query of its endpoint: keywire changes such a file, and finds both', async () => {
    const standIn = await startKmsStandIn(owner.folder);
    try {
      const file = join(owner.folder, 'misread.yaml');
      const endpoint = `${standIn.endpoint.replace('unix://', 'unix://host')}?query`;
      writeFileSync(file, misread(endpoint), { mode: 0o600 });
      const { code, said } = await keywire(['check', '--file', file]);
      expect({ code, said }).toEqual({ code: 3, said: expect.stringContaining('kms.endpoint: has a host') as string });
      expect(said).toContain('resources[0].resources[1]: is no resource');
      await keywireOk(['add-key', '--file', file, '--provider', 'secretbox', '--name', 'after-kms']);
      rememberKeys(file);
      await server.restart(withFile(file));
      await createSecret(server, 'misread', { password: 'canary-of-a-value' });
      const raw = await etcd.read('/providers/secrets/default/misread');
      expect(raw?.subarray(0, 28).toString()).toBe('k8s:enc:kms:v2:kms-stand-in:');
      await server.kubectlOk(['delete', 'secret', 'misread']);
    } finally {
      standIn.stop();
    }
  });

  const misread = (endpoint: string): string => `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets, pods/status]
    providers:
      - kms: { apiVersion: v2, name: kms-stand-in, endpoint: "${endpoint}" }
      - identity: {}
`;

  test('a key that is taken out too early leaves Secrets that nobody can read: keywire refuses it', async () => {
    const file = await keywireFile('early.yaml', ['--provider', 'secretbox', '--name', 'early-1']);
    await server.restart(withFile(file));
    await createSecret(server, 'early', { password: 'canary-of-a-value' });
    await keywireOk(['add-key', '--file', file, '--provider', 'secretbox', '--name', 'early-2']);
    await keywireOk(['promote', '--file', file, '--name', 'early-2', '--loaded']);
    // Nothing is rewritten, so --rewritten may not be said; without, it is refused.
    expect(await keywire(['drop-key', '--file', file, '--name', 'early-1'])).toMatchObject({ code: 2 });
    await server.restart(withFile(withoutKey(file, 'early-1')), '/version');
    const answer = await server.get('/api/v1/namespaces/default/secrets/early');
    expect(answer.status).toBe(500);
    expect(answer.body).toContain('no matching key was found for the provided Secretbox transformer');
    // One such Secret is enough.
    await sleep(3000);
    expect((await server.get('/readyz')).body).toContain('[-]informer-sync failed');
    await server.restart(withFile(file));
    expect(await passwordOf(server, 'early')).toBe('canary-of-a-value');
  });
});

describe('what keywire refuses, kube-apiserver refuses', () => {
  const key = (): string => randomBytes(32).toString('base64');
  const keys = (secret: unknown, name: unknown = 'k1'): unknown => ({ keys: [{ name, secret }] });
  const secretbox = (): unknown => ({ secretbox: keys(key()) });
  const of = (...providers: unknown[]): unknown[] => [{ resources: ['secrets'], providers }];
  const kms = (name: string, more = {}): unknown => ({
    kms: { apiVersion: 'v2', name, endpoint: 'unix:///tmp/keywire-no-such-plugin.sock', ...more },
  });

  test.each<[what: string, resources: unknown, keywireSays: string, serverSays: string]>([
    ['no entries', [], 'resources', 'at least one resources is required'],
    ['no providers', of(), 'resources[0].providers', 'at least one resources[0].providers is required'],
    [
      'identity without {}',
      of({ identity: null }),
      'resources[0].providers[0]',
      'does not contain any of the expected',
    ],
    [
      'two in an element',
      of({ ...(secretbox() as object), identity: {} }),
      'resources[0].providers[0]',
      'more than one',
    ],
    ['a short key', of({ secretbox: keys('c2hvcnQ=') }), 'keys[0].secret', 'not of the expected length'],
    [
      '24 bytes for secretbox',
      of({ secretbox: keys(key().slice(0, 32)) }),
      'keys[0].secret',
      'not of the expected length',
    ],
    ['base64url', of({ secretbox: keys('-_'.repeat(21) + '-=') }), 'keys[0].secret', 'must be base64 encoded'],
    ['a key without a name', of({ secretbox: keys(key(), '') }), 'keys[0].name', 'name is a mandatory field'],
    ['an unknown field', of({ secretbox: { ...(keys(key()) as object), key: 1 } }), 'secretbox', 'unknown field'],
    [
      'a resource in capitals',
      [{ resources: ['Secrets'], providers: [secretbox()] }],
      'resources[0]',
      'capital letters',
    ],
    ['a bare *', [{ resources: ['*'], providers: [secretbox()] }], 'resources[0]', "use '*.'"],
    ['*. beside secrets', [{ resources: ['*.', 'secrets'], providers: [secretbox()] }], 'resources[1]', 'overlapping'],
    [
      'events.events.k8s.io',
      [{ resources: ['events.events.k8s.io'], providers: [secretbox()] }],
      'resources[0]',
      'events',
    ],
    ['x.*', [{ resources: ['pods.*'], providers: [secretbox()] }], 'resources[0]', 'across groups'],
    [
      'secrets behind *.*',
      [{ resources: ['*.*'], providers: [secretbox()] }, ...of(secretbox())],
      'resources[1].resources[0]',
      'is masked by earlier rule',
    ],
    ['kms v1', of(kms('plugin', { apiVersion: 'v1' })), 'kms.apiVersion', 'KMSv1 is deprecated'],
    ['kms without a version', of(kms('plugin', { apiVersion: undefined })), 'kms.apiVersion', 'KMSv1 is deprecated'],
    ['kms over TCP', of(kms('plugin', { endpoint: 'tcp://127.0.0.1:1' })), 'kms.endpoint', 'only unix is supported'],
    ['kms with a cache', of(kms('plugin', { cachesize: 10 })), 'kms.cachesize', 'cachesize is not supported in v2'],
    ['kms without time', of(kms('plugin', { timeout: '0s' })), 'kms.timeout', 'timeout should be a positive value'],
    ['a kms name with ":"', of(kms('a:b')), 'kms.name', "must not contain ':'"],
    ['two plugins of a name', of(kms('one'), kms('one')), 'providers[1].kms.name', 'names must be unique'],
  ])('%s', async (_, resources, keywireSays, serverSays) => {
    const file = join(owner.folder, `refused-${randomBytes(4).toString('hex')}.json`);
    const content = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources };
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
    const { code, said } = await keywire(['check', '--file', file]);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(keywireSays) as string });
    expect(await lastWords(file)).toContain(serverSays);
  });

  /** What a real API server says before it ends at once. */
  async function lastWords(file: string): Promise<string> {
    const name = `refusing-${randomBytes(4).toString('hex')}`;
    const started = startEncryptingServer(owner, tools, { name, etcdUrl: etcd.url, encryption: withFile(file) });
    await expect(started).rejects.toThrow('ended');
    return readFileSync(join(owner.folder, `${name}.log`), 'utf8');
  }
});

test('what kube-apiserver takes without a word, keywire finds: a key twice, a guessable key, nothing for Secrets', async () => {
  const file = join(owner.folder, 'taken.json');
  const again = randomBytes(32).toString('base64');
  const weak = Buffer.from('a passphrase of thirty-two bytes').toString('base64');
  const content = {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [
      {
        resources: ['secret'],
        providers: [
          { identity: {} },
          {
            secretbox: {
              keys: [
                { name: 'k1', secret: again },
                { name: 'k1', secret: weak },
                { name: 'k2', secret: again },
              ],
            },
          },
        ],
      },
    ],
  };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  const options = { name: 'taken', etcdUrl: etcd.url, etcdPrefix: '/taken', encryption: withFile(file) };
  const server = await startEncryptingServer(owner, tools, options);
  await createSecret(server, 'one', { password: 'canary-of-a-value' });
  expect((await etcd.read('/taken/secrets/default/one'))?.includes('canary-of-a-value')).toBe(true);
  await server.kill();
  const { code, said } = await keywire(['check', '--file', file]);
  expect(code).toBe(3);
  expect(said.replaceAll(`${file}: `, '').trim().split('\n').sort()).toEqual(
    [
      'problem: resources: covers no secrets: the name of the resource is secrets',
      'problem: resources[0].providers[1].secretbox.keys[1].name: is the name of an earlier key too: values of one are tried with the other',
      'problem: resources[0].providers[1].secretbox.keys[1].secret: is text, so it can be guessed; rotate to a random key',
      'problem: resources[0].providers[1].secretbox.keys[2].secret: is the key of resources[0].providers[1].secretbox.keys[0] again; each needs its own',
      'problem: resources[0].providers[0]: is identity: new values are stored in the clear',
    ].sort(),
  );
}, 60_000);

describe('two API servers, restarted one after the other', () => {
  const names = ['server-a', 'server-b'] as const;
  const fileOf = (name: string): string => join(owner2.folder, name, 'encryption.yaml');
  let servers: readonly EncryptingServer[];

  test('are encrypted, rotated and switched off by the runbooks, and every read is answered by one of them', async () => {
    servers = await Promise.all(
      names.map(name => startEncryptingServer(owner2, tools, { name, etcdUrl: etcd2.url, encryption: [] })),
    );
    const [first] = servers;
    const passwords = await createSecrets(only(first), 40);
    const readers = startReaders(servers, passwords);
    const file = join(owner2.folder, 'admin', 'encryption.yaml');
    const env = { KUBECONFIG: only(first).kubeconfig, ETCDCTL_ENDPOINTS: etcd2.url };
    const shell = shellFor(tools, { folder: owner2.folder, env, heard, signal: over.signal });
    const stages: string[] = [];
    for (const operation of [
      ['start', '--provider', 'aesgcm', '--name', 'two-1'],
      ['rotate', '--provider', 'secretbox', '--name', 'two-2'],
      ['off'],
    ]) {
      const printed = await keywireOk([
        'runbook',
        ...operation,
        '--file',
        file,
        '--api-servers',
        '2',
        '--no-auto-reload',
      ]);
      for (const { title, commands } of stepsOf(printed)) {
        if (commands !== undefined) await runStep(shell, title, commands);
        else if (title.startsWith('Restart')) await restartAll(title.endsWith('without the file') ? undefined : file);
        rememberKeys(file);
        stages.push(`${title}: ${await census(etcd2)}`);
      }
    }
    expect(await readers.stop()).toEqual({ wrong: [], reads: expect.any(Number) as number });
    expect(stages).toEqual([
      'Make the file: 40 in the clear',
      'Restart every API server with the file: 40 in the clear',
      'Write with the new key: 40 in the clear',
      'Restart every API server: 40 in the clear',
      'Write every value anew: 40 aesgcm two-1',
      'See in etcd that nothing else is left: 40 aesgcm two-1',
      'End the reading of values in the clear: 40 aesgcm two-1',
      'Restart every API server: 40 aesgcm two-1',
      'See to what is left elsewhere: 40 aesgcm two-1',
      'Add the new key as the second one: 40 aesgcm two-1',
      'Restart every API server: 40 aesgcm two-1',
      'Write with the new key: 40 aesgcm two-1',
      'Restart every API server: 40 aesgcm two-1',
      'Write every value anew: 40 secretbox two-2',
      'See in etcd that nothing else is left: 40 secretbox two-2',
      'Take the old key out: 40 secretbox two-2',
      'Restart every API server: 40 secretbox two-2',
      'See to what is left elsewhere: 40 secretbox two-2',
      'Let values in the clear be read: 40 secretbox two-2',
      'Restart every API server: 40 secretbox two-2',
      'Write in the clear: 40 secretbox two-2',
      'Restart every API server: 40 secretbox two-2',
      'Write every value anew: 40 in the clear',
      'See in etcd that nothing is encrypted any more: 40 in the clear',
      'Restart every API server without the file: 40 in the clear',
      'See to what is left elsewhere: 40 in the clear',
    ]);
  }, 280_000);

  test('can not read each other when a key writes before all have loaded it: promote wants to be told', async () => {
    const file = await keywireFile('split.yaml', ['--provider', 'secretbox', '--name', 'split-1']);
    const refused = await keywire(['promote', '--file', file, '--name', 'split-1']);
    expect(refused).toEqual({
      code: 2,
      said: expect.stringContaining('every API server runs with the file') as string,
    });
    const [a, b] = servers;
    await only(a).restart(withFile(file));
    await createSecret(only(a), 'split', { password: 'canary-of-a-value' });
    expect(await only(b).get('/api/v1/namespaces/default/secrets/split')).toMatchObject({ status: 500 });
    await only(b).restart(withFile(file));
    expect(await passwordOf(only(b), 'split')).toBe('canary-of-a-value');
    await Promise.all(servers.map(server => server.kill()));
  }, 60_000);

  async function restartAll(from: string | undefined): Promise<void> {
    for (const [index, name] of names.entries()) {
      const to = fileOf(name);
      if (from !== undefined) {
        mkdirSync(join(owner2.folder, name), { recursive: true });
        copyFileSync(from, `${to}.new`);
        renameSync(`${to}.new`, to);
      }
      await only(servers[index]).restart(from === undefined ? [] : withFile(to));
    }
  }
});

test('a broken file is not loaded: the one before stays in force until it is mended', async () => {
  expect(await halfBroken).toEqual(['refused, and read by the file before: 200', 'mended: 200']);
}, 200_000);

test('the runbooks switch on, rotate and switch off one API server that reloads, and no read fails', async () => {
  const { stages, readings, ms } = await rotation;
  process.stderr.write(`\n${readings.reads} reads in ${Math.round(ms / 1000)} s, none wrong\n`);
  expect(readings).toEqual({ wrong: [], reads: expect.any(Number) as number });
  expect(readings.reads).toBeGreaterThan(1000);
  expect(stages).toEqual([
    'Make the file: 400 in the clear',
    'Restart the API server with the file: 400 in the clear',
    'Write every value anew: 400 secretbox k1',
    'See in etcd that nothing else is left: 400 secretbox k1',
    'End the reading of values in the clear: 400 secretbox k1',
    'Wait until the API server has loaded the file: 400 secretbox k1',
    'See to what is left elsewhere: 400 secretbox k1',
    'Add the new key as the second one: 400 secretbox k1',
    'Write with the new key: 400 secretbox k1',
    'Wait until the API server has loaded the file: 400 secretbox k1',
    'Write every value anew: 400 secretbox k2',
    'See in etcd that nothing else is left: 400 secretbox k2',
    'Take the old key out: 400 secretbox k2',
    'Wait until the API server has loaded the file: 400 secretbox k2',
    'See to what is left elsewhere: 400 secretbox k2',
    'Let values in the clear be read: 400 secretbox k2',
    'Write in the clear: 400 secretbox k2',
    'Wait until the API server has loaded the file: 400 secretbox k2',
    'Write every value anew: 400 in the clear',
    'See in etcd that nothing is encrypted any more: 400 in the clear',
    'Restart every API server without the file: 400 in the clear',
    'See to what is left elsewhere: 400 in the clear',
  ]);
}, 300_000);

test('no key was seen: not printed, in no argv or environment, in no log', () => {
  expect(keysEver.size).toBeGreaterThanOrEqual(8);
  const logs = [owner, owner2].flatMap(({ folder }) =>
    readdirSync(folder)
      .filter(name => name.endsWith('.log'))
      .map(name => readFileSync(join(folder, name), 'latin1')),
  );
  const places = {
    printed: heard,
    processes: [...seen],
    logs,
  };
  for (const [place, texts] of Object.entries(places)) {
    expect({ place, texts: texts.length > 0 }).toEqual({ place, texts: true });
    const found = [...keysEver].filter(key => texts.some(text => text.includes(key) || text.includes(hexOf(key))));
    expect({ place, found: found.length }).toEqual({ place, found: 0 });
  }
});

type Readings = { readonly wrong: readonly string[]; readonly reads: number };
type Rotated = { readonly stages: readonly string[]; readonly readings: Readings; readonly ms: number };

async function rotate(): Promise<Rotated> {
  const began = Date.now();
  const server = await startEncryptingServer(owner, tools, { name: 'rotating', etcdUrl: etcd.url, encryption: [] });
  const passwords = await createSecrets(server, 400);
  const readers = startReaders([server], passwords);
  const file = join(owner.folder, 'rotating', 'encryption.yaml');
  const env = { KUBECONFIG: server.kubeconfig, ETCDCTL_ENDPOINTS: etcd.url };
  const shell: Shell = shellFor(tools, { folder: owner.folder, env, heard, signal: over.signal });
  const stages: string[] = [];
  const operations = [
    ['start', '--provider', 'secretbox', '--name', 'k1'],
    ['rotate', '--provider', 'secretbox', '--name', 'k2'],
    ['off'],
  ];
  for (const operation of operations) {
    const printed = await keywireOk(['runbook', ...operation, '--file', file, '--api-servers', '1']);
    for (const { title, commands } of stepsOf(printed)) {
      if (commands !== undefined) await runStep(shell, title, commands);
      else if (title.startsWith('Restart')) {
        readers.mayBeAlone(true);
        await server.restart(title.endsWith('without the file') ? [] : [...withFile(file), autoReload]);
        readers.mayBeAlone(false);
      }
      rememberKeys(file);
      stages.push(`${title}: ${await census(etcd)}`);
    }
  }
  const readings = await readers.stop();
  await server.kill();
  return { stages, readings, ms: Date.now() - began };
}

/** The rewriting is to be run until it succeeds, everything else once. */
const runStep = (shell: Shell, title: string, commands: string): Promise<string> =>
  title === 'Write every value anew' ? untilDone(shell, commands) : shell(commands);

async function reloadOfABrokenFile(): Promise<readonly string[]> {
  const file = await keywireFile('broken.yaml', ['--provider', 'secretbox', '--name', 'broken-1']);
  const options = { name: 'reloading', etcdUrl: etcd.url, etcdPrefix: '/reloading' };
  const server = await startEncryptingServer(owner, tools, { ...options, encryption: [...withFile(file), autoReload] });
  await createSecret(server, 'one', { password: 'canary-of-a-value' });
  const good = readFileSync(file, 'utf8');
  const status = async (): Promise<string> =>
    String((await server.get('/api/v1/namespaces/default/secrets/one')).status);
  const failures = /automatic_reloads_total\{.*status="failure"\} [1-9]/;
  writeFileSync(file, good.replace('secretbox', 'secretbook'));
  await metric(server, text => failures.test(text));
  const refused = await status();
  writeFileSync(file, `${good}# mended\n`);
  const hash = createHash('sha256').update(`${good}# mended\n`).digest('hex');
  await metric(server, text => text.includes(hash));
  const mended = await status();
  await server.kill();
  return [`refused, and read by the file before: ${refused}`, `mended: ${mended}`];
}

const metric = (server: EncryptingServer, holds: (text: string) => boolean): Promise<unknown> =>
  eventually(
    'the metric says so',
    async () => (over.signal.aborted || holds((await server.get('/metrics')).body) ? true : undefined),
    {
      timeout: 100_000,
    },
  );

/** Reads one Secret after the other, and sometimes all of them, from whichever server answers. */
function startReaders(
  servers: readonly EncryptingServer[],
  passwords: ReadonlyMap<string, string>,
): { mayBeAlone(yes: boolean): void; stop(): Promise<Readings> } {
  const wrong: string[] = [];
  let reads = 0;
  let going = true;
  let alone = false;
  const names = [...passwords.keys()];
  const answer = async (path: string): Promise<{ status: number | undefined; body: string }> => {
    const begin = Math.floor(Math.random() * servers.length);
    let last = { status: undefined as number | undefined, body: '' };
    for (let turn = 0; turn < servers.length; turn++) {
      last = await only(servers[(begin + turn) % servers.length]).get(path);
      if (last.status !== undefined) return last;
    }
    return last;
  };
  const check = (
    what: string,
    { status, body }: { status: number | undefined; body: string },
    right: () => boolean,
  ): void => {
    if (status === undefined && alone) return;
    if (status === 200 && right()) reads += 1;
    else wrong.push(`${what}: ${status ?? 'nobody answers'} ${status === 200 ? 'another value' : body.slice(0, 300)}`);
  };
  const one = async (): Promise<void> => {
    while (going && !over.signal.aborted) {
      const name = names[Math.floor(Math.random() * names.length)] ?? '';
      const got = await answer(`/api/v1/namespaces/default/secrets/${name}`);
      check(`get ${name}`, got, () => passwordIn(JSON.parse(got.body)) === passwords.get(name));
      await sleep(20);
    }
  };
  const all = async (): Promise<void> => {
    while (going && !over.signal.aborted) {
      const got = await answer('/api/v1/secrets');
      check('list', got, () => {
        const { items } = JSON.parse(got.body) as { items: { metadata: { name: string } }[] };
        return items.filter(item => passwordIn(item) === passwords.get(item.metadata.name)).length === passwords.size;
      });
      await sleep(500);
    }
  };
  const running = Promise.all([one(), one(), all()]);
  return {
    mayBeAlone: yes => {
      alone = yes;
    },
    stop: async () => {
      going = false;
      await running;
      return { wrong, reads };
    },
  };
}

function passwordIn(secret: unknown): string {
  const { data } = secret as { data?: { password?: string } };
  return Buffer.from(data?.password ?? '', 'base64').toString();
}

async function passwordOf(server: EncryptingServer, name: string): Promise<string> {
  return passwordIn(await server.getJson(['secret', name]));
}

async function createSecret(server: EncryptingServer, name: string, stringData: object): Promise<void> {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'default' }, stringData };
  const { code, stderr } = await server.kubectl(['create', '--filename=-'], { input: JSON.stringify(secret) });
  if (code !== 0) throw new Error(stderr);
}

/** Some are immutable, some as Helm makes them. */
async function createSecrets(server: EncryptingServer, count: number): Promise<ReadonlyMap<string, string>> {
  const passwords = new Map<string, string>();
  const items = Array.from({ length: count }, (_, index) => {
    const name = `secret-${index}`;
    const password = randomBytes(24).toString('hex');
    passwords.set(name, password);
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'default' },
      stringData: { password },
      ...(index % 10 === 0 ? { immutable: true } : {}),
      ...(index % 10 === 1 ? { type: 'helm.sh/release.v1' } : {}),
    };
  });
  const list = { apiVersion: 'v1', kind: 'List', items };
  await server.kubectlOk(['create', '--filename=-'], { input: JSON.stringify(list) });
  return passwords;
}

/** How the Secrets in etcd are stored: `400 secretbox k1`. */
async function census(store: Etcd): Promise<string> {
  const counts = new Map<string, number>();
  for (const value of (await store.readAll('/registry/secrets/')).values()) {
    const [, provider, key] = /^k8s:enc:([a-z]+):v\d:([^:]+):/.exec(value.subarray(0, 80).toString('latin1')) ?? [];
    const how = provider === undefined ? 'in the clear' : `${provider} ${key ?? ''}`;
    counts.set(how, (counts.get(how) ?? 0) + 1);
  }
  return [...counts].map(([how, count]) => `${count} ${how}`).join(', ');
}

async function keywire(args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  const nothing = (): Promise<never> => Promise.reject(new Error('nobody is there to be asked'));
  const io: Io = {
    out: hear,
    err: hear,
    stdin: nothing,
    askHidden: nothing,
    interactive: false,
    colour: false,
    env: {},
  };
  const code = await run(['encryption', ...args], io);
  heard.push(...said);
  return { code, said: said.join('\n') };
}

async function keywireOk(args: readonly string[]): Promise<string> {
  const { code, said } = await keywire(args);
  if (code !== 0) throw new Error(said);
  return said;
}

/** A file that keywire makes for one API server. */
async function keywireFile(name: string, key: readonly string[]): Promise<string> {
  const file = join(owner.folder, name);
  await keywireOk(['start', '--file', file, ...key, '--api-servers', '1']);
  rememberKeys(file);
  return file;
}

function rememberKeys(file: string): void {
  for (const [, secret = ''] of readFileSync(file, 'utf8').matchAll(/secret: "([^"]+)"/g)) keysEver.add(secret);
}

const hexOf = (key: string): string => Buffer.from(key, 'base64').toString('hex');

/** The file less a key, as somebody makes it by hand. */
function withoutKey(file: string, name: string): string {
  const byHand = `${file}.by-hand`;
  const text = readFileSync(file, 'utf8').replace(new RegExp(` +- name: "${name}"\\n +secret: .*\\n`), '');
  writeFileSync(byHand, text, { mode: 0o600 });
  return byHand;
}

function lookAround(): void {
  for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    for (const what of ['cmdline', 'environ']) {
      try {
        seen.add(readFileSync(`/proc/${id}/${what}`, 'latin1'));
      } catch {
        // It has ended, or is somebody else's.
      }
    }
  }
}

function only<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('wanted a value');
  return value;
}
