/** The seven objects of a tenant, and which comes before which. `chart/templates/tenants.yaml` says the same to Helm. */
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

exports.objectsOf = ({ name, owner, queue, encryptedData }) => {
  const metadata = object => ({ name: object, namespace: name, labels: { 'app.kubernetes.io/part-of': name, owner } });
  const fromSecret = key => ({ valueFromSecret: { name: 'aws', key } });
  const env = keys.map(key => ({ name: key, valueFrom: { secretKeyRef: { name: 'aws', key } } }));
  const rbac = 'rbac.authorization.k8s.io';
  return {
    namespace: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { owner, 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    secret: {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: metadata('aws'),
      spec: { encryptedData, template: { metadata: metadata('aws'), type: 'Opaque' } },
    },
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('worker') },
    role: {
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata: metadata('aws-reader'),
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['aws'], verbs: ['get'] }],
    },
    binding: {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: metadata('aws-reader'),
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'aws-reader' },
      subjects: [{ apiGroup: rbac, kind: 'Group', name: owner }],
    },
    service: {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: metadata('worker'),
      spec: {
        template: {
          metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } },
          spec: {
            serviceAccountName: 'worker',
            containers: [
              {
                image: 'registry.example.com/worker:1.4.2',
                env: [...env, { name: 'TENANT', value: name }],
                resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
              },
            ],
          },
        },
      },
    },
    source: {
      apiVersion: 'sources.triggermesh.io/v1alpha1',
      kind: 'AWSSQSSource',
      metadata: metadata('incoming'),
      spec: {
        arn: `arn:aws:sqs:eu-west-1:123456789012:${queue}`,
        auth: { credentials: { accessKeyID: fromSecret(keys[0]), secretAccessKey: fromSecret(keys[1]) } },
        sink: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'worker', namespace: name } },
      },
    },
  };
};

/** Each object, and those that it comes after. */
exports.dependencies = [
  ['secret', 'namespace'],
  ['account', 'namespace'],
  ['role', 'namespace'],
  ['binding', 'role'],
  ['service', 'secret'],
  ['service', 'account'],
  ['source', 'service'],
  ['source', 'secret'],
];
