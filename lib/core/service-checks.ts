import { isDeferred, isPlainObject } from './deferred';
import { envFromNames } from './env';
import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import type { Named } from './manifest';
import { isEnvironmentVariable, requireName, requireNamespace, requireSameNamespace } from './names';
import { requireMounts } from './service-mounts';
import { prefixed, type Quantities, type ServiceSpec } from './service-spec';

// https://github.com/knative/serving/blob/main/pkg/apis/serving/k8s_validation.go
const reservedPorts = new Set([8008, 8012, 8013, 8022, 9090, 9091]);
const reserved = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];

/** Throws for what Knative, Kubernetes or a kubelet would refuse or silently skip. */
export function requireService<Text>(spec: Named<ServiceSpec<Text>>): void {
  requireName('name', spec.name, 'serviceName');
  requireNamespace('namespace', spec.namespace);
  requireImage(spec.image);
  requireVariables(spec);
  requireMounts(spec);
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

const quantity = /^\+?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

function requireQuantities(path: string, quantities: Quantities<unknown> = {}): void {
  for (const [name, value] of Object.entries(quantities)) {
    if (
      typeof value === 'string'
        ? quantity.test(value)
        : isDeferred(value) || (Number.isFinite(value) && Number(value) >= 0)
    )
      continue;
    throw new FieldError(`${path}.${name}`, 'must be a quantity, as in 500m or 128Mi');
  }
}

/** A variable of `env`, or of one credential of `envFrom`, hides that of another without a word. */
function requireVariables<Text>({ env = {}, envFrom = [], namespace }: ServiceSpec<Text>): void {
  if (!isPlainObject(env)) throw new FieldError('env', 'must be an object of variables; for a credential, aws.env()');
  const list: unknown = envFrom;
  if (!Array.isArray(list)) throw new FieldError('envFrom', 'must be a list of credentials');
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
  if (typeof entry === 'object' && entry !== null && 'prefix' in entry && !('credential' in entry)) {
    throw new FieldError(`${path}.prefix`, 'must stand beside credential: { credential, prefix }');
  }
  const { credential = entry } = (entry ?? {}) as { readonly credential?: unknown };
  const { keys } = (credential ?? {}) as { readonly keys?: unknown };
  const references: readonly unknown[] = typeof keys === 'object' && keys !== null ? Object.values(keys) : [];
  if (references.length > 0 && references.every(each => each === undefined || each instanceof KeyReference)) return;
  throw new FieldError(path, 'must be a credential, or { credential, prefix }');
}
