import type { CredentialClass, Field, Keys } from '../../core/credential-class';
import { under } from '../../core/under';
import type { FieldValues } from '../field-values';
import type { SealingCertificate } from './certificate';
import type { DigestKey } from './digest-key';
import { planSeal, type AnySealSpec } from './plan-seal';
import type { Place } from './place';
import { sealValue } from './seal-value';
import type { SealedFile, Texts } from './sealed-file';

/** Everything about a credential but its values and for whom they are sealed. */
type Credential<C extends CredentialClass> = {
  /** The name of the Secret. */
  readonly name: string;
  /** Its namespace, which what is sealed cluster-wide may leave out. */
  readonly namespace?: string | undefined;
  /** Where else it opens. @default 'strict' */
  readonly scope?: Place['scope'] | undefined;
  readonly class: C;
  /** How the fields are spelled. @default - the first convention of the class */
  readonly keys?: Keys<C> | undefined;
  /**
   * Makes digests beside the ciphertexts, by which a later seal knows what has not changed.
   *
   * @default - no digests: each value that is given is sealed anew
   */
  readonly digestKey?: DigestKey | undefined;
  /** Labels of the SealedSecret and of the Secret, over those that are there. @default {} */
  readonly labels?: Texts | undefined;
  /** Annotations of both, likewise. @default {} */
  readonly annotations?: Texts | undefined;
};

/** All values, or those that are to change in a file. */
type Values<C extends CredentialClass, Replaced> =
  | { readonly values: FieldValues<C>; readonly replaces?: undefined; readonly remove?: undefined }
  | {
      /** The values to seal; a field that is not among them stays as it is. */
      readonly values: Partial<FieldValues<C>>;
      /** What is there. */
      readonly replaces: Replaced;
      /** The fields to leave out from now on. @default [] */
      readonly remove?: readonly Field<C>[] | undefined;
    };

/** What {@link seal} takes. */
export type SealSpec<C extends CredentialClass = CredentialClass> = Credential<C> & {
  readonly certificate: SealingCertificate;
} & Values<C, SealedFile>;

/** What {@link sealForClusters} takes. */
export type ClustersSealSpec<Cluster extends string, C extends CredentialClass = CredentialClass> = Credential<C> & {
  /** The certificate of each cluster's controller. */
  readonly certificates: Readonly<Record<Cluster, SealingCertificate>>;
} & Values<C, Readonly<Partial<Record<Cluster, SealedFile>>>>;

/**
 * Seals a credential for the controller of one cluster.
 *
 * Where it replaces a file, a value keeps its ciphertext if its digest says that it has not changed. That, and that
 * fields stay which are not given, takes a file that is sealed for the same name, namespace, scope and certificate:
 * there is no way to open a ciphertext and see.
 *
 * The values go into the ciphertexts and nowhere else, and errors don't show them. See {@link DigestKey} for what the
 * digests tell.
 *
 * A SealedSecret of more than 256 KiB takes `kubectl apply --server-side`.
 *
 * @throws FieldError for a name, namespace or scope that is none, a value that breaks a rule of its field or has no key,
 *   more than a Secret or a SealedSecret can hold, and fields that can't stay as they are
 */
export function seal<C extends CredentialClass>(spec: SealSpec<C>): SealedFile {
  return sealedBy(spec);
}

/** The same for a class that the compiler does not know. */
export function sealedBy(spec: AnySealSpec): SealedFile {
  const { items, finish } = planSeal(spec);
  return finish(items.map(sealValue));
}

/**
 * Seals a credential for several clusters: a SealedSecret for the certificate of each, by the cluster's name.
 *
 * @throws FieldError as {@link seal} does; it says for which cluster
 */
export function sealForClusters<Cluster extends string, C extends CredentialClass>(
  spec: ClustersSealSpec<Cluster, C>,
): Readonly<Record<Cluster, SealedFile>> {
  const { certificates, replaces, ...rest } = spec;
  const before: Readonly<Partial<Record<string, SealedFile>>> = replaces ?? {};
  const files = Object.entries<SealingCertificate>(certificates).map(([cluster, certificate]) => {
    const there = Object.hasOwn(before, cluster) ? before[cluster] : undefined;
    const sealed = under(
      path => `${cluster}: ${path}`,
      () => sealedBy({ ...rest, certificate, replaces: there }),
    );
    return [cluster, sealed] as const;
  });
  return Object.fromEntries(files) as Record<Cluster, SealedFile>;
}
