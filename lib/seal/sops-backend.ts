import type { Sops, SopsDecryptor } from '../core/backends/sops';
import type * as ReadSopsFile from './read-sops-file';
import type * as Inspect from './sops/inspect';

/** What {@link sops} takes. */
export type SopsOptions = {
  /** The path of an encrypted Secret, as `keywire sops` or `sops` writes it; relative to the working directory. */
  readonly file: string;
  /**
   * Who decrypts it on its way to the cluster.
   *
   * `flux`: the encrypted Secret is among the manifests, and Flux decrypts it before it applies them; it takes
   * `spec.decryption` in the Flux Kustomization. Applied by anything else, it is refused by the API server, unless values
   * stand in `stringData` and nobody looks at unknown fields. Under Pulumi, which applies by itself, nothing is
   * rendered: Flux reads the file.
   *
   * `ksops`: nothing is rendered. The Secret comes out of the kustomization that generates it from the file. It goes as
   * well for a file that Flux reads where it lies.
   */
  readonly decryptedBy: SopsDecryptor;
};

/**
 * The values are in Git, encrypted by SOPS: whoever holds one of the keys can open them. keywire needs none.
 *
 * The file is checked without a key: that every value is encrypted, that it is for this name and namespace, and that it
 * holds the fields of the credential. https://getsops.io/docs/
 *
 * @throws FieldError for a file that can't be read, or is no encrypted Secret
 */
export function sops({ file, decryptedBy }: SopsOptions): Sops {
  // Loaded with the first file: most programs that require keywire read none, and these bring a dozen files along.
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { readSopsFile } = require('./read-sops-file') as typeof ReadSopsFile;
  const { inspectSopsSecret } = require('./sops/inspect') as typeof Inspect;
  /* eslint-enable @typescript-eslint/no-require-imports */
  const { name, namespace, type, keys, macOnlyEncrypted, manifest } = inspectSopsSecret(file, readSopsFile(file));
  return { backend: 'sops', content: { name, namespace, type, keys, macOnlyEncrypted, manifest }, decryptedBy };
}
