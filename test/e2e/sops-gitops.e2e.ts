import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, TriggerMeshService, sops, type SopsOptions } from 'keywire/cdk8s';
import { parse } from 'yaml';
import { leaksIn, newCanary } from '../canary';
import { containerEnvironment } from './harness/container-environment';
import { startCluster, type Cluster } from './harness/cluster';
import { installCrds } from './harness/crds';
import { runCommand } from './harness/run-command';
import { supervisor, type Supervisor } from './harness/supervisor';
import { builtTools, type Tools } from './harness/tools';
import { builtKeywire, runIn } from './keywire-command';
import { containerOf, type Workload } from './state';
import { synthesised } from './synthesised';

const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: newCanary('+/').slice(0, 40) };
const environment = { AWS_ACCESS_KEY_ID: values.accessKeyId, AWS_SECRET_ACCESS_KEY: values.secretAccessKey };

let tools: Tools;
let owner: Supervisor;
let cluster: Cluster;
/** Where a GitOps repository would be. */
let repository: string;
let keyFile: string;

beforeAll(async () => {
  tools = builtTools();
  owner = supervisor();
  cluster = await startCluster(owner, tools, []);
  await installCrds(cluster);
  for (const namespace of ['orders', 'by-ksops']) await cluster.kubectlOk(['create', 'namespace', namespace]);
  repository = mkdtempSync(join(owner.folder, 'repository-'));
  keyFile = join(owner.folder, 'keys.txt');
  runCommand(tools.ageKeygen, ['-o', keyFile]);
  await keywire(['create', '--namespace', 'orders', '--out', 'flux/aws.enc.yaml', ...aws()]);
  await keywire(['create', '--namespace', 'by-ksops', '--out', 'ksops/aws.enc.yaml', ...aws()]);
}, 180_000);

afterAll(() => owner.stop());

const aws = (): readonly string[] => {
  const recipient = runCommand(tools.ageKeygen, ['-y', keyFile]);
  return ['--name', 'aws', '--class', 'aws', '--json', '-', '--recipient', recipient];
};

let cli: readonly string[] | undefined;

async function keywire(args: readonly string[]): Promise<void> {
  cli ??= builtKeywire(join(owner.folder, 'package'));
  const options = { cwd: repository, input: JSON.stringify(values) };
  const { code, stderr } = await runIn(process.execPath, [...cli, 'sops', ...args], options);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

const env = () => ({ SOPS_AGE_KEY_FILE: keyFile, PATH: [dirname(tools.ksops), process.env.PATH].join(delimiter) });

/** What `sops decrypt` makes of a text, which it checks more strictly than Flux does. */
async function decrypted(text: string, format: 'yaml' | 'json'): Promise<string> {
  const file = join(owner.folder, `decrypt.${format}`);
  writeFileSync(file, text);
  const { code, stdout, stderr } = await runIn(tools.sops, ['decrypt', file], { cwd: owner.folder, env: env() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

class Worker extends Chart {
  constructor(scope: Construct, id: string, { decryptedBy, file, ...props }: ChartProps & SopsOptions) {
    super(scope, id, props);
    const credential = new AwsCredentialSecret(this, 'aws', {
      backend: sops({ file, decryptedBy }),
      labels: { team: 'orders' },
      annotations: { 'example.com/note': 'a' },
    });
    new TriggerMeshService(this, 'worker', { image: 'registry.example.com/worker:1.4.2', env: credential.env() });
  }
}

const workerIn = async (namespace: string) =>
  containerOf(
    (await cluster.getJson([`--namespace=${namespace}`, 'services.serving.knative.dev', 'worker'])) as Workload,
  );

async function apply(yaml: string): Promise<void> {
  const { code, stderr } = await cluster.applyYaml(yaml);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

describe('the encrypted Secret in the stream, for Flux', () => {
  let documents: readonly string[];

  beforeAll(() => {
    const file = join(repository, 'flux/aws.enc.yaml');
    const yaml = synthesised(owner.folder, Worker, { namespace: 'orders', file, decryptedBy: 'flux' });
    expect(leaksIn(yaml, values)).toEqual([]);
    documents = yaml.split(/^---$/m);
  });
  const isSecret = (document: string) => /^kind: Secret$/m.test(document);
  const secret = (): string => documents.find(isSecret) ?? '';

  test('has the ciphertexts and the keys of the file', () => {
    const inFile = parse(readFileSync(join(repository, 'flux/aws.enc.yaml'), 'utf8')) as object;
    expect(parse(secret())).toEqual({
      ...inFile,
      metadata: {
        name: 'aws',
        namespace: 'orders',
        labels: { team: 'orders' },
        annotations: { 'example.com/note': 'a' },
      },
    });
  });

  test('is decrypted by sops as YAML and as JSON, its MAC checked, with its keys as kubectl and Flux have them', async () => {
    const yaml = await decrypted(secret(), 'yaml');
    // Flux decrypts the JSON that Go makes of the object: its keys are sorted.
    const sorted = await cluster.kubectlOk(
      ['create', '--dry-run=client', '--output=json', '--validate=false', '--filename=-'],
      {
        input: secret(),
      },
    );
    expect(JSON.parse(sorted)).toHaveProperty('sops.mac');
    const json = await decrypted(sorted, 'json');
    expect(parse(yaml)).toEqual(JSON.parse(json));
    const { data } = JSON.parse(json) as { data: Readonly<Record<string, string>> };
    expect(data.AWS_SECRET_ACCESS_KEY).toBe(Buffer.from(values.secretAccessKey).toString('base64'));
  });

  test('gives the service its variables, once it is decrypted and applied', async () => {
    await apply([...documents.filter(each => !isSecret(each)), await decrypted(secret(), 'yaml')].join('\n---\n'));
    expect(await containerEnvironment(cluster, 'orders', await workerIn('orders'))).toEqual(environment);
    const applied = (await cluster.getJson(['--namespace=orders', 'secret', 'aws'])) as {
      metadata: { labels: object };
    };
    expect(applied.metadata.labels).toEqual({ team: 'orders' });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['strict', ['--server-side', '--validate=strict'], /\.sops: field not declared in schema/],
    ['lax', ['--validate=false'], /illegal base64 data/],
  ])('is refused by an API server to which it comes as it is, be that ever so %s', async (_, flags, message) => {
    const apply = ['apply', '--dry-run=server', '--filename=-', ...flags];
    const { code, stderr } = await cluster.kubectl(apply, { input: secret() });
    expect([code === 0, stderr]).toEqual([false, expect.stringMatching(message)]);
  });

  test('needs a Secret with the key, which the printed command makes', async () => {
    await cluster.kubectlOk(['create', 'namespace', 'flux-system']);
    const args = [...(cli ?? []), 'sops', 'flux', '--identity', keyFile];
    const { stdout } = await runIn(process.execPath, args, { cwd: repository });
    const command = stdout.split('\n').find(line => line.startsWith('kubectl ')) ?? '';
    const inShell = { KUBECONFIG: cluster.adminKubeconfig, PATH: [dirname(tools.kubectl), process.env.PATH].join(':') };
    expect(await runIn('sh', ['-c', command], { cwd: repository, env: inShell })).toMatchObject({ code: 0 });
    const made = (await cluster.getJson(['--namespace=flux-system', 'secret', 'sops-age'])) as { data: object };
    expect(made.data).toEqual({ 'age.agekey': readFileSync(keyFile).toString('base64') });
  });
});

describe('a folder with a generator, for KSOPS', () => {
  const flags = ['--enable-alpha-plugins', '--enable-exec'];
  const build = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    runIn(tools.kustomize, ['build', ...args, 'ksops'], { cwd: repository, env: { ...env(), ...more } });

  beforeAll(async () => {
    const file = join(repository, 'ksops/aws.enc.yaml');
    const yaml = synthesised(owner.folder, Worker, { namespace: 'by-ksops', file, decryptedBy: 'ksops' });
    expect(yaml).not.toMatch(/^kind: Secret$/m);
    expect(leaksIn(yaml, values)).toEqual([]);
    mkdirSync(join(repository, 'ksops'), { recursive: true });
    writeFileSync(join(repository, 'ksops/worker.yaml'), yaml);
    writeFileSync(join(repository, 'ksops/kustomization.yaml'), '# the orders team\nresources:\n  - worker.yaml\n');
    await keywire(['ksops', 'ksops']);
  });

  test('is built by kustomize into what the service refers to, and applied', async () => {
    const { code, stdout, stderr } = await build(flags);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await apply(stdout);
    expect(await containerEnvironment(cluster, 'by-ksops', await workerIn('by-ksops'))).toEqual(environment);
    expect(readFileSync(join(repository, 'ksops/kustomization.yaml'), 'utf8')).toMatch(/^# the orders team\n/);
  });

  // The mistake is silent, not loud: the service would come without its Secret.
  test('is built without any Secret, and without a word, where --enable-exec is missing (95)', async () => {
    const { code, stdout } = await build(['--enable-alpha-plugins']);
    expect([code, /^kind: Service$/m.test(stdout), /^kind: Secret$/m.test(stdout)]).toEqual([0, true, false]);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['neither flag', [], {}],
    ['--enable-alpha-plugins missing', ['--enable-exec'], {}],
    ['ksops not in PATH', flags, { PATH: '/usr/bin' }],
    ['another key', flags, { SOPS_AGE_KEY_FILE: '/nonexistent' }],
  ])('is not built with %s', async (_, args, more) => {
    const { code, stdout } = await build(args, more);
    expect([code === 0, stdout]).toEqual([false, '']);
  });

  test('merges into a Secret that is there where the file says so', async () => {
    await keywire([
      'create',
      '--namespace',
      'by-ksops',
      '--out',
      'merge/aws.enc.yaml',
      '--ksops-behavior',
      'merge',
      ...aws(),
    ]);
    await keywire(['ksops', 'merge']);
    const path = join(repository, 'merge/kustomization.yaml');
    const base =
      'secretGenerator:\n  - name: aws\n    namespace: by-ksops\n    literals: [other=1]\n    options: { disableNameSuffixHash: true }\n';
    mkdirSync(join(repository, 'base'));
    writeFileSync(join(repository, 'base/kustomization.yaml'), base);
    writeFileSync(path, `${readFileSync(path, 'utf8')}resources: [../base]\n`);
    const { stdout, stderr } = await runIn(tools.kustomize, ['build', ...flags, 'merge'], {
      cwd: repository,
      env: env(),
    });
    expect(stderr).toBe('');
    expect(Object.keys((parse(stdout) as { data: object }).data)).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'other',
    ]);
  });
});
