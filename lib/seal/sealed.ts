import type { Sealed, SealedFields } from '../core/backends/sealed';
import { readSealedSecret } from './read-sealed-secret';

/** What {@link sealed} takes. */
export type SealedOptions<Field extends string> =
  | {
      /** The path of a SealedSecret as `kubeseal` writes it, in YAML or JSON; relative to the working directory. */
      readonly file: string;
    }
  | SealedFields<Field>;

/**
 * The values are in Git, sealed for one cluster: its Sealed Secrets controller alone can open them.
 *
 * Makes a SealedSecret (`bitnami.com/v1alpha1`) with the ciphertexts of the file, after checking that it was sealed for
 * this name and namespace and holds the fields of the credential.
 * https://github.com/bitnami-labs/sealed-secrets#usage
 *
 * @throws FieldError for a file that can't be read, is larger than 4 MiB, or holds anything but one SealedSecret
 */
export const sealed = <Field extends string = never>(options: SealedOptions<Field>): Sealed<NoInfer<Field>> => ({
  backend: 'sealed',
  content: 'file' in options ? { manifest: readSealedSecret(options.file) } : options,
});
