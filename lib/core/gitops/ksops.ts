import { FieldError } from '../field-error';
import type { Manifest } from '../manifest';
import { requireName } from '../names';

/** What {@link ksopsGenerator} takes. */
export type KsopsGeneratorSpec = {
  /** The name of the generator, which nothing refers to. */
  readonly name: string;
  /** The encrypted files, by paths relative to the kustomization. */
  readonly files: readonly string[];
};

/**
 * A generator for `kustomization.yaml`, with which kustomize makes Secrets from encrypted files by running `ksops`.
 *
 * `kustomize build --enable-alpha-plugins --enable-exec` runs it. Without the second flag kustomize leaves the Secrets
 * out, and says nothing. The Secret's own annotations tell kustomize how to merge it. https://github.com/viaduct-ai/kustomize-sops
 *
 * @throws FieldError for no files, one that stands twice, and a path that is not relative
 */
export function ksopsGenerator({ name, files }: KsopsGeneratorSpec): Manifest<string> {
  requireName('name', name, 'subdomain');
  if (files.length === 0) throw new FieldError('files', 'must name at least one encrypted file');
  for (const [index, file] of files.entries()) {
    if (file === '' || /^[/\\]|^[A-Za-z]:|[\r\n]/.test(file))
      throw new FieldError(`files[${index}]`, 'must be a path relative to the kustomization, as in ./aws.enc.yaml');
    if (files.indexOf(file) !== index) throw new FieldError(`files[${index}]`, 'stands twice; name each file once');
  }
  return {
    apiVersion: 'viaduct.ai/v1',
    kind: 'ksops',
    // YAML within YAML, as kustomize wants it.
    metadata: { name, annotations: { 'config.kubernetes.io/function': 'exec:\n  path: ksops\n' } },
    files: [...files],
  };
}

/** What kustomize is told of a Secret that a generator makes. */
export type KsopsSecretOptions = {
  /** What becomes of one that is there already. @default 'create' */
  readonly behavior?: 'create' | 'merge' | 'replace' | undefined;
  /**
   * Whether its name gets a hash of its content. Kustomize adds it to what uses the Secret as well, but only where it
   * knows the kind: not in Knative services and sources, so that `sops(…)` refuses it.
   *
   * @default false
   */
  readonly needsHash?: boolean | undefined;
};

/** The annotations of a Secret by which KSOPS has kustomize merge or rename it. They stand in the encrypted file. */
export function ksopsAnnotations({ behavior, needsHash }: KsopsSecretOptions): Readonly<Record<string, string>> {
  return {
    ...(behavior === undefined ? {} : { 'kustomize.config.k8s.io/behavior': behavior }),
    ...(needsHash === true ? { [needsHashAnnotation]: 'true' } : {}),
  };
}

/** The annotation by which a Secret's name gets a hash. */
export const needsHashAnnotation = 'kustomize.config.k8s.io/needs-hash';
