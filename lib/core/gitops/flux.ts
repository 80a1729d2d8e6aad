import { FieldError } from '../field-error';
import { requireName } from '../names';
import { shellWord } from '../shell-word';

/** What {@link fluxDecryption} takes. */
export type FluxDecryptionSpec = {
  /** The Secret with the age identities, in the namespace of the Flux Kustomization. @default 'sops-age' */
  readonly secretName?: string | undefined;
};

/** The block `spec.decryption` of a Flux Kustomization. */
export type FluxDecryption = { readonly provider: 'sops'; readonly secretRef: { readonly name: string } };

const defaultName = 'sops-age';

/**
 * The block `spec.decryption` of a Kustomization of `kustomize.toolkit.fluxcd.io/v1`, with which Flux decrypts what it
 * applies. https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption
 *
 * @throws FieldError for a name that Kubernetes would refuse
 */
export function fluxDecryption({ secretName = defaultName }: FluxDecryptionSpec = {}): FluxDecryption {
  requireName('secretName', secretName, 'subdomain');
  return { provider: 'sops', secretRef: { name: secretName } };
}

/** What {@link fluxKeyCommand} takes. */
export type FluxKeySpec = FluxDecryptionSpec & {
  /** The namespace of the Flux Kustomization. @default 'flux-system' */
  readonly namespace?: string | undefined;
  /** The path of the file with age identities. */
  readonly keyFile: string;
};

/**
 * The shell command that brings age identities to the cluster for Flux. It names the file, and shows nothing of it.
 *
 * @throws FieldError for names that Kubernetes would refuse
 */
export function fluxKeyCommand({ secretName = defaultName, namespace = 'flux-system', keyFile }: FluxKeySpec): string {
  requireName('secretName', secretName, 'subdomain');
  requireName('namespace', namespace, 'label');
  if (keyFile === '' || /[\r\n\0]/.test(keyFile))
    throw new FieldError('keyFile', 'must be the path of a file with age identities');
  // Flux takes for age what ends in .agekey.
  return `kubectl create secret generic ${secretName} --namespace=${namespace} --from-file=age.agekey=${shellWord(keyFile)}`;
}
