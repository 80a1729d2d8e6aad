import type { Engine } from './engine';
import { envFromNames, envVars, type Env } from './env';
import { FieldError } from './field-error';
import { mounts, type FileMounts } from './files';
import { KeyReference } from './key-reference';
import {
  metadata,
  type Bundle,
  type Json,
  type Manifest,
  type Named,
  type ObjectSpec,
  type StringMap,
} from './manifest';
import { isEnvironmentVariable, requireName, requireNamespace, requireSameNamespace } from './names';
import { revisions } from './revisions';

/** A credential, as far as its keys go. */
type HasKeys<Text> = { readonly keys: Readonly<Record<string, KeyReference<Text> | undefined>> };

/** All fields of a credential as environment variables, named as its keys. */
export type EnvFrom<Text> =
  | HasKeys<Text>
  | {
      readonly credential: HasKeys<Text>;
      /** Put before each key. @default '' */
      readonly prefix?: string;
    };

/** Quantities of cpu, memory and the like. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export type Quantities<Text> = Readonly<Record<string, Text | string | number>>;

/** A Knative Service that uses credentials. https://knative.dev/docs/serving/reference/serving-api/ */
export type ServiceSpec<Text> = ObjectSpec<Text> & {
  /** The container image. */
  readonly image: Text;
  /** The program, instead of the image's; `$(NAME)` in it becomes a variable's value. @default - the image's */
  readonly command?: readonly Text[];
  /** Its arguments; `$(NAME)` in them becomes a variable's value. @default - the image's */
  readonly args?: readonly Text[];
  /**
   * Environment variables: `{ ...aws.env(), LOG_LEVEL: 'debug' }`. Texts are taken literally: `$(NAME)` is not expanded.
   *
   * @default {}
   */
  readonly env?: Env<Text>;
  /** Credentials of which every key becomes a variable; for AWS, only the convention `environment` is of use. @default [] */
  readonly envFrom?: readonly EnvFrom<Text>[];
  /** Folders with credentials as files: `{ '/etc/aws': aws.files() }`. @default {} */
  readonly files?: FileMounts<Text>;
  /**
   * The port that the container listens on. `h2c` is HTTP/2 without TLS.
   *
   * @default - 8080, Knative's own, told to the container as PORT
   */
  readonly port?: { readonly number: number; readonly protocol?: 'http1' | 'h2c' };
  /**
   * The service account that the pods run as: where IAM roles hang. No token of the Kubernetes API is mounted; for a
   * program that needs one, remove `/spec/template/spec/automountServiceAccountToken` with a JSON patch.
   *
   * @default - the namespace's
   */
  readonly serviceAccountName?: string;
  /** Names of the Secrets that the image is pulled with. @default [] */
  readonly imagePullSecrets?: readonly string[];
  /** How many pods there are, at least and at most. https://knative.dev/docs/serving/autoscaling/scale-bounds/ @default - 0 to no limit */
  readonly scale?: { readonly min?: number; readonly max?: number };
  /** How many requests a pod handles at a time, at most; 0 is no limit. Knative takes up to 1000 unless configured. @default - the cluster's */
  readonly concurrency?: number;
  /** How long a request may take, in seconds. Knative takes up to 600 unless configured. @default - the cluster's */
  readonly timeoutSeconds?: number;
  /** What the container asks for and what it may take. @default - none */
  readonly resources?: { readonly requests?: Quantities<Text>; readonly limits?: Quantities<Text> };
  /** Whether the service has an address outside of the cluster. @default 'public' */
  readonly visibility?: 'public' | 'cluster-local';
};

// https://github.com/knative/serving/blob/main/pkg/apis/serving/k8s_validation.go
const reservedPorts = new Set([8008, 8012, 8013, 8022, 9090, 9091]);
const reserved = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];

/**
 * A Knative Service.
 *
 * @throws FieldError for what Knative, Kubernetes or a kubelet would refuse or silently skip
 */
export function service<Text>(engine: Engine<Text>, spec: Named<ServiceSpec<Text>>): Bundle<Text> {
  requireService(spec);
  const visibility =
    spec.visibility === 'cluster-local' ? { 'networking.knative.dev/visibility': 'cluster-local' } : {};
  const annotations = templateAnnotations(spec);
  const template = {
    ...(Object.keys(annotations).length > 0 ? { metadata: { annotations } } : {}),
    spec: podSpec(engine, spec),
  };
  const manifest: Manifest<Text> = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: metadata({ ...spec, labels: { ...spec.labels, ...visibility } }),
    spec: { template },
  };
  return { service: manifest };
}

function templateAnnotations<Text>({
  env = {},
  envFrom = [],
  files = {},
  scale = {},
}: ServiceSpec<Text>): StringMap<never> {
  const folders = Object.values(files);
  const credentials = envFrom.map(each => prefixed(each).keys);
  return {
    ...(scale.min === undefined ? {} : { 'autoscaling.knative.dev/min-scale': String(scale.min) }),
    ...(scale.max === undefined ? {} : { 'autoscaling.knative.dev/max-scale': String(scale.max) }),
    ...revisions([env, ...folders, ...credentials].flatMap(references => Object.values<unknown>(references))),
  };
}

function podSpec<Text>(engine: Engine<Text>, spec: ServiceSpec<Text>): Json<Text> {
  const { volumes, volumeMounts } = mounts(spec.namespace, spec.files ?? {});
  return {
    // A pod that reads no API needs no token; Knative takes no other value than false.
    automountServiceAccountToken: false,
    ...given('serviceAccountName', spec.serviceAccountName),
    ...given(
      'imagePullSecrets',
      spec.imagePullSecrets?.map(name => ({ name })),
    ),
    ...given('containerConcurrency', spec.concurrency),
    ...given('timeoutSeconds', spec.timeoutSeconds),
    containers: [container(engine, spec, volumeMounts)],
    ...given('volumes', volumes),
  };
}

function container<Text>(
  engine: Engine<Text>,
  spec: ServiceSpec<Text>,
  volumeMounts: readonly Json<Text>[],
): Json<Text> {
  const { image, command, args, env = {}, envFrom = [], port, resources } = spec;
  return {
    image,
    ...given('command', command),
    ...given('args', args),
    ...given('env', envVars(engine, spec.namespace, env)),
    ...given('envFrom', envFrom.map(envFromSource)),
    ...given('ports', port && [{ containerPort: port.number, ...given('name', port.protocol) }]),
    ...given('resources', resources),
    ...given('volumeMounts', volumeMounts),
  };
}

/** A field of a manifest, unless it has no value or is an empty list. */
const given = <Value>(name: string, value: Value | undefined): Readonly<Record<string, Value>> =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value };

/** The prefix and keys of an entry of `envFrom`, however it was given. */
function prefixed<Text>(entry: EnvFrom<Text>): { prefix: string; keys: HasKeys<Text>['keys'] } {
  if (!('credential' in entry)) return { prefix: '', keys: entry.keys };
  return { prefix: entry.prefix ?? '', keys: entry.credential.keys };
}

function envFromSource<Text>(entry: EnvFrom<Text>): Json<Text> {
  const { prefix, keys } = prefixed(entry);
  const reference = Object.values(keys).find(key => key !== undefined);
  return { ...(prefix === '' ? {} : { prefix }), secretRef: { name: reference?.secret.name } };
}

function requireService<Text>(spec: Named<ServiceSpec<Text>>): void {
  requireName('name', spec.name, 'serviceName');
  requireNamespace('namespace', spec.namespace);
  requireImage(spec.image);
  requireVariables(spec);
  if (spec.serviceAccountName !== undefined) requireName('serviceAccountName', spec.serviceAccountName, 'subdomain');
  spec.imagePullSecrets?.forEach((name, index) => {
    requireName(`imagePullSecrets[${index}]`, name, 'subdomain');
  });
  requireCount('scale.min', spec.scale?.min, 0);
  requireCount('scale.max', spec.scale?.max, 0);
  const { min = 0, max = 0 } = spec.scale ?? {};
  if (max !== 0 && min > max) throw new FieldError('scale.min', 'must not be more than scale.max');
  requireCount('concurrency', spec.concurrency, 0);
  requireCount('timeoutSeconds', spec.timeoutSeconds, 1);
  requireCount('port.number', spec.port?.number, 1, 65535);
  if (spec.port && reservedPorts.has(spec.port.number)) {
    throw new FieldError('port.number', 'is a port of the proxy that Knative puts beside the container; use another');
  }
  requireOneOf('port.protocol', spec.port?.protocol, ['http1', 'h2c']);
  requireOneOf('visibility', spec.visibility, ['public', 'cluster-local']);
  requireQuantities('resources.requests', spec.resources?.requests);
  requireQuantities('resources.limits', spec.resources?.limits);
}

function requireImage(image: unknown): void {
  if (image === undefined || image === '' || (typeof image === 'string' && /\s/.test(image))) {
    throw new FieldError(
      'image',
      'must be the reference of a container image, as in registry.example.com/worker:1.4.2',
    );
  }
}

function requireCount(path: string, count: number | undefined, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (count === undefined || (Number.isInteger(count) && count >= least && count <= most)) return;
  throw new FieldError(
    path,
    `must be a whole number, ${least} or more${most === Number.MAX_SAFE_INTEGER ? '' : `, ${most} at most`}`,
  );
}

function requireOneOf(path: string, value: string | undefined, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) throw new FieldError(path, `must be ${values.join(' or ')}`);
}

const quantity = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

function requireQuantities(path: string, quantities: Quantities<unknown> = {}): void {
  for (const [name, value] of Object.entries(quantities)) {
    if (typeof value === 'string' ? quantity.test(value) : typeof value !== 'number' || value >= 0) continue;
    throw new FieldError(`${path}.${name}`, 'must be a quantity, as in 500m or 128Mi');
  }
}

/** A variable of `env`, or of one credential of `envFrom`, hides that of another without a word. */
function requireVariables<Text>({ env = {}, envFrom = [], namespace }: ServiceSpec<Text>): void {
  const names = new Map<string, string>(reserved.map(name => [name, 'Knative']));
  const claim = (path: string, name: string, by: string) => {
    const other = names.get(name);
    if (other !== undefined)
      throw new FieldError(path, `writes the variable ${name}, which is set by ${other}; give one another name`);
    names.set(name, by);
  };
  for (const name of Object.keys(env)) claim(`env.${name}`, name, `env.${name}`);
  envFrom.forEach((entry, index) => {
    const path = `envFrom[${index}]`;
    requireEntry(path, entry);
    const { prefix, keys } = prefixed(entry);
    if (prefix !== '' && !isEnvironmentVariable(prefix))
      throw new FieldError(`${path}.prefix`, 'must begin the name of a variable');
    const [first] = Object.values(keys);
    if (first) requireSameNamespace(path, `Secret ${first.secret.name}`, first.secret.namespace, namespace);
    for (const name of envFromNames(path, prefix, keys)) claim(path, name, path);
  });
}

function requireEntry(path: string, entry: unknown): void {
  const { credential = entry } = (entry ?? {}) as { readonly credential?: unknown };
  const { keys } = (credential ?? {}) as { readonly keys?: unknown };
  const references: readonly unknown[] = typeof keys === 'object' && keys !== null ? Object.values(keys) : [];
  if (references.length > 0 && references.every(each => each === undefined || each instanceof KeyReference)) return;
  throw new FieldError(path, 'must be a credential, or { credential, prefix }');
}
