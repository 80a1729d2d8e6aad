import { execFileSync } from 'node:child_process';
import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { App, MountedCredential, generic } from 'keywire/cdk8s';
import { Mounted } from '../../examples/mounted';
import type { Cluster } from './harness/cluster';
import { startCluster } from './harness/cluster';
import { installCrds } from './harness/crds';
import { eventually } from './harness/eventually';
import { startKnativeWebhook, type KnativeWebhook } from './harness/knative-webhook';
import type { Supervisor } from './harness/supervisor';
import { supervisor } from './harness/supervisor';
import { builtTools } from './harness/tools';
import { synthesised } from './synthesised';

const namespace = 'mounted';
const feature = 'kubernetes.podspec-volumes-csi';
const identity = { roleArn: 'arn:aws:iam::123456789012:role/orders' };

let owner: Supervisor;
let cluster: Cluster;
let webhook: KnativeWebhook;

beforeAll(async () => {
  owner = supervisor();
  cluster = await startCluster(owner, builtTools(), []);
  await installCrds(cluster);
  await cluster.kubectlOk(['create', 'namespace', namespace]);
  webhook = await startKnativeWebhook(owner, builtTools(), cluster);
}, 120_000);

afterAll(() => owner.stop());

const apply = (yaml: string) => cluster.applyYaml(yaml, { dryRun: true });

/** Applies, as soon as Knative says that of it. */
const saidOf = (yaml: string, what: RegExp) =>
  eventually(`Knative says ${what.source}`, async () => {
    const { code, stdout, stderr } = await apply(yaml);
    return what.test(`${stdout}${stderr}`) ? { code, stdout } : undefined;
  });

describe('a service with a mounted credential', () => {
  const served = 'service.serving.knative.dev/worker serverside-applied';
  const yaml = () => synthesised(owner.folder, Mounted, { namespace });

  test('is refused by the webhook of a Knative that is as it was installed', async () => {
    const { code, stdout } = await saidOf(
      yaml(),
      /must not set the field\(s\): spec\.template\.spec\.volumes\[0\]\.csi/,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.not.stringContaining(served) as unknown });
    // A SecretProviderClass is none of its business, and its CRD takes it.
    expect(stdout).toContain('secretproviderclass.secrets-store.csi.x-k8s.io/database serverside-applied');
  });

  test('is refused by the webhook where the feature is but allowed', async () => {
    await webhook.setFeature(feature, 'allowed');
    // Not a word of the field any more, and yet no.
    const { code } = await saidOf(
      yaml(),
      /denied the request: validation failed: CSI volume support is disabled[^\n]*\n$/,
    );
    expect(code).toBe(1);
  });

  test('is taken by the webhook where the feature is enabled', async () => {
    await webhook.setFeature(feature, 'enabled');
    const { code, stdout } = await saidOf(yaml(), new RegExp(served));
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(3);
  });

  test('is mounted read-only, and would be if it said otherwise', async () => {
    const written = yaml().replace(/(mountPath: .*\n.*\n\s+readOnly: )true/, '$1false');
    expect(written).toContain('readOnly: false');
    for (const input of [yaml(), written]) {
      const output = '--output=jsonpath={.spec.template.spec.containers[0].volumeMounts[0].readOnly}';
      const create = ['create', '--dry-run=server', output, '--filename=-'];
      expect(await cluster.kubectlOk(create, { input })).toMatch(/true$/);
    }
  });
});

type Answer = {
  readonly error?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
type Request = { readonly class: unknown; readonly secrets: Readonly<Record<string, string>> };

/** What a node would have of each, by the code of the driver and the parsers of its AWS provider. */
function mounted(requests: readonly Request[]): readonly Answer[] {
  const input = requests.map(request => `${JSON.stringify(request)}\n`).join('');
  const output = execFileSync(builtTools().csiMount, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Answer);
}

/** The SecretProviderClasses of what keywire's App writes, as kubectl reads them. */
async function classesIn(declare: (chart: Chart) => void): Promise<readonly unknown[]> {
  const app = new App();
  declare(new Chart(app, 'mounted', { namespace }));
  const input = app.synthYaml();
  const read = await cluster.kubectlOk(['create', '--dry-run=client', '--output=json', '--filename=-'], { input });
  // One object after the other.
  const all = JSON.parse(`[${read.trim().replace(/^}\n{/gm, '},\n{')}]`) as readonly { readonly kind: string }[];
  return all.filter(({ kind }) => kind === 'SecretProviderClass');
}

const remote = { user: 'orders', password: 'for-a-test-only' };

test('a node has a file for each field, the whole secret beside them, and a Secret where it is synced', async () => {
  const [synced, each] = await classesIn(chart => {
    new MountedCredential(chart, 'one', {
      class: generic('username', 'password'),
      source: { region: 'eu-west-1', secret: 'prod/one', properties: { username: 'user' } },
      identity,
      sync: true,
    });
    new MountedCredential(chart, 'each', {
      class: generic('username', 'password'),
      source: {
        region: 'eu-west-1',
        secrets: { username: 'prod/user', password: { secret: 'prod/one', property: 'password' } },
      },
      identity,
    });
  });
  const secrets = { 'prod/one': JSON.stringify(remote), 'prod/user': 'orders' };
  const fields = { username: 'orders', password: 'for-a-test-only' };
  const files = { ...fields, 'whole-secret.json': JSON.stringify(remote) };
  expect(mounted([synced, each].map(one => ({ class: one, secrets })))).toEqual([
    { files, secrets: { one: fields } },
    { files, secrets: {} },
  ]);
});

const awkward = Array.from(
  '"\'\\`@&*?|.[]{}()!<>=:#%,- \t\n\r/~aZ09_\0\u007f\u0085\u00a0\u2028\ufeff\ufffe😀\u{1fffe}',
);
const property = fc
  .array(fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary', minLength: 1 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map(parts => parts.join(''))
  .filter(name => !/\p{Surrogate}/u.test(name));

test('a property is found whatever it is called, by way of YAML, YAML in that, and JMESPath', async () => {
  const names = fc.sample(
    property.filter(name => name !== 'password'),
    1000,
  );
  const classes = await classesIn(chart => {
    names.forEach((name, index) => {
      new MountedCredential(chart, `m${index}`, {
        class: generic('username', 'password'),
        source: { region: 'eu-west-1', secret: 'a', properties: { username: name } },
        identity: { existing: { serviceAccountName: 'orders' } },
      });
    });
  });
  const secretWith = (name: string, value: string) => JSON.stringify({ password: 'other', [name]: value });
  const answers = mounted(
    names.map((name, index) => ({ class: classes[index], secrets: { a: secretWith(name, `found ${index}`) } })),
  );
  const wrong = answers.flatMap(({ files, error }, index) =>
    error === undefined && files.username === `found ${index}` ? [] : [{ name: names[index], error }],
  );
  expect(wrong).toEqual([]);
  expect(answers).toHaveLength(1000);
});
