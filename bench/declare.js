/** Declaring and synthesising 1,000 units of credential, service and source, against the same objects written by hand. */
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ApiObject, App, Chart } = require('cdk8s');
const keywire = require('keywire/cdk8s');
const { compare } = require('./ratio');

const units = Number(process.argv[2] ?? 1000);
const outdir = mkdtempSync(join(tmpdir(), 'keywire-bench-'));
const arn = unit => `arn:aws:sqs:eu-west-1:123456789012:queue-${unit}`;
const image = 'registry.example.com/worker:1.4.2';
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

function synth(folder, declare) {
  const app = new App({ outdir: join(outdir, folder) });
  const chart = new Chart(app, 'units', { namespace: 'units' });
  const store = keywire.existingStore({ kind: 'ClusterSecretStore', name: 'platform' });
  for (let unit = 0; unit < units; unit++) declare(chart, unit, store);
  app.synth();
}

function withKeywire(chart, unit, store) {
  const aws = new keywire.AwsCredentialSecret(chart, `aws-${unit}`, {
    backend: keywire.awsSecretsManager({ store, secret: `prod/${unit}` }),
  });
  const worker = new keywire.TriggerMeshService(chart, `worker-${unit}`, { image, env: aws.env() });
  new keywire.EventSource(chart, `source-${unit}`, {
    kind: 'AWSSQSSource',
    spec: { arn: arn(unit) },
    credentials: aws,
    sink: worker,
  });
}

function byHand(chart, unit, store) {
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
  new ApiObject(chart, secret, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: secret },
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
  });
  const env = keys.map(key => ({ name: key, valueFrom: { secretKeyRef: { name: secret, key } } }));
  new ApiObject(chart, worker, {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: worker },
    spec: { template: { spec: { automountServiceAccountToken: false, containers: [{ image, env }] } } },
  });
  new ApiObject(chart, `source-${unit}`, {
    apiVersion: 'sources.triggermesh.io/v1alpha1',
    kind: 'AWSSQSSource',
    metadata: { name: `source-${unit}` },
    spec: {
      arn: arn(unit),
      auth: { credentials: { accessKeyID: fromSecret(keys[0]), secretAccessKey: fromSecret(keys[1]) } },
      sink: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: worker, namespace: 'units' } },
    },
  });
}

const reached = compare({
  title: `${units} units, keywire : bare ApiObjects`,
  ours: () => synth('keywire', withKeywire),
  peer: () => synth('by-hand', byHand),
  rounds: 9,
  goal: 1.25,
});
const file = folder => readFileSync(join(outdir, folder, 'units.k8s.yaml'), 'utf8');
const same = file('keywire') === file('by-hand');
rmSync(outdir, { recursive: true });
if (!same) throw new Error('the two sides wrote different manifests');
process.exitCode = reached ? 0 : 1;
