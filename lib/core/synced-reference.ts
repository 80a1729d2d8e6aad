import type { CredentialClass, Field } from './credential-class';
import { FieldError } from './field-error';
import type { MountedFiles } from './mounted-files';
import { under } from './under';
import { envOf } from './wiring';

/**
 * One field of a mounted credential, as a key of the Secret that the driver keeps while a pod has the files mounted.
 *
 * It comes only from `syncedEnv()` of a `MountedCredential`, and is good only in a service that has its files, too.
 */
export class SyncedReference<Text = unknown> {
  readonly #files: MountedFiles<Text>;

  /** @internal */
  constructor(
    files: MountedFiles<Text>,
    /** The Secret that has the key, as long as a pod has the files. */
    readonly secretName: string,
    /** The key in the Secret. */
    readonly key: string,
  ) {
    this.#files = files;
  }

  /** The files without which there is no Secret. */
  get files(): MountedFiles<Text> {
    return this.#files;
  }
}

/**
 * Fields of a mounted credential as environment variables.
 *
 * @throws FieldError without `sync`, for a field that the credential has not, or without a variable's name
 */
export function syncedEnvOf<Text, C extends CredentialClass>(
  credentialClass: C,
  synced: Readonly<Record<string, SyncedReference<Text>>> | undefined,
  names: Readonly<Partial<Record<Field<C>, string>>> | undefined,
): Readonly<Record<string, SyncedReference<Text>>> {
  if (!synced) throw new FieldError('sync', 'must be true for variables: without it there are files alone');
  return under(
    path => path.replace(/^env\(\)/, 'syncedEnv()'),
    () => envOf(credentialClass, synced, names),
  );
}
