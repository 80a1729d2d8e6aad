import { createHash } from 'node:crypto';
import { isPlainObject } from './deferred';
import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import type { Json } from './manifest';
import { overwritten } from './marks';
import { MountedFiles } from './mounted-files';
import { requireName, requireSameNamespace } from './names';

/** Files by name, each a field of a credential. */
export type Files<Text> = Readonly<Record<string, KeyReference<Text>>>;

/** Folders by their absolute path in the container, each with its files, or all those of one mounted credential. */
export type FileMounts<Text> = Readonly<Record<string, Files<Text> | MountedFiles<Text>>>;

/** The volumes of a pod and where its container mounts them. */
type Mounts<Text> = { readonly volumes: readonly Json<Text>[]; readonly volumeMounts: readonly Json<Text>[] };

// Knative refuses these. https://github.com/knative/specs/blob/main/specs/serving/runtime-contract.md
const reserved = new Set(['/', '/dev', '/dev/log']);

/** A read-only volume for each folder. Files of several credentials in one folder become a projected volume. */
export function mounts<Text>(namespace: Text | undefined, folders: FileMounts<Text>): Mounts<Text> {
  const each = Object.entries(folders).map(([mountPath, files]) => {
    const path = `files["${mountPath}"]`;
    requireMountPath(path, mountPath);
    requireNotInside(path, mountPath, Object.keys(folders));
    const volume = files instanceof MountedFiles ? csi(path, namespace, files) : ofSecrets(path, namespace, files);
    const name = volumeName(mountPath);
    return { volume: { name, ...volume }, mount: { name, mountPath, readOnly: true } };
  });
  return { volumes: each.map(({ volume }) => volume), volumeMounts: each.map(({ mount }) => mount) };
}

function requireMountPath(path: string, mountPath: string): void {
  if (!mountPath.startsWith('/') || /\/\.{0,2}(\/|$)/.test(mountPath)) {
    throw new FieldError(
      path,
      'must be the absolute path of a folder, without "." or "..", and without a "/" at the end',
    );
  }
  if (reserved.has(mountPath))
    throw new FieldError(path, 'must be a folder of its own; Knative refuses to mount there');
}

// Volumes of secrets are read-only, so that no folder can be made in one to mount another.
function requireNotInside(path: string, mountPath: string, folders: readonly string[]): void {
  const outer = folders.find(folder => mountPath.startsWith(`${folder}/`));
  if (outer !== undefined)
    throw new FieldError(path, `must not be inside of ${outer}; put the files of both into one folder`);
}

/** https://secrets-store-csi-driver.sigs.k8s.io/getting-started/usage */
function csi<Text>(path: string, namespace: unknown, { mount }: MountedFiles<Text>) {
  const { secretProviderClass, namespace: there } = mount;
  requireSameNamespace(path, `SecretProviderClass ${secretProviderClass}`, there, namespace);
  return { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass } } };
}

function ofSecrets<Text>(path: string, namespace: Text | undefined, files: Files<Text>) {
  requireFiles(path, files);
  const references = Object.entries(files);
  if (references.length === 0) throw new FieldError(path, 'must have at least one file, such as aws.files()');
  for (const [file, reference] of references) requireFile(`${path}.${file}`, namespace, file, reference);
  return source(references);
}

function requireFiles(path: string, files: Files<unknown>): void {
  if (!isPlainObject(files)) throw new FieldError(path, 'must be an object of files, such as aws.files()');
  if (hasSpread(files))
    throw new FieldError(
      path,
      'must be the files() of a mounted credential as they are: they are a volume of their own, so give others another folder',
    );
  const name = overwritten(files);
  if (name !== undefined)
    throw new FieldError(`${path}.${name}`, 'is written twice, and the last would win; name the files yourself');
}

/** Whether a mounted credential's files were spread among others: nothing of them but a mark is left. */
const hasSpread = (files: Readonly<Record<string, unknown>>): boolean => files.isMounted === true;

function requireFile(path: string, namespace: unknown, file: string, reference: unknown): void {
  requireName(path, file, 'secretKey');
  if (!(reference instanceof KeyReference))
    throw new FieldError(path, 'must be a field of a credential, such as aws.secretAccessKey');
  const { secret } = reference;
  requireSameNamespace(path, `Secret ${secret.name}`, secret.namespace, namespace);
}

function source<Text>(files: readonly (readonly [string, KeyReference<Text>])[]) {
  const bySecret = new Map<string, { key: string; path: string }[]>();
  for (const [path, { secret, key }] of files) {
    bySecret.set(secret.name, [...(bySecret.get(secret.name) ?? []), { key, path }]);
  }
  const [[only, items] = ['', []], ...others] = bySecret;
  if (others.length === 0) return { secret: { secretName: only, items } };
  return { projected: { sources: [...bySecret].map(([name, projected]) => ({ secret: { name, items: projected } })) } };
}

/** A volume's name is a DNS label; a path that has none of its own gets a hash. */
function volumeName(mountPath: string): string {
  const name = mountPath.slice(1).replaceAll('/', '-');
  if (/^[a-z0-9]([a-z0-9/]{0,60}[a-z0-9])?$/.test(mountPath.slice(1))) return name;
  return `files-${createHash('sha256').update(mountPath).digest('hex').slice(0, 10)}`;
}
