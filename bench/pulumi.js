/**
 * Units (1,000, or as many as told) of credential, service and source, as Pulumi components, against the same
 * resources declared by hand. Without an engine: `pulumi.runtime.setMocks`.
 */
const { deepStrictEqual } = require('node:assert');
const { CustomResource } = require('@pulumi/kubernetes/apiextensions/customResource');
const { Secret } = require('@pulumi/kubernetes/core/v1/secret');
const pulumi = require('@pulumi/pulumi');
const keywire = require('keywire/pulumi');
const { compareLater } = require('./ratio');

const units = Number(process.argv[2] ?? 1000);
const namespace = 'units';
const arn = unit => `arn:aws:sqs:eu-west-1:123456789012:queue-${unit}`;
const image = 'registry.example.com/worker:1.4.2';
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

let registered;

/** Declares all units, and waits until all of them are registered. */
async function up(declare) {
  registered = new Map();
  const newResource = ({ name, inputs, custom }) => {
    if (custom) registered.set(name, inputs);
    return { id: custom ? name : undefined, state: inputs };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs });
  for (let unit = 0; unit < units; unit++) declare(unit);
  await pulumi.runtime.waitForRPCs();
}

const store = keywire.existingStore({ kind: 'ClusterSecretStore', name: 'platform' });

function withKeywire(unit) {
  const aws = new keywire.AwsCredentialSecret(`aws-${unit}`, {
    namespace,
    backend: keywire.awsSecretsManager({ store, secret: `prod/${unit}` }),
  });
  const worker = new keywire.TriggerMeshService(`worker-${unit}`, { namespace, image, env: aws.env() });
  new keywire.EventSource(`source-${unit}`, {
    namespace,
    kind: 'AWSSQSSource',
    spec: { arn: arn(unit) },
    credentials: aws,
    sink: worker,
  });
}

/** With a native Secret, whose value is known later and checked then. */
function withKeywireAndSecret(unit) {
  withKeywire(unit);
  new keywire.CredentialSecret(`database-${unit}`, {
    namespace,
    class: keywire.generic('password'),
    backend: keywire.nativeSecret({ password: pulumi.secret(`password-${unit}`) }),
  });
}

/** The same three resources, with the same order between them, and with parents if there are any. */
function byHand(unit, [ofAws, ofWorker, ofSource] = []) {
  const secret = `aws-${unit}`;
  const worker = `worker-${unit}`;
  const fromSecret = key => ({ valueFromSecret: { name: secret, key } });
  const remoteRef = property => ({
    key: `prod/${unit}`,
    property,
    conversionStrategy: 'Default',
    decodingStrategy: 'None',
    metadataPolicy: 'None',
  });
  const externalSecret = new CustomResource(
    `${secret}-external-secret`,
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: secret, namespace },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: 'ClusterSecretStore', name: store.storeName },
        target: {
          name: secret,
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          template: { type: 'Opaque', engineVersion: 'v2', mergePolicy: 'Replace' },
        },
        data: keys.map(key => ({ secretKey: key, remoteRef: remoteRef(key) })),
      },
    },
    { parent: ofAws },
  );
  const env = keys.map(key => ({ name: key, valueFrom: { secretKeyRef: { name: secret, key } } }));
  const service = new CustomResource(
    `${worker}-service`,
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: worker, namespace },
      spec: { template: { spec: { automountServiceAccountToken: false, containers: [{ image, env }] } } },
    },
    { parent: ofWorker, dependsOn: [externalSecret] },
  );
  new CustomResource(
    `source-${unit}-source`,
    {
      apiVersion: 'sources.triggermesh.io/v1alpha1',
      kind: 'AWSSQSSource',
      metadata: { name: `source-${unit}`, namespace },
      spec: {
        arn: arn(unit),
        auth: { credentials: { accessKeyID: fromSecret(keys[0]), secretAccessKey: fromSecret(keys[1]) } },
        sink: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: worker, namespace } },
      },
    },
    { parent: ofSource, dependsOn: [externalSecret, service] },
  );
}

function byHandWithSecret(unit, [ofAws, ofWorker, ofSource, ofDatabase] = []) {
  byHand(unit, [ofAws, ofWorker, ofSource]);
  const password = pulumi.secret(`password-${unit}`).apply(text => Buffer.from(text).toString('base64'));
  new Secret(
    `database-${unit}-secret`,
    { metadata: { name: `database-${unit}`, namespace }, type: 'Opaque', data: { password } },
    { parent: ofDatabase },
  );
}

/** The same, as children of as many components: what Pulumi itself takes for them. */
const inComponents = (declare, names) => unit => {
  const component = name => {
    const parent = new pulumi.ComponentResource('bench:index:Component', `${name}-${unit}`);
    parent.registerOutputs({});
    return parent;
  };
  declare(unit, names.map(component));
};

async function main() {
  await up(withKeywireAndSecret);
  const ours = registered;
  await up(byHandWithSecret);
  deepStrictEqual(new Map([...ours].sort()), new Map([...registered].sort()));

  const against = (name, ours, peer, { stackTraceLimit, rounds, goal }) => {
    Error.stackTraceLimit = stackTraceLimit;
    const title = `${units} units, Error.stackTraceLimit = ${stackTraceLimit}, keywire : ${name}`;
    return compareLater({ title, ours: () => up(ours), peer: () => up(peer), rounds, goal });
  };
  const three = inComponents(byHand, ['aws', 'worker', 'source']);
  const four = inComponents(byHandWithSecret, ['aws', 'worker', 'source', 'database']);
  const same = 'the same resources in as many components';
  const reached = [
    await against(same, withKeywire, three, { stackTraceLimit: 0, rounds: 7, goal: 1.1 }),
    await against(`${same}, with a late secret`, withKeywireAndSecret, four, { stackTraceLimit: 0, rounds: 5 }),
    await against('the same resources without components', withKeywire, byHand, { stackTraceLimit: 0, rounds: 3 }),
    await against(same, withKeywire, three, { stackTraceLimit: 10, rounds: 3 }),
  ];
  process.exitCode = reached.every(each => each) ? 0 : 1;
}

void main();
