import type { EncryptionConfiguration, NamedKey, Provider } from './configuration';

type Plain = Readonly<Record<string, unknown>>;

/** The content of the file, keys included: for the file itself and nothing else. */
export const unsafePlain = ({ resources: entries }: EncryptionConfiguration): Plain => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: entries.map(({ resources, providers }) => ({ resources, providers: providers.map(unsafePlainProvider) })),
});

/** A provider as it stands in the file, keys included. */
export function unsafePlainProvider(provider: Provider): Plain {
  if (provider.provider === 'identity') return { identity: {} };
  if (provider.provider === 'kms') return { kms: { apiVersion: 'v2', ...provider.kms } };
  return { [provider.provider]: { keys: provider.keys.map(unsafePlainKey) } };
}

/** A key as it stands in the file. */
export const unsafePlainKey = ({ name, material }: NamedKey): Plain => ({ name, secret: material.unsafeBase64() });
