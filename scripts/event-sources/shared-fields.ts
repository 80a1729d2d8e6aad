import type { Schema } from '../../lib/core/crd-schema';
import type { Kind, ObjectSchema } from './crd';

/** A field of `spec` that is the same object in several kinds. */
export type SharedField = { readonly name: string; readonly schema: ObjectSchema };

/** What is the same where: a schema as a key. */
export const identity = (schema: Schema): string => JSON.stringify(schema);

/** The fields that several kinds share, by identity. The first of two that differ under one name has the plain name. */
export function sharedFields(kinds: readonly Kind[]): ReadonlyMap<string, SharedField> {
  const seen = new Map<
    string,
    { readonly kind: string; readonly field: string; readonly schema: ObjectSchema; times: number }
  >();
  for (const { kind, spec } of kinds) {
    for (const [field, schema] of Object.entries(spec.properties)) {
      if (schema.type !== 'object') continue;
      const entry = seen.get(identity(schema)) ?? { kind, field, schema, times: 0 };
      entry.times += 1;
      seen.set(identity(schema), entry);
    }
  }
  const shared = new Map<string, SharedField>();
  const taken = new Set<string>();
  for (const [key, { kind, field, schema, times }] of seen) {
    if (times === 1) continue;
    const name = taken.has(field) ? kind + pascal(field) : field;
    taken.add(name);
    shared.set(key, { name, schema });
  }
  return shared;
}

/** `aws-source` or `awsSource` as `AwsSource`. */
export const pascal = (words: string): string =>
  words.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `aws-source` or `AwsSource` as `awsSource`. */
export const camel = (words: string): string => pascal(words).replace(/^\w/, letter => letter.toLowerCase());
