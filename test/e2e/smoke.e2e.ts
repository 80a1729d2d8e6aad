import { eventually } from './harness/eventually';
import type { Run } from './harness/run';
import { startRun } from './harness/run';
import { actAsKnativeServing } from './harness/knative-serving-stand-in';
import { sealedSecretsSkipReason } from './harness/sealed-secrets';

let run: Run;

beforeAll(async () => {
  run = await startRun({ users: [{ name: 'alice', groups: ['developers'] }] });
});

afterAll(async () => {
  await run.stop();
});

test('a value in Secrets Manager becomes a Secret, by static keys', async () => {
  await run.aws.createSecret('prod/aws', {
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'from-secrets-manager',
  });
  await apply(`
apiVersion: v1
kind: Secret
metadata: { name: sm-auth, namespace: demo }
stringData: { id: an-id, key: a-key }
---
${secretStore('static', '{ secretRef: { accessKeyIDSecretRef: { name: sm-auth, key: id }, secretAccessKeySecretRef: { name: sm-auth, key: key } } }')}
---
${externalSecret('aws', 'static')}
`);
  expect((await secretData('aws')).AWS_SECRET_ACCESS_KEY).toBe('from-secrets-manager');
});

test('a value in Secrets Manager becomes a Secret, by the ARN of a role', async () => {
  await apply(`
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: demo
  annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/reader" }
---
${secretStore('role', '{ jwt: { serviceAccountRef: { name: reader } } }')}
---
${externalSecret('aws-by-role', 'role')}
`);
  expect((await secretData('aws-by-role')).AWS_SECRET_ACCESS_KEY).toBe('from-secrets-manager');
});

test('a message in a queue reaches a Knative Service', async () => {
  const queue = await run.aws.createQueue('orders');
  await run.aws.sendMessage(queue.url, '{"order":1}');
  await apply(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: receiver, namespace: demo }
spec: { template: { spec: { containers: [{ image: receiver }] } } }
---
apiVersion: sources.triggermesh.io/v1alpha1
kind: AWSSQSSource
metadata: { name: orders, namespace: demo }
spec:
  arn: ${queue.arn}
  endpoint: { url: "${run.aws.endpoint}" }
  auth:
    credentials:
      accessKeyID: { valueFromSecret: { name: aws, key: AWS_ACCESS_KEY_ID } }
      secretAccessKey: { valueFromSecret: { name: aws, key: AWS_SECRET_ACCESS_KEY } }
  sink: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: receiver } }
`);
  await actAsKnativeServing(run.cluster, { namespace: 'demo', name: 'receiver', url: run.sink.url });
  const name = await eventually('TriggerMesh deploys the adapter', deploymentToTheSink, {
    programs: [run.triggerMesh],
  });
  const adapter = await run.runDeployment({ namespace: 'demo', name, command: run.tools.awssqssource });
  const event = await run.sink.waitForEvent({ programs: [adapter] });
  expect(event.attributes.type).toBe('com.amazon.sqs.message');
  expect(event.body).toContain('"order":1');
  await adapter.kill();
});

const skipReason = sealedSecretsSkipReason();
(skipReason === undefined ? test : test.skip)('a sealed value becomes a Secret', async () => {
  const plain =
    'apiVersion: v1\nkind: Secret\nmetadata: { name: sealed, namespace: demo }\nstringData: { A: sealed-value }';
  const sealed = await run.sealedSecrets?.kubeseal(['--format=yaml'], plain);
  expect(sealed?.stdout).not.toContain('sealed-value');
  await apply(sealed?.stdout ?? '');
  expect((await secretData('sealed')).A).toBe('sealed-value');
});

test('etcd holds no value in the clear', async () => {
  const secrets = await run.cluster.etcd.readAll('/registry/secrets/demo/');
  expect([...secrets.keys()]).toContain('/registry/secrets/demo/aws');
  for (const bytes of secrets.values()) expect(bytes.toString('latin1')).toMatch(/^k8s:enc:secretbox:v1:k1:/);
});

test('a user without a role may not read a Secret', async () => {
  const kubeconfig = run.cluster.kubeconfigOf('alice');
  const { code, stderr } = await run.cluster.kubectl(['-n', 'demo', 'get', 'secret', 'aws'], { kubeconfig });
  expect(code).toBe(1);
  expect(stderr).toContain('secrets "aws" is forbidden: User "alice"');
});

test('a field that a kind does not have is refused', async () => {
  const { code, stderr } = await run.cluster.applyYaml(`${externalSecret('typo', 'static')}\n  refreshIntervall: 1h`, {
    dryRun: true,
  });
  expect(code).toBe(1);
  expect(stderr).toContain('refreshIntervall');
});

async function apply(yaml: string): Promise<void> {
  const { code, stderr } = await run.cluster.applyYaml(yaml);
  if (code !== 0) throw new Error(stderr);
}

async function secretData(name: string): Promise<Record<string, string>> {
  const probe = async () =>
    (await run.cluster.getJson(['-n', 'demo', 'secret', name])) as { data: Record<string, string> };
  const { data } = await eventually(`Secret ${name} appears`, probe, { programs: [run.externalSecrets] });
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** The adapter's Deployment, once it names the address that the `ref` resolves to. */
async function deploymentToTheSink(): Promise<string | undefined> {
  const { items } = (await run.cluster.getJson(['-n', 'demo', 'deployment'])) as {
    items: { metadata: { name: string } }[];
  };
  const found = items.find(item => JSON.stringify(item).includes(run.sink.url));
  return found?.metadata.name;
}

function secretStore(name: string, auth: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: ${name}, namespace: demo }
spec: { provider: { aws: { service: SecretsManager, region: eu-west-1, auth: ${auth} } } }`;
}

function externalSecret(name: string, store: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name}, namespace: demo }
spec:
  refreshInterval: 1h
  secretStoreRef: { name: ${store}, kind: SecretStore }
  target: { name: ${name} }
  dataFrom: [{ extract: { key: prod/aws } }]`;
}
