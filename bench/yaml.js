/**
 * Writing four manifests as YAML: keywire's documents against cdk8s' `Yaml.stringify`, with `JSON.stringify` as a floor.
 * To be run without --expose-gc: forced collections throw the compiled patterns away, which no synth does.
 */
const { Yaml } = require('cdk8s');
const { yamlDocument } = require('../build/cdk8s/yaml/document');
const { compare } = require('./ratio');

// No randomness: the text that a run writes is that of every other.
const base64 = bytes =>
  Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 197 + 41) % 256)).toString('base64');
const pem = label =>
  `-----BEGIN ${label}-----\n${base64(1100)
    .match(/.{1,64}/g)
    .join('\n')}\n-----END ${label}-----\n`;
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
// One for each: an object that occurs twice is written once, with a name.
const metadata = () => ({ name: 'orders', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'orders' } });

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: metadata(),
  type: 'Opaque',
  data: { [keys[0]]: base64(20), [keys[1]]: base64(40), AWS_SESSION_TOKEN: base64(30), AWS_REGION: base64(9) },
};
const pems = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: metadata(),
  type: 'kubernetes.io/tls',
  stringData: { 'tls.crt': pem('CERTIFICATE'), 'tls.key': pem('PRIVATE KEY') },
};
const externalSecret = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: metadata(),
  spec: {
    refreshInterval: '1h0m0s',
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
    target: { name: 'orders', creationPolicy: 'Owner', deletionPolicy: 'Retain', template: { type: 'Opaque' } },
    data: keys.map(key => ({ secretKey: key, remoteRef: { key: 'prod/orders', property: key } })),
  },
};
const sealedSecret = {
  apiVersion: 'bitnami.com/v1alpha1',
  kind: 'SealedSecret',
  metadata: metadata(),
  spec: {
    encryptedData: { [keys[0]]: base64(580), [keys[1]]: base64(581), AWS_REGION: base64(582) },
    template: { metadata: metadata(), type: 'Opaque' },
  },
};

const manifests = {
  Secret: secret,
  'Secret with PEM': pems,
  ExternalSecret: externalSecret,
  SealedSecret: sealedSecret,
};
const count = Number(process.argv[2] ?? 10_000);

/** Writes it so often, and looks into each text, so that it is one and not a promise of one. */
const times = (count, write, manifest) => () => {
  for (let index = 0; index < count; index++) {
    const text = write(manifest);
    text.charCodeAt(text.length >> 1);
  }
};

// A synth writes many more than it takes the compiler to see what is hot.
for (const manifest of Object.values(manifests)) times(4 * count, yamlDocument, manifest)();

let reached = true;
for (const [name, manifest] of Object.entries(manifests)) {
  if (yamlDocument(manifest) !== Yaml.stringify(manifest))
    throw new Error(`${name}: the two sides wrote different texts`);
  const ours = times(count, yamlDocument, manifest);
  const json = times(count, JSON.stringify, manifest);
  const peer = times(count, document => Yaml.stringify(document), manifest);
  const goal = name === 'Secret with PEM' ? 0.3 : 0.1;
  const fast = compare({ title: `${count} × ${name}, keywire : cdk8s`, ours, peer, rounds: 5, goal });
  reached &&= fast;
  compare({ title: `${count} × ${name}, keywire : JSON`, ours, peer: json, rounds: 5 });
}
process.exitCode = reached ? 0 : 1;
