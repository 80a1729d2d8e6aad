import { spawn } from 'node:child_process';
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { SealedInGit } from '../../examples/sealed';
import { readSealedFile } from '../../lib/seal/sealed-secrets/sealed-file';
import { leaksIn, newCanary } from '../canary';
import { certificateOf } from '../seal/sealed-secrets/certificates';
import { startCluster, type Cluster } from './harness/cluster';
import { buildKeywire, type BuiltKeywire, type KeywireOptions } from './harness/built-keywire';
import { installCrds } from './harness/crds';
import { eventually } from './harness/eventually';
import { runProgram, type Result } from './harness/kubectl';
import { runCommand } from './harness/run-command';
import { sealedSecretsSkipReason, startSealedSecrets, type SealedSecrets } from './harness/sealed-secrets';
import { supervisor, type Supervisor } from './harness/supervisor';
import { builtTools, type Tools } from './harness/tools';
import { watchProcesses } from './processes';
import { synthesised } from './synthesised';

const skipReason = sealedSecretsSkipReason();
if (skipReason !== undefined) process.stderr.write(`\nSKIPPED: ${skipReason}\n`);
const testSealed = skipReason === undefined ? test : test.skip;

let owner: Supervisor;
let tools: Tools;
let cluster: Cluster;
let controller: SealedSecrets;
let keywire: BuiltKeywire;
/** The environment of whoever runs the command: kubectl on PATH, a home, no CI. */
let user: NodeJS.ProcessEnv;

const [system, service] = ['kube-system', 'sealed-secrets-controller'];

beforeAll(async () => {
  tools = builtTools();
  owner = supervisor();
  keywire = buildKeywire(owner.folder);
  cluster = await startCluster(owner, tools, []);
  const home = join(owner.folder, 'home');
  mkdirSync(home);
  const path = [dirname(tools.kubectl), process.env.PATH ?? ''].join(':');
  user = { PATH: path, HOME: home, TMPDIR: owner.folder, KUBECONFIG: cluster.adminKubeconfig };
  if (skipReason !== undefined) return;
  const namespaces = ['orders', 'elsewhere'].map(name => cluster.kubectlOk(['create', 'namespace', name]));
  await Promise.all([installCrds(cluster), ...namespaces]);
  controller = await startSealedSecrets(owner, tools, cluster, { host: addressOfThisMachine(), rateLimit: true });
  await exposeController();
}, 180_000);

afterAll(() => owner.stop());

/** The API server's proxy dials no loopback, so the controller listens where it does. */
function addressOfThisMachine(): string {
  const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('this machine has no IPv4 address but the loopback');
  return found.address;
}

/**
 * The controller's Service, as its chart makes it. The API server's proxy goes to addresses of pods alone, so there is
 * a pod, which says of itself what a kubelet would say.
 */
async function exposeController(): Promise<void> {
  const metadata = { name: service, namespace: system };
  const { host, port } = controller.address;
  const targetRef = { kind: 'Pod', ...metadata };
  const objects = [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'controller', image: 'none' }] } },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ name: 'http', port: 8080, targetPort: port }] } },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata,
      subsets: [{ addresses: [{ ip: host, targetRef }], ports: [{ name: 'http', port }] }],
    },
  ];
  await cluster.kubectlOk(['create', '--filename=-'], {
    input: objects.map(object => stringify(object)).join('---\n'),
  });
  const status = { phase: 'Running', podIP: host, podIPs: [{ ip: host }] };
  const patch = `--patch=${JSON.stringify({ status })}`;
  await cluster.kubectlOk([`--namespace=${system}`, 'patch', 'pod', service, '--subresource=status', patch]);
}

const seal = (args: readonly string[], options: Partial<KeywireOptions> = {}): Promise<Result> =>
  keywire.run(['seal', ...args], { ...options, env: { ...user, ...options.env } });

async function sealOk(args: readonly string[], options?: Partial<KeywireOptions>): Promise<Result> {
  const result = await seal(args, options);
  if (result.code !== 0) throw new Error(`keywire seal ${args.join(' ')}: ${result.stderr}`);
  return result;
}
const folder = (): string => mkdtempSync(join(owner.folder, 'files-'));
const cert = (): readonly string[] => ['--cert', controller.certificateFile];
const context = ['--context', 'admin'];

/** Whether the controller has opened a SealedSecret, as soon as it has tried. */
function opened(namespace: string, name: string): Promise<boolean> {
  type Status = {
    status?: { conditions?: { type: string; status: string }[]; observedGeneration?: number };
    metadata: { generation: number };
  };
  return eventually(
    `the controller tries ${namespace}/${name}`,
    async () => {
      const { status, metadata } = (await cluster.getJson([
        `--namespace=${namespace}`,
        'sealedsecret',
        name,
      ])) as Status;
      if ((status?.observedGeneration ?? 0) < metadata.generation) return undefined;
      const synced = status?.conditions?.find(({ type }) => type === 'Synced');
      return synced === undefined ? undefined : synced.status === 'True';
    },
    { programs: [controller.program] },
  );
}
async function secret(namespace: string, name: string): Promise<Readonly<Record<string, string>>> {
  const { data } = (await cluster.getJson([`--namespace=${namespace}`, 'secret', name])) as {
    data: Record<string, string>;
  };
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  return Object.fromEntries(decoded) as Record<string, string>;
}
async function apply(yaml: string): Promise<void> {
  const { code, stderr } = await cluster.applyYaml(yaml);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

describe('what keywire seals', () => {
  const scopes = ['strict', 'namespace-wide', 'cluster-wide'] as const;
  const cells = scopes.flatMap(scope =>
    [true, false].flatMap(sameName => [true, false].map(sameNamespace => ({ scope, sameName, sameNamespace }))),
  );
  const opens: Readonly<Record<(typeof scopes)[number], (sameName: boolean, sameNamespace: boolean) => boolean>> = {
    strict: (sameName, sameNamespace) => sameName && sameNamespace,
    'namespace-wide': (_, sameNamespace) => sameNamespace,
    'cluster-wide': () => true,
  };

  /** A SealedSecret of `orders/TOOL-SCOPE`, by keywire or by kubeseal. */
  async function sealedBy(tool: string, scope: string): Promise<string> {
    const name = `${tool}-${scope}`;
    if (tool === 'keywire') {
      const told = ['--name', name, '--namespace', 'orders', '--scope', scope, '--field', 'user=stdin'];
      return (await sealOk([...cert(), ...told], { input: 'by keywire' })).stdout;
    }
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'orders' },
      stringData: { user: 'by kubeseal' },
    };
    const { code, stdout, stderr } = await controller.kubeseal(
      [`--scope=${scope}`, '--format=yaml'],
      JSON.stringify(object),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return stdout;
  }

  testSealed(
    'opens under another name and in another namespace just as what kubeseal seals does: 12 cells',
    async () => {
      const found: Record<string, Record<string, boolean>> = { keywire: {}, kubeseal: {} };
      for (const tool of ['keywire', 'kubeseal'])
        for (const scope of scopes) {
          const file = parse(await sealedBy(tool, scope)) as { metadata: { name: string; namespace: string } };
          for (const cell of cells.filter(cell => cell.scope === scope)) {
            const name = cell.sameName ? file.metadata.name : `${file.metadata.name}-other`;
            const namespace = cell.sameNamespace ? 'orders' : 'elsewhere';
            await apply(stringify({ ...file, metadata: { ...file.metadata, name, namespace } }));
            (found[tool] ??= {})[JSON.stringify(cell)] = await opened(namespace, name);
            if (found[tool][JSON.stringify(cell)])
              expect(await secret(namespace, name)).toEqual({ user: `by ${tool}` });
          }
        }
      expect(found.keywire).toEqual(found.kubeseal);
      expect(found.keywire).toEqual(
        Object.fromEntries(
          cells.map(cell => [JSON.stringify(cell), opens[cell.scope](cell.sameName, cell.sameNamespace)]),
        ),
      );
      expect(Object.keys(found.keywire ?? {})).toHaveLength(12);
    },
  );

  testSealed('is valid to kubeseal, which asks the controller', async () => {
    const env = { ...user };
    const validate = (input: string) =>
      runProgram(tools.kubeseal, ['--validate', `--controller-namespace=${system}`, `--controller-name=${service}`], {
        env,
        input,
      });
    const yaml = await sealedBy('keywire', 'strict');
    expect(await validate(yaml)).toMatchObject({ code: 0, stderr: '' });
    expect(await validate(yaml.replaceAll('keywire-strict', 'other'))).toMatchObject({ code: 1 });
  });

  testSealed('may replace what kubeseal made, in YAML and in JSON, and cdk8s takes both', async () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'aws', namespace: 'orders', labels: { team: 'orders' } },
      stringData: { AWS_ACCESS_KEY_ID: 'AKIAKUBESEALKUBESEAL', AWS_SECRET_ACCESS_KEY: 'kubeseal' },
    };
    for (const format of ['yaml', 'json']) {
      const file = join(folder(), `aws.${format}`);
      writeFileSync(file, (await controller.kubeseal([`--format=${format}`], JSON.stringify(object))).stdout);
      expect(synthesised(owner.folder, SealedInGit, { namespace: 'orders', file })).toContain('kind: SealedSecret');
      const fields = ['--field', 'accessKeyId=env:A', '--field', 'secretAccessKey=env:B'];
      const told = [...cert(), '--name', 'aws', '--class', 'aws', '--out', file, ...fields];
      const { stderr } = await sealOk(told, { env: { A: 'AKIAKEYWIREKEYWIREKE', B: `by keywire in ${format}` } });
      expect(stderr).toContain('sealed AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY');
      await apply(synthesised(owner.folder, SealedInGit, { namespace: 'orders', file }));
      expect(await opened('orders', 'aws')).toBe(true);
      expect(await secret('orders', 'aws')).toEqual({
        AWS_ACCESS_KEY_ID: 'AKIAKEYWIREKEYWIREKE',
        AWS_SECRET_ACCESS_KEY: `by keywire in ${format}`,
      });
      const live = (await cluster.getJson(['--namespace=orders', 'secret', 'aws'])) as { metadata: { labels: object } };
      expect(live.metadata.labels).toMatchObject({ team: 'orders' });
    }
  });

  testSealed('may be as large as a Secret can be, and a byte more is refused before anything is written', async () => {
    const [file, large, small] = ['large.yaml', 'a', 'b'].map(name => join(folder(), name)) as [string, string, string];
    writeFileSync(small, 'b'.repeat(100));
    const told = [...cert(), '--name', 'large', '--namespace', 'orders', '--out', file];
    const fields = ['--field', `a=file:${large}`, '--field', `b=file:${small}`];
    const most = 1024 * 1024 - 100;
    writeFileSync(large, 'a'.repeat(most));
    await sealOk([...told, ...fields]);
    await apply(readFileSync(file, 'utf8'));
    expect(await opened('orders', 'large')).toBe(true);
    expect((await secret('orders', 'large')).a).toHaveLength(most);
    const before = readFileSync(file);
    writeFileSync(large, 'a'.repeat(most + 1));
    const { code, stderr } = await seal([...told, ...fields]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('as a Secret can hold no more')]);
    expect(readFileSync(file)).toEqual(before);
    // It is the API server that says so, too.
    const data = { a: 'a'.repeat(most + 1), b: 'b'.repeat(100) };
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'larger', namespace: 'orders' },
      stringData: data,
    };
    expect(await cluster.applyYaml(JSON.stringify(object))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Too long') as string,
    });
  });
});

describe('where an unmanaged Secret stands in the way', () => {
  testSealed('the command that keywire prints hands it over, just as it is printed', async () => {
    const file = join(folder(), 'taken.yaml');
    await cluster.kubectlOk([
      '--namespace=orders',
      'create',
      'secret',
      'generic',
      'taken',
      '--from-literal=user=by-hand',
    ]);
    const told = [...context, '--name', 'taken', '--namespace', 'orders', '--field', 'user=stdin', '--out', file];
    const { stderr } = await sealOk(told, { input: 'sealed' });
    const [command = ''] = /^ {2}(kubectl .*)$/m.exec(stderr)?.slice(1) ?? [];
    await apply(readFileSync(file, 'utf8'));
    expect(await opened('orders', 'taken')).toBe(false);
    expect(await secret('orders', 'taken')).toEqual({ user: 'by-hand' });
    expect(await runProgram('sh', ['-c', command], { env: user, input: undefined })).toMatchObject({ code: 0 });
    // The controller looks again when a ciphertext changes.
    await sealOk([...told, '--no-digests'], { input: 'sealed' });
    await apply(readFileSync(file, 'utf8'));
    await eventually('the Secret is taken over', async () =>
      (await secret('orders', 'taken')).user === 'sealed' ? true : undefined,
    );
    expect((await sealOk(told, { input: 'sealed' })).stderr).not.toContain('warning');
  });
});

testSealed('the examples run as they are shown', async () => {
  const at = folder();
  mkdirSync(join(at, 'node_modules/.bin'), { recursive: true });
  const bin = join(at, 'node_modules/.bin/keywire');
  writeFileSync(bin, `#!/bin/sh\nexec ${keywire.command.join(' ')} "$@"\n`, { mode: 0o755 });
  mkdirSync(join(at, 'certs'));
  for (const name of ['controller.pem', 'certs/prod.pem'])
    writeFileSync(join(at, name), readFileSync(controller.certificateFile));
  const staging = selfSigned(at);
  writeFileSync(join(at, 'certs/staging.pem'), readFileSync(staging.file));
  const config = JSON.parse(readFileSync(cluster.adminKubeconfig, 'utf8')) as { contexts: { name: string }[] };
  const contexts = config.contexts.map(one => ({ ...one, name: 'prod' }));
  writeFileSync(join(at, 'kubeconfig'), JSON.stringify({ ...config, contexts }));
  const example = (name: string, answers: Readonly<Record<string, string>> = {}) => {
    const script = join(__dirname, '../../examples', `${name}.sh`);
    return typed(`cd '${at}' && . '${script}'`, answers, { ...user, KUBECONFIG: join(at, 'kubeconfig') });
  };
  const answers = { accessKeyId: 'AKIAEXAMPLEEXAMPLEEX', secretAccessKey: 'typed-by-hand' };
  await example('seal-keywire', answers);
  await apply(readFileSync(join(at, 'aws.yaml'), 'utf8'));
  expect(await opened('orders', 'aws')).toBe(true);
  expect((await secret('orders', 'aws')).AWS_SECRET_ACCESS_KEY).toBe('typed-by-hand');
  await example('seal-clusters', answers);
  expect(staging.open(join(at, 'clusters/staging/aws.yaml'), 'AWS_SECRET_ACCESS_KEY')).toBe('typed-by-hand');
  expect(await example('seal-rotate')).toContain('clusters/prod/aws.yaml: is under the newest key already');
});

describe('when the controller has a new key', () => {
  testSealed('files are listed, encrypted anew, and open when the old key is gone', async () => {
    const at = folder();
    const [mine, theirs, left] = ['mine.yaml', 'theirs.json', 'left.yaml'].map(name => join(at, name)) as [
      string,
      string,
      string,
    ];
    const made = (name: string, file: string) =>
      sealOk([...context, '--name', name, '--namespace', 'orders', '--field', 'user=stdin', '--out', file], {
        input: name,
      });
    await made('mine', mine);
    await made('left', left);
    const edited = parse(readFileSync(mine, 'utf8')) as { spec: { template: { metadata: object } } };
    Object.assign(edited.spec.template.metadata, { labels: { team: 'orders' } });
    Object.assign(edited.spec.template, { data: { 'user.conf': 'user={{ .user }}' } });
    writeFileSync(mine, stringify(edited));
    chmodSync(mine, 0o640);
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'theirs', namespace: 'orders' },
      stringData: { user: 'theirs' },
    };
    writeFileSync(theirs, (await controller.kubeseal(['--format=json'], JSON.stringify(object))).stdout);

    const check = (...files: readonly string[]) => seal(['--check', '--verify', ...context, ...files]);
    expect(await check(mine, left)).toMatchObject({ code: 0, stdout: '' });
    expect(await check(at)).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^\S+theirs\.json: does not say/) as string,
    });
    const keys = () =>
      cluster.getJson([
        `--namespace=${system}`,
        'secret',
        '--selector=sealedsecrets.bitnami.com/sealed-secrets-key=active',
      ]);
    const [oldKey] = ((await keys()) as { items: { metadata: { name: string } }[] }).items;
    await controller.renewKey();
    const listed = await check(at);
    expect(listed).toMatchObject({ code: 3, stderr: '3 files looked at, 3 to be done\n' });
    expect(
      listed.stdout.match(
        /is sealed under sha256:\w+, and the newest of service kube-system\/\S+ of context admin is/g,
      ),
    ).toHaveLength(2);

    const proxy = await kubectlProxy();
    await sealOk([
      '--rotate',
      '--controller',
      `${proxy}/api/v1/namespaces/${system}/services/http:${service}:8080/proxy`,
      mine,
    ]);
    await sealOk(['--rotate', ...context, theirs]);
    expect(await check(mine, theirs)).toMatchObject({ code: 0 });
    expect(statSync(mine).mode & 0o777).toBe(0o640);
    expect(parse(readFileSync(mine, 'utf8'))).toMatchObject({
      spec: { template: { metadata: { labels: { team: 'orders' } }, data: { 'user.conf': 'user={{ .user }}' } } },
    });

    await cluster.kubectlOk([`--namespace=${system}`, 'delete', 'secret', oldKey?.metadata.name ?? '']);
    await controller.restart();
    for (const file of [mine, theirs, left]) await apply(readFileSync(file, 'utf8'));
    expect(await opened('orders', 'mine')).toBe(true);
    expect(await secret('orders', 'mine')).toEqual({ user: 'mine', 'user.conf': 'user=mine' });
    expect(await opened('orders', 'theirs')).toBe(true);
    expect(await opened('orders', 'left')).toBe(false);
    expect(await check(left)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("can't be opened by") as string,
    });
    expect(await seal(['--rotate', ...context, left])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${left}: can't be opened by`) as string,
    });
  });

  async function kubectlProxy(): Promise<string> {
    const env = { KUBECONFIG: cluster.adminKubeconfig };
    const proxy = owner.start({ name: 'kubectl-proxy', command: tools.kubectl, args: ['proxy', '--port=0'], env });
    const port = () => Promise.resolve(/127\.0\.0\.1:(\d+)/.exec(proxy.logTail())?.[1]);
    return `http://127.0.0.1:${await eventually('kubectl proxy serves', port, { programs: [proxy] })}`;
  }
});

describe('a certificate that is wrong', () => {
  const openssl = (...args: readonly string[]): string => {
    const file = join(folder(), 'wrong.pem');
    runCommand('openssl', [
      'req',
      '-x509',
      '-nodes',
      '-subj',
      '/CN=x',
      '-keyout',
      `${file}.key`,
      '-out',
      file,
      ...args,
    ]);
    return file;
  };
  const expired = (): string => {
    const file = join(folder(), 'wrong.pem');
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, certificateOf(keys, { to: new Date('2024-05-01T00:00:00Z') }));
    expect(runCommand('openssl', ['x509', '-noout', '-enddate', '-in', file])).toBe(
      'notAfter=May  1 00:00:00 2024 GMT',
    );
    return file;
  };
  test.each([
    ['has expired', expired, /: has expired on 2024-05-01T00:00:00.000Z; fetch the controller's/],
    [
      'is of elliptic curves',
      () => openssl('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'),
      /: must have an RSA key, .*fetch the controller's/,
    ],
    ['is short', () => openssl('-newkey', 'rsa:1024'), /: must have an RSA key of 2048 .*this one has 1024; fetch/],
  ])('is refused in one line where it %s', async (_, made, problem) => {
    const file = made();
    const told = ['--cert', file, '--name', 'db', '--namespace', 'orders', '--field', 'user=stdin'];
    const { code, stdout, stderr } = await seal(told, { input: 'hunter2' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(problem);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(`^keywire: ${file}: `)]);
  });
});

describe('while it runs', () => {
  const canaries = { file: newCanary('/+&'), stdin: newCanary(), env: newCanary(), prompt: newCanary() };
  const told = ['--name', 'watched', '--namespace', 'orders'];
  const files = (at: string) =>
    readdirSync(at, { recursive: true, encoding: 'utf8' })
      .map(name => join(at, name))
      .filter(file => statSync(file).isFile());

  test('no value is in the arguments of a process, the environment of a child, or a file', async () => {
    const at = folder();
    const own = selfSigned(at);
    const value = join(at, 'value');
    writeFileSync(value, canaries.file);
    const fields = ['--field', `a=file:${value}`, '--field', 'b=stdin', '--field', 'c=env:CANARY'];
    const seen = await watchProcesses(
      canaries,
      started =>
        sealOk([...told, ...fields, '--cert', own.file, ...context, '--out', join(at, 'watched.yaml')], {
          input: canaries.stdin,
          env: { CANARY: canaries.env, TMPDIR: at },
          started,
        }),
      { mayHold: true },
    );
    expect(seen.leaks).toEqual([]);
    expect(seen.looks).toBeGreaterThan(5);
    expect([...seen.children]).toContainEqual(expect.stringMatching(/\bkubectl --context=admin get secret watched /));
    const leaks = files(at).filter(
      file => file !== value && leaksIn(readFileSync(file, 'latin1'), canaries).length > 0,
    );
    expect(leaks).toEqual([]);
  });

  test('no value that is typed at a prompt is shown, or in any process', async () => {
    const at = folder();
    const own = selfSigned(at);
    const out = join(at, 'prompted.yaml');
    let shown = '';
    const seen = await watchProcesses(canaries, async () => {
      const args = [...keywire.command, 'seal', ...told, '--cert', own.file, '--out', out, '--field', 'password'];
      shown = await typed(args.map(arg => `'${arg}'`).join(' '), { password: canaries.prompt });
    });
    expect(seen.leaks).toEqual([]);
    expect(leaksIn(shown, canaries)).toEqual([]);
    expect(own.open(out, 'password')).toBe(canaries.prompt);
    expect(files(at).filter(file => leaksIn(readFileSync(file, 'latin1'), canaries).length > 0)).toEqual([]);
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at a prompt ends with 130, and writes nothing', async (_, pressed) => {
    const at = folder();
    const out = join(at, 'cancelled.yaml');
    const args = [
      ...keywire.command,
      'seal',
      ...told,
      '--cert',
      selfSigned(at).file,
      '--out',
      out,
      '--field',
      'password',
    ];
    const command = args.map(arg => `'${arg}'`).join(' ');
    expect(await typed(`${command}; echo "ended with $?"`, { password: pressed })).toContain('ended with 130');
    expect(existsSync(out)).toBe(false);
  });
});

describe('a seal that is killed', () => {
  const moments = 200;
  /** Both are large, so that writing takes its time. */
  const values = { old: 'o'.repeat(1_000_000), new: 'n'.repeat(1_000_000) };

  test(`at any of ${moments} moments leaves the old or the new file, whole, with its mode`, async () => {
    const found = { old: 0, new: 0 };
    let interrupted = 0;
    const worker = async (): Promise<void> => {
      const at = folder();
      const own = selfSigned(at);
      const file = join(at, 'killed.yaml');
      const sources = Object.entries(values).map(([name, value]) => {
        writeFileSync(join(at, name), value);
        return join(at, name);
      });
      const told = (source: string): string[] => [
        ...['seal', '--cert', own.file, '--name', 'killed', '--namespace', 'orders', '--out', file],
        ...['--field', `a=file:${source}`],
      ];
      await sealOk(told(sources[0] ?? '').slice(1));
      chmodSync(file, 0o640);
      for (let moment = 0; moment < moments / 2; moment++) {
        await killed(sources.map(told), moment % 2 === 0 ? undefined : at);
        interrupted += readdirSync(at).some(name => name.startsWith('.killed')) ? 1 : 0;
        const value = own.open(file, 'a');
        expect(statSync(file).mode & 0o777).toBe(0o640);
        expect([values.old, values.new]).toContain(value);
        found[value === values.old ? 'old' : 'new']++;
      }
      await sealOk(told(sources[0] ?? '').slice(1));
      await sealOk(told(sources[1] ?? '').slice(1));
      expect(readdirSync(at).filter(name => name.startsWith('.'))).toEqual([]);
    };
    await Promise.all([worker(), worker()]);
    // Else nothing would have been shown.
    expect(Math.min(found.old, found.new)).toBeGreaterThan(moments / 10);
    expect(interrupted).toBeGreaterThan(moments / 10);
    expect(found.old + found.new).toBe(moments);
  }, 300_000);

  /** Seals in turns, as the command does, until it is killed: at any moment, or while a file waits in the folder. */
  async function killed(turns: readonly (readonly string[])[], at: string | undefined): Promise<void> {
    const program = `
      const { run } = require(${JSON.stringify(keywire.path('cli/run.js'))});
      const { processIo } = require(${JSON.stringify(keywire.path('cli/process-io.js'))});
      const io = { ...processIo(), err: () => undefined };
      (async () => {
        process.stdout.write('begun');
        for (let turn = 1; ; turn++) await run(${JSON.stringify(turns)}[turn % 2], io);
      })();`;
    const child = spawn(process.execPath, ['--eval', program], { env: user, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise(resolve => child.once('exit', resolve));
    await new Promise(resolve => child.stdout.once('data', resolve));
    await setTimeout(20 + Math.random() * 100);
    const waiting = `.killed.yaml.keywire-${child.pid ?? 0}`;
    while (at !== undefined && !existsSync(join(at, waiting))) await setImmediate();
    child.kill('SIGKILL');
    await ended;
  }
});

/** Runs a command on a terminal of its own, and answers each question when it is asked. */
function typed(command: string, answers: Readonly<Record<string, string>>, env = user): Promise<string> {
  return new Promise((resolve, reject) => {
    // A terminal that nobody looks at has no width, and each letter a line of its own.
    const sized = `stty cols 200 rows 50; ${command}`;
    const args = ['--quiet', '--return', '--flush', '--command', sized, '/dev/null'];
    const terminal = spawn('script', args, { env });
    const left = Object.entries(answers);
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const [question, answer] = left[0] ?? [];
      if (question === undefined || answer === undefined || !shown.includes(question)) return;
      left.shift();
      // What is pressed with Ctrl takes no Enter.
      terminal.stdin.write(answer < ' ' ? answer : `${answer}\r`);
    });
    terminal.on('error', reject);
    terminal.on('close', code => {
      if (code === 0 && left.length === 0) resolve(shown);
      else reject(new Error(`the command on the terminal ended with ${code ?? 'a signal'}: ${shown}`));
    });
  });
}

/** A certificate whose key is at hand, and what opens a file that is sealed with it. */
function selfSigned(at: string): { readonly file: string; open(sealed: string, key: string): string } {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = join(at, 'own.pem');
  if (!existsSync(file)) writeFileSync(file, certificateOf(keys));
  return { file, open: (sealed, key) => openedWith(keys.privateKey, sealed, key) };
}

/** https://github.com/bitnami-labs/sealed-secrets/blob/main/docs/developer/crypto.md */
function openedWith(key: KeyObject, file: string, name: string): string {
  const sealed = readSealedFile(file);
  const bytes = Buffer.from(sealed.encryptedData[name] ?? '', 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const oaepLabel = Buffer.from(`${sealed.namespace ?? ''}/${sealed.name}`);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const sessionKey = privateDecrypt({ key, padding, oaepHash: 'sha256', oaepLabel }, bytes.subarray(2, end));
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(end, -16)), decipher.final()]).toString();
}
