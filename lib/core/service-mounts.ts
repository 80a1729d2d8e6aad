import { FieldError } from './field-error';
import { MountedFiles } from './mounted-files';
import type { ServiceSpec } from './service-spec';
import { SyncedReference } from './synced-reference';

type Mounting = Pick<ServiceSpec<unknown>, 'env' | 'files' | 'serviceAccountName'>;

/** The service account that mounted credentials want the pods to run as, if there are any. */
export const accountOfMounts = (spec: Mounting): string | undefined => mountsOf(spec)[0]?.mount.serviceAccountName;

/**
 * Throws for mounted credentials of several service accounts, as a pod runs as one; and for variables from a Secret
 * that nothing in the pod makes the driver keep.
 */
export function requireMounts(spec: Mounting): void {
  const [first, ...others] = mountsOf(spec);
  const other = others.find(({ mount }) => mount.serviceAccountName !== first?.mount.serviceAccountName);
  if (first && other)
    throw new FieldError(
      other.path,
      `are read as service account ${other.mount.serviceAccountName}, ${first.path} as ${first.mount.serviceAccountName}; a pod runs as one, so give both credentials the same`,
    );
  const account = first?.mount.serviceAccountName;
  if (account !== undefined && spec.serviceAccountName !== undefined && spec.serviceAccountName !== account)
    throw new FieldError(
      'serviceAccountName',
      `must be ${account}, as which ${first?.path ?? ''} are read; leave it out`,
    );
  requireSyncing(spec);
}

const mountsOf = ({ files = {} }: Mounting) =>
  Object.entries(files).flatMap(([folder, each]) =>
    each instanceof MountedFiles ? [{ path: `files["${folder}"]`, mount: each.mount }] : [],
  );

function requireSyncing(spec: Mounting): void {
  const mounted = new Set(mountsOf(spec).map(({ mount }) => mount.secretProviderClass));
  for (const [name, value] of Object.entries(spec.env ?? {})) {
    if (!(value instanceof SyncedReference) || mounted.has(value.files.mount.secretProviderClass)) continue;
    throw new FieldError(
      `env.${name}`,
      `is from Secret ${value.secretName}, which is there only while a pod of this service has the files mounted; put files() of that credential into files, too`,
    );
  }
}
