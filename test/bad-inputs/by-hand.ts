import { base64, secretLine } from './secret-values';
import { ciphertext, queueArn } from './sound';

// Sound manifests as a person would write them, of which a row spoils one thing.

type Tree = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, content: Tree, metadata: Tree = {}): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'orders', ...metadata },
  ...content,
});

export const secret = (content: Tree = { data: { password: base64(secretLine) } }, metadata: Tree = {}): object =>
  object('v1', 'Secret', 'aws', content, metadata);

export const sealedSecret = (spec: Tree = {}, metadata: Tree = {}): object =>
  object(
    'bitnami.com/v1alpha1',
    'SealedSecret',
    'aws',
    { spec: { encryptedData: { password: ciphertext() }, ...spec } },
    metadata,
  );

export const externalSecret = (spec: Tree = {}, metadata: Tree = {}): object =>
  object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'aws',
    {
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'SecretStore', name: 'store' },
        target: { name: 'aws' },
        data: [{ secretKey: 'password', remoteRef: { key: 'prod/orders/aws', property: 'password' } }],
        ...spec,
      },
    },
    metadata,
  );

/** A SecretProviderClass with those objects, as the text that they have to be. */
export const secretProviderClass = (objects: unknown, spec: Tree = {}, parameters: Tree = {}): object =>
  object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'database', {
    spec: { provider: 'aws', parameters: { region: 'eu-west-1', objects, ...parameters }, ...spec },
  });

/** A Knative Service with that in its container, and that in its pod. */
export const service = (container: Tree = {}, name = 'worker'): object =>
  object('serving.knative.dev/v1', 'Service', name, {
    spec: { template: { spec: { containers: [{ image: 'registry.example.com/worker:1.4.2', ...container }] } } },
  });

export const secretKeyRef = (name: string, key: string): Tree => ({ valueFrom: { secretKeyRef: { name, key } } });

const fromSecret = (key: string): Tree => ({ valueFromSecret: { name: 'aws', key } });

/** The `auth` of a source that takes its key from a Secret. */
export const auth = {
  credentials: { accessKeyID: fromSecret('AWS_ACCESS_KEY_ID'), secretAccessKey: fromSecret('AWS_SECRET_ACCESS_KEY') },
};

export const source = (spec: Tree = {}, metadata: Tree = {}, kind = 'AWSSQSSource'): object =>
  object(
    'sources.triggermesh.io/v1alpha1',
    kind,
    'incoming',
    { spec: { arn: queueArn, auth, sink: { uri: 'https://events.example.com' }, ...spec } },
    metadata,
  );

const rbac = 'rbac.authorization.k8s.io';

export const role = (rule: Tree): object =>
  object(`${rbac}/v1`, 'Role', 'aws-reader', { rules: [{ apiGroups: [''], resources: ['secrets'], ...rule }] });

export const roleBinding = (subject: Tree): object =>
  object(`${rbac}/v1`, 'RoleBinding', 'aws-reader', {
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'aws-reader' },
    subjects: [subject],
  });

/** One sound manifest of each kind. */
export const everyKind: readonly object[] = [
  secret(),
  sealedSecret(),
  externalSecret(),
  secretProviderClass('- objectName: prod/orders/database\n  objectType: secretsmanager\n'),
  service({ env: [{ name: 'PASSWORD', ...secretKeyRef('aws', 'password') }] }),
  source(),
  role({ verbs: ['get'], resourceNames: ['aws'] }),
  roleBinding({ kind: 'User', name: 'alice', apiGroup: rbac }),
];
