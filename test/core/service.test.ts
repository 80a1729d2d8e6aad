import { service } from '../../lib/core/service';
import type { ServiceSpec } from '../../lib/core/service-spec';
import { Late, lateEngine, plainEngine } from './engines';
import { awsKeys, reference } from './fixtures';

type Spec = ServiceSpec<string>;

const image = 'registry.example.com/worker:1.4.2';
const made = (spec: object = {}) =>
  service(plainEngine, { name: 'worker', namespace: 'orders', image, ...spec }).service;
type Template = { metadata?: { annotations: object }; spec: { containers: [object] } & Record<string, unknown> };
const templateOf = (spec: object) => (made(spec).spec as { template: Template }).template;
const containerOf = (spec: object) => templateOf(spec).spec.containers[0];

describe('a service', () => {
  test('needs an image alone, and mounts no token', () => {
    expect(made()).toEqual({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'worker', namespace: 'orders' },
      spec: { template: { spec: { automountServiceAccountToken: false, containers: [{ image }] } } },
    });
  });

  test('has its labels and annotations, and is reached from the cluster alone where it is said', () => {
    const spec = { labels: { team: 'a' }, annotations: { note: 'b' }, visibility: 'cluster-local' };
    expect(made(spec).metadata).toEqual({
      name: 'worker',
      namespace: 'orders',
      labels: { team: 'a', 'networking.knative.dev/visibility': 'cluster-local' },
      annotations: { note: 'b' },
    });
    expect(made({ visibility: 'public' }).metadata).not.toHaveProperty('labels');
  });

  test('has a container with all that is told of it', () => {
    const spec: Partial<Spec> = {
      command: ['/bin/worker'],
      args: ['--verbose'],
      env: { LOG_LEVEL: 'debug', PRICE: '$(A)' },
      envFrom: [{ credential: { keys: awsKeys() } }, { credential: { keys: { a: reference({}, 'B') } }, prefix: 'C_' }],
      files: { '/etc/aws': { credentials: reference({}, 'secret') } },
      port: { number: 9000, protocol: 'h2c' },
      resources: { requests: { cpu: '100m' }, limits: { memory: '1Gi', cpu: 1 } },
    };
    expect(containerOf(spec)).toEqual({
      image,
      command: ['/bin/worker'],
      args: ['--verbose'],
      env: [
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'PRICE', value: '$$(A)' },
      ],
      envFrom: [{ secretRef: { name: 'aws' } }, { prefix: 'C_', secretRef: { name: 'aws' } }],
      ports: [{ containerPort: 9000, name: 'h2c' }],
      resources: { requests: { cpu: '100m' }, limits: { memory: '1Gi', cpu: 1 } },
      volumeMounts: [{ name: 'etc-aws', mountPath: '/etc/aws', readOnly: true }],
    });
  });

  test('has pods with all that is told of them', () => {
    const { containers, ...spec } = templateOf({
      serviceAccountName: 'worker',
      imagePullSecrets: ['registry'],
      concurrency: 0,
      timeoutSeconds: 30,
      files: { '/etc/aws': { credentials: reference({}, 'secret') } },
    }).spec;
    expect(containers).toHaveLength(1);
    expect(spec).toEqual({
      automountServiceAccountToken: false,
      serviceAccountName: 'worker',
      imagePullSecrets: [{ name: 'registry' }],
      containerConcurrency: 0,
      timeoutSeconds: 30,
      volumes: [{ name: 'etc-aws', secret: { secretName: 'aws', items: [{ key: 'secret', path: 'credentials' }] } }],
    });
  });

  test('scales within its bounds', () => {
    expect(templateOf({ scale: { min: 1, max: 3 } }).metadata).toEqual({
      annotations: { 'autoscaling.knative.dev/min-scale': '1', 'autoscaling.knative.dev/max-scale': '3' },
    });
    expect(templateOf({ scale: { min: 0 } }).metadata?.annotations).toEqual({
      'autoscaling.knative.dev/min-scale': '0',
    });
    expect(() => made({ scale: { min: 5, max: 0 } })).not.toThrow();
  });

  test.each<[string, object]>([
    ['env', { env: awsKeys({ revision: '7' }) }],
    ['envFrom', { envFrom: [{ credential: { keys: awsKeys({ revision: '7' }) } }] }],
    ['files', { files: { '/etc/aws': { a: awsKeys({ revision: '7' }).accessKeyId } } }],
  ])('starts anew when the revision of a credential in its %s changes', (_, spec) => {
    expect(templateOf(spec).metadata).toEqual({ annotations: { 'keywire/revisions': 'aws=7' } });
  });

  test('may have texts that are known later', () => {
    const late = new Late(() => 'registry.example.com/worker');
    const manifest = service(lateEngine, { name: 'worker', namespace: late, image: late, env: { A: late } }).service;
    expect(manifest.metadata.namespace).toBe(late);
    expect(manifest.spec).toMatchObject({ template: { spec: { containers: [{ image: late }] } } });
  });
});

const whole = (path: string, least: number) => `${path}: must be a whole number, ${least} or more`;

describe('a service that would not run', () => {
  test.each<[string, object, string]>([
    ['its namespace is none', { namespace: 'A' }, 'namespace: must be a DNS-1123 label'],
    [
      'it has no image',
      { image: '' },
      'image: must be the reference of a container image, as in registry.example.com/worker:1.4.2',
    ],
    ['its image has a space', { image: 'a b' }, 'image: must be the reference of a container image'],
    ['its service account is none', { serviceAccountName: 'A' }, 'serviceAccountName: must be a DNS-1123 subdomain'],
    ['a pull secret is none', { imagePullSecrets: ['a', 'B'] }, 'imagePullSecrets[1]: must be a DNS-1123 subdomain'],
    ['it scales below zero', { scale: { min: -1 } }, whole('scale.min', 0)],
    ['it scales to a part of a pod', { scale: { max: 1.5 } }, whole('scale.max', 0)],
    ['its least is more than its most', { scale: { min: 3, max: 2 } }, 'scale.min: must not be more than scale.max'],
    ['its concurrency is no number', { concurrency: '1' }, whole('concurrency', 0)],
    ['it has no time', { timeoutSeconds: 0 }, whole('timeoutSeconds', 1)],
    ['its port is none', { port: { number: 65536 } }, 'port.number: must be a whole number, 1 or more, 65535 at most'],
    [
      'a prefix begins no name',
      { envFrom: [{ credential: { keys: awsKeys() }, prefix: '1' }] },
      'envFrom[0].prefix: must begin the name of a variable',
    ],
    [
      'a Secret is in another namespace',
      { envFrom: [{ credential: { keys: awsKeys({ namespace: 'other' }) } }] },
      'envFrom[0]: Secret aws is in namespace other, its user in orders',
    ],
  ])('fails when %s', (_, spec, message) => {
    expect(() => made(spec)).toThrow(message);
  });

  test.each(['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'])(
    "fails when it writes %s, which is Knative's",
    name => {
      expect(() => made({ env: { [name]: '1' } })).toThrow(
        `env.${name}: writes the variable ${name}, which is set by Knative; give one another name`,
      );
    },
  );

  test('fails when a credential hides what env or another credential writes', () => {
    const whole = { credential: { keys: awsKeys() } };
    expect(() => made({ env: { AWS_ACCESS_KEY_ID: 'a' }, envFrom: [whole] })).toThrow(
      'envFrom[0]: writes the variable AWS_ACCESS_KEY_ID, which is set by env.AWS_ACCESS_KEY_ID; give one another name',
    );
    expect(() => made({ envFrom: [whole, whole] })).toThrow(
      'envFrom[1]: writes the variable AWS_ACCESS_KEY_ID, which is set by envFrom[0]; give one another name',
    );
    expect(() => made({ envFrom: [whole, { ...whole, prefix: 'OTHER_' }] })).not.toThrow();
  });
});

describe('a service that Knative would not run as meant', () => {
  test.each<[string, object, string]>([
    [
      'its visibility is misspelt, and would be public',
      { visibility: 'clusterLocal' },
      'visibility: must be public or',
    ],
    [
      'its protocol is none of Knative',
      { port: { number: 80, protocol: 'grpc' } },
      'port.protocol: must be http1 or h2c',
    ],
    ["its port is the proxy's", { port: { number: 9090 } }, 'port.number: is a port of the proxy that Knative puts'],
    [
      'a limit is no quantity',
      { resources: { limits: { memory: '128MB' } } },
      'resources.limits.memory: must be a quantity',
    ],
    ['a request is negative', { resources: { requests: { cpu: -1 } } }, 'resources.requests.cpu: must be a quantity'],
    [
      'envFrom has no credential',
      { envFrom: [{ name: 'aws' }] },
      'envFrom[0]: must be a credential, or { credential, prefix }',
    ],
    ['envFrom has nothing', { envFrom: [undefined] }, 'envFrom[0]: must be a credential, or { credential, prefix }'],
  ])('fails when %s', (_, spec, message) => {
    expect(() => made(spec)).toThrow(message);
  });

  test.each(['1', '500m', '1.5', '128Mi', '1e3', 2])('takes the quantity %p', cpu => {
    expect(() => made({ resources: { limits: { cpu } } })).not.toThrow();
  });

  test('takes a credential of envFrom by itself', () => {
    expect(containerOf({ envFrom: [{ keys: awsKeys() }] })).toMatchObject({
      envFrom: [{ secretRef: { name: 'aws' } }],
    });
  });
});

describe('a service whose credentials are given in another form', () => {
  class Credential {
    readonly keys = awsKeys();
  }

  test.each<[string, object, string]>([
    [
      'env is the credential itself',
      { env: new Credential() },
      'env: must be an object of variables; for a credential, aws.env()',
    ],
    ['env is null', { env: null }, 'env: must be an object of variables'],
    ['envFrom is no list', { envFrom: new Credential() }, 'envFrom: must be a list of credentials'],
    [
      'a prefix stands beside keys',
      { envFrom: [{ keys: awsKeys(), prefix: 'A_' }] },
      'envFrom[0].prefix: must stand beside credential',
    ],
    [
      'a request is a negative text',
      { resources: { limits: { cpu: '-500m' } } },
      'resources.limits.cpu: must be a quantity',
    ],
    [
      'a request is no number',
      { resources: { limits: { cpu: Infinity } } },
      'resources.limits.cpu: must be a quantity',
    ],
    ['a request is null', { resources: { limits: { cpu: null } } }, 'resources.limits.cpu: must be a quantity'],
    [
      'a folder has no files',
      { files: { '/a': undefined } },
      'files["/a"]: must be an object of files, such as aws.files()',
    ],
  ])('fails when %s', (_, spec, message) => {
    expect(() => made(spec)).toThrow(message);
  });
});
