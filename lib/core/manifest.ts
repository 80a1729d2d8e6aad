import { isDeferred, isPlainObject } from './deferred';
import { FieldError } from './field-error';
import type { SecretValue } from './secret-value';

/** A tree of plain values whose leaves may also be of type `Leaf`. */
export type Json<Leaf> =
  Leaf | string | number | boolean | null | undefined | readonly Json<Leaf>[] | { readonly [key: string]: Json<Leaf> };

/** Labels or annotations. */
export type StringMap<Text> = Readonly<Record<string, Text | string>>;

/** The part of `metadata` that keywire writes. */
export type Metadata<Text> = {
  readonly name: string;
  readonly namespace?: Text | undefined;
  readonly labels?: StringMap<Text> | undefined;
  readonly annotations?: StringMap<Text> | undefined;
};

/** A Kubernetes object. `Manifest<Text>` has no room for a secret; `Manifest<Text, SecretValue>` has. */
export type Manifest<Text, Secret extends SecretValue = never> = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata<Text>;
  readonly [field: string]: Json<Text | Secret>;
};

/** Whether secrets may stand in the `data` of an object: of a Secret, and of nothing else. */
export const mayHoldSecrets = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean =>
  apiVersion === 'v1' && kind === 'Secret';

/** The objects of one construct, by the id under which the engine declares them. These ids are API. */
export type Bundle<Text, Secret extends SecretValue = never> = Readonly<Record<string, Manifest<Text, Secret>>>;

/** What every object takes. */
export type ObjectSpec<Text> = {
  /**
   * The object's name in the cluster.
   *
   * @default - the construct's id
   */
  readonly name?: string | undefined;
  /**
   * The namespace, which is never created here.
   *
   * @default - the chart's (cdk8s) or the provider's (Pulumi)
   */
  readonly namespace?: Text | undefined;
  /** Labels of every object that the construct makes. @default {} */
  readonly labels?: StringMap<Text> | undefined;
  /** Annotations of every object that the construct makes. @default {} */
  readonly annotations?: StringMap<Text> | undefined;
};

/** A spec whose name the front end has filled in. */
export type Named<Spec> = Spec & { readonly name: string };

const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const qualifiedName =
  /^((?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Throws for labels and annotations that Kubernetes would refuse. */
function requireMetadata(spec: ObjectSpec<unknown>): void {
  for (const field of ['labels', 'annotations'] as const) {
    if (spec[field] !== undefined && !isPlainObject(spec[field]))
      throw new FieldError(field, 'must be an object whose keys are known when the program runs');
    for (const [key, value] of Object.entries(spec[field] ?? {})) {
      // Of annotations, Kubernetes checks the key in lower case.
      if (!qualifiedName.test(field === 'annotations' ? key.toLowerCase() : key)) {
        throw new FieldError(
          `${field}["${key}"]`,
          'must have a key such as team or example.com/team, the part before the slash in lower case',
        );
      }
      if (typeof value !== 'string' && !isDeferred(value))
        throw new FieldError(`${field}["${key}"]`, 'must be a string, and no secret, as it is shown');
      if (field === 'labels' && typeof value === 'string' && !labelValue.test(value)) {
        throw new FieldError(
          `labels["${key}"]`,
          'must be up to 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
        );
      }
    }
  }
}

/** The `metadata` of an object made from a spec, with more annotations and labels if there are any. */
export function metadata<Text>(
  spec: Named<ObjectSpec<Text>>,
  more: StringMap<Text> = {},
  moreLabels: StringMap<Text> = {},
): Metadata<Text> {
  requireMetadata(spec);
  const annotations = { ...spec.annotations, ...more };
  const labels = { ...spec.labels, ...moreLabels };
  return {
    name: spec.name,
    ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}
