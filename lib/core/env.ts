import { isDeferred, isPlainObject } from './deferred';
import type { Engine } from './engine';
import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import type { Json } from './manifest';
import { overwritten } from './marks';
import { MountedFiles } from './mounted-files';
import { isEnvironmentVariable, requireName, requireSameNamespace } from './names';
import { SyncedReference } from './synced-reference';

/** Environment variables by name: a text that may be shown, or a field of a credential. */
export type Env<Text> = Readonly<Record<string, Text | string | KeyReference<Text>>>;

/** Environment variables of a service that has files of mounted credentials, whose Secrets are there only with them. */
export type ServiceEnv<Text> = Readonly<Record<string, Text | string | KeyReference<Text> | SyncedReference<Text>>>;

/** A variable as a container takes it. */
type EnvVar<Text> = { readonly name: string } & Readonly<Record<string, Json<Text>>>;

/**
 * Literal text for a container's env, in which Kubernetes expands nothing.
 *
 * `$(NAME)` would become another variable's value and `$$` a single `$`; older kubelets break a character of several
 * bytes that follows a `$`.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export const escapeExpansion = (text: string): string => text.replace(/\$(?=[$(]|[^ -~])/g, '$$$$');

/** The list that a container's `env` is. */
export function envVars<Text>(
  engine: Engine<Text>,
  namespace: Text | undefined,
  env: ServiceEnv<Text>,
): readonly EnvVar<Text>[] {
  if (!isPlainObject(env)) throw new FieldError('env', 'must be an object whose keys are known when the program runs');
  requireWrittenOnce(env);
  return Object.entries(env).map(([name, value]) => {
    const path = `env.${name}`;
    requireName(path, name, 'environmentVariable');
    if (value instanceof KeyReference) return { name, ...fromSecret(path, namespace, value) };
    if (value instanceof SyncedReference) return { name, ...secretKey(value.secretName, value.key) };
    requireText(path, value);
    return { name, value: engine.map([value as Text], escapeExpansion) };
  });
}

function fromSecret<Text>(path: string, namespace: Text | undefined, reference: KeyReference<Text>) {
  const { secret, key } = reference;
  requireSameNamespace(path, `Secret ${secret.name}`, secret.namespace, namespace);
  return secretKey(secret.name, key);
}

const secretKey = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

function requireText(path: string, value: unknown): void {
  if (typeof value === 'string' || (isDeferred(value) && !(value instanceof MountedFiles))) return;
  throw new FieldError(path, 'must be a string, or a field of a credential such as aws.accessKeyId');
}

function requireWrittenOnce(env: ServiceEnv<unknown>): void {
  const name = overwritten(env);
  if (name === undefined) return;
  throw new FieldError(
    `env.${name}`,
    'is written twice, and the last would win; give one another name, as in env({ field: NAME })',
  );
}

/** The names that `envFrom` gives. Throws for a key that is no variable's name, as a kubelet would skip it. */
export function envFromNames(
  path: string,
  prefix: string,
  keys: Readonly<Record<string, KeyReference | undefined>>,
): readonly string[] {
  return Object.values(keys).flatMap(reference => {
    if (reference === undefined) return [];
    const name = `${prefix}${reference.key}`;
    if (isEnvironmentVariable(name)) return [name];
    throw new FieldError(
      path,
      `has the key ${reference.key}, which is no variable's name; use env({ field: NAME }) instead`,
    );
  });
}
