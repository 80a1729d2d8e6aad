import type { Kubectl } from './kubectl';

type SecretKeyRef = { readonly name: string; readonly key: string; readonly optional?: boolean };

/** The part of a container that the kubelet's stand-in understands. */
export type Container = {
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: SecretKeyRef };
  }[];
  readonly envFrom?: readonly {
    readonly prefix?: string;
    readonly secretRef?: { readonly name: string; readonly optional?: boolean };
  }[];
};

/**
 * The environment that a kubelet would give to the container of a pod in `namespace`: Secrets read from the API.
 *
 * Throws for a Secret or key that is missing, where a kubelet leaves the container in CreateContainerConfigError, and
 * for every source that the stand-in does not know. No message has a value in it.
 */
export async function containerEnvironment(
  { getJson }: Kubectl,
  namespace: string,
  { env = [], envFrom = [] }: Container,
): Promise<Record<string, string>> {
  const readSecret = async (name: string): Promise<Map<string, string> | undefined> => {
    const secret = await getJson([`--namespace=${namespace}`, '--ignore-not-found', 'secret', name]);
    return secret === undefined ? undefined : decoded(secret as Secret);
  };
  const environment = new Map<string, string>();
  for (const { prefix = '', secretRef } of envFrom) {
    if (secretRef === undefined) throw new Error('the stand-in for the kubelet knows only secretRef in envFrom');
    const secret = await readSecret(secretRef.name);
    if (secret === undefined && secretRef.optional !== true) throw new Error(`secret "${secretRef.name}" not found`);
    for (const [key, value] of secret ?? []) environment.set(prefix + key, value);
  }
  for (const { name, value, valueFrom } of env) {
    const resolved = valueFrom === undefined ? plainValue(name, value) : await secretValue(name, valueFrom, readSecret);
    if (resolved !== undefined) environment.set(name, resolved);
  }
  return Object.fromEntries(environment);
}

type Secret = { readonly data?: Readonly<Record<string, string>> };

function decoded({ data = {} }: Secret): Map<string, string> {
  return new Map(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

function plainValue(name: string, value = ''): string {
  if (value.includes('$(')) throw new Error(`env ${name}: the stand-in for the kubelet expands no $(VARIABLE)`);
  return value;
}

async function secretValue(
  name: string,
  { secretKeyRef }: { readonly secretKeyRef?: SecretKeyRef },
  readSecret: (name: string) => Promise<Map<string, string> | undefined>,
): Promise<string | undefined> {
  if (secretKeyRef === undefined) throw new Error(`env ${name}: the stand-in for the kubelet knows only secretKeyRef`);
  const secret = await readSecret(secretKeyRef.name);
  const value = secret?.get(secretKeyRef.key);
  if (value !== undefined || secretKeyRef.optional === true) return value;
  if (secret === undefined) throw new Error(`env ${name}: secret "${secretKeyRef.name}" not found`);
  throw new Error(`env ${name}: couldn't find key ${secretKeyRef.key} in Secret ${secretKeyRef.name}`);
}
