import type { Sealed, SealedFields, SealScope } from '../core/backends/sealed';
import { readSealedSecret } from './read-sealed-secret';
import { readCertificateFingerprint } from './sealed-secrets/certificate';

/** A SealedSecret that is committed, and what it has to be. */
export type SealedFileOptions = {
  /** The path of a SealedSecret as `keywire seal` or `kubeseal` writes it, in YAML or JSON; relative to the working directory. */
  readonly file: string;
  /**
   * The path of the certificate of the controller that is to open it, in PEM. The file has to say that it was sealed
   * with that one, as files of `keywire seal` do. Whether it has expired is not asked: a synth does not look at the
   * clock, and the controller opens what it has sealed.
   *
   * @default - any: that of another cluster shows only there
   */
  readonly certificate?: string | undefined;
  /** The scope that it has to be sealed for. @default - the one that the file says */
  readonly scope?: SealScope | undefined;
};

/** What {@link sealed} takes. */
export type SealedOptions<Field extends string> = SealedFileOptions | SealedFields<Field>;

/**
 * The values are in Git, sealed for one cluster: its Sealed Secrets controller alone can open them.
 *
 * Makes a SealedSecret (`bitnami.com/v1alpha1`) with the ciphertexts of the file, after checking that it was sealed for
 * this name and namespace and holds the fields of the credential.
 * https://github.com/bitnami-labs/sealed-secrets#usage
 *
 * @throws FieldError for a file that can't be read, is larger than 4 MiB, or holds anything but one SealedSecret, and for
 *   a certificate that can't be read
 */
export const sealed = <Field extends string = never>(options: SealedOptions<Field>): Sealed<NoInfer<Field>> => ({
  backend: 'sealed',
  content: 'file' in options ? fromFile(options) : options,
});

const fromFile = ({ file, certificate, scope }: SealedFileOptions): Sealed<never>['content'] => ({
  manifest: readSealedSecret(file),
  certificate: certificate === undefined ? undefined : pinned(certificate),
  scope,
});

const pinned = (file: string) => ({ name: file, fingerprint: readCertificateFingerprint(file) });
