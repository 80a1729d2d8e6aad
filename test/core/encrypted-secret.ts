import type { SopsContent } from '../../lib/core/backends/sops';

type Tree = Readonly<Record<string, unknown>>;

/** A value as sops writes it, in all but meaning. */
export const encrypted = (bytes = 20, type = 'str'): string =>
  `ENC[AES256_GCM,data:${Buffer.alloc(bytes, 0xa5).toString('base64')},iv:${'A'.repeat(43)}=,tag:${'B'.repeat(22)}==,type:${type}]`;

export const sopsBlock = {
  age: [{ enc: '-----BEGIN AGE ENCRYPTED FILE-----\n…\n', recipient: 'age1recipient' }],
  encrypted_regex: '^(data|stringData)$',
  lastmodified: '2026-11-22T11:05:38Z',
  mac: encrypted(128),
  mac_only_encrypted: true,
  version: '3.13.2',
};

/** A Secret with an AWS access key, encrypted in all but meaning. */
export const encryptedSecret = (content: Tree = {}, metadata: Tree = {}): Tree => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'aws', namespace: 'orders', ...metadata },
  type: 'Opaque',
  data: { AWS_ACCESS_KEY_ID: encrypted(28), AWS_SECRET_ACCESS_KEY: encrypted(56) },
  sops: sopsBlock,
  ...content,
});

/** What is seen of it without a key. */
export function sopsContent(manifest: Tree = encryptedSecret(), more: Partial<SopsContent> = {}): SopsContent {
  const { data, stringData, metadata, type } = manifest as Readonly<Record<string, Tree | null | undefined>>;
  const { name, namespace } = metadata as { name: string; namespace: string | undefined };
  const keys = [data, stringData].flatMap(values => Object.keys(values ?? {}));
  return { name, namespace, type: type as unknown as string, keys, macOnlyEncrypted: true, manifest, ...more };
}
