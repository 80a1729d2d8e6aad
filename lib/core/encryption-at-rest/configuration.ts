import type { KeyMaterial } from './key-material';

/** The providers whose keys stand in the file itself. */
export const keyProviders = ['secretbox', 'aescbc', 'aesgcm'] as const;

/** A provider whose keys stand in the file itself. */
export type KeyProvider = (typeof keyProviders)[number];

/** A key that stands in the file. Its name is shown, also in etcd, before every value that it encrypts. */
export type NamedKey = { readonly name: string; readonly material: KeyMaterial };

/** A KMS plugin (v2), which listens on a socket of the API server's host. */
export type Kms = {
  readonly name: string;
  /** Such as `unix:///run/kms/plugin.sock`. */
  readonly endpoint: string;
  /** A duration as Go writes it. @default - 3 seconds, the API server's */
  readonly timeout?: string | undefined;
};

/** One way of storing values. */
export type Provider =
  | { readonly provider: KeyProvider; readonly keys: readonly NamedKey[] }
  | { readonly provider: 'kms'; readonly kms: Kms }
  | { readonly provider: 'identity' };

/** Resources and how they are stored: the first key of the first provider writes, all of them read. */
export type EncryptedResources = { readonly resources: readonly string[]; readonly providers: readonly Provider[] };

/**
 * The `EncryptionConfiguration` (`apiserver.config.k8s.io/v1`) of an API server.
 * https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/
 */
export type EncryptionConfiguration = { readonly resources: readonly EncryptedResources[] };

/** What stores a value: a key, a KMS plugin, or nothing at all (`identity`). */
export type Storer = { readonly provider: Provider['provider']; readonly name: string };

/** Values as they are, in the clear. */
export const identity: Storer = { provider: 'identity', name: 'identity' };

/** All that an entry reads with, in its order; the first one writes. */
export const storersOf = ({ providers }: EncryptedResources): readonly Storer[] => providers.flatMap(storers);

function storers(entry: Provider): readonly Storer[] {
  switch (entry.provider) {
    case 'identity':
      return [identity];
    case 'kms':
      return [{ provider: 'kms', name: entry.kms.name }];
    case 'secretbox':
    case 'aescbc':
    case 'aesgcm':
      return entry.keys.map(({ name }) => ({ provider: entry.provider, name }));
  }
}

/** What a value begins with in etcd; nothing for `identity`. */
export function storedPrefix({ provider, name }: Storer): string {
  switch (provider) {
    case 'identity':
      return '';
    case 'kms':
      return `k8s:enc:kms:v2:${name}:`;
    case 'secretbox':
    case 'aescbc':
    case 'aesgcm':
      return `k8s:enc:${provider}:v1:${name}:`;
  }
}

/** `secretbox key k2`, `KMS plugin vault`, `identity`. */
export function inWords({ provider, name }: Storer): string {
  if (provider === 'identity') return 'identity';
  return provider === 'kms' ? `KMS plugin ${name}` : `${provider} key ${name}`;
}

/** A resource in the form of the file, taken apart: `deployments.apps`, `*.apps`, `*.` for the core group, `*.*`. */
export function groupResource(text: string): { readonly resource: string; readonly group: string } {
  const dot = text.indexOf('.');
  return dot < 0 ? { resource: text, group: '' } : { resource: text.slice(0, dot), group: text.slice(dot + 1) };
}

/** Whether a name of the list, which may be a wildcard, means the resource. */
export function covers(name: string, resource: string): boolean {
  const [listed, wanted] = [groupResource(name), groupResource(resource)];
  if (listed.group === '*') return listed.resource === '*';
  return listed.group === wanted.group && (listed.resource === '*' || listed.resource === wanted.resource);
}
