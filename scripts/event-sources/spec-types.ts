import type { Schema } from '../../lib/core/crd-schema';
import type { Kind, ObjectSchema } from './crd';
import { identity, pascal, sharedFields } from './shared-fields';

type Print = (schema: Schema) => string;

/** A TypeScript type of each kind's `spec`, not yet laid out. */
export function specTypes(family: string, kinds: readonly Kind[]): string {
  const shared = sharedFields(kinds);
  const fieldType: Print = schema => {
    const name = shared.get(identity(schema))?.name;
    return name === undefined ? typeOf(schema) : `${pascal(name)}<Text>`;
  };
  return [
    `import type { Json } from '../manifest';`,
    `type JsonObject<Text> = { readonly [key: string]: Json<Text> };`,
    ...[...shared.values()].map(({ name, schema }) => `export type ${pascal(name)}<Text> = ${typeOf(schema)};`),
    ...kinds.map(({ kind, spec }) => `export type ${kind}Spec<Text> = ${objectType(spec, fieldType)};`),
    [
      `/** The \`spec\` of each kind, without what keywire writes. \`Text\` is what may be shown. */`,
      `export type ${pascal(family)}Specs<Text> = {`,
      ...kinds.map(({ kind }) => `readonly ${kind}: ${kind}Spec<Text>;`),
      `};`,
    ].join('\n'),
  ].join('\n\n');
}

function typeOf(schema: Schema): string {
  switch (schema.type) {
    case 'string':
      return (
        (schema.enum?.map(value => JSON.stringify(value)).join(' | ') ?? 'Text') + (schema.nullable ? ' | null' : '')
      );
    case 'integer':
    case 'number':
      return 'number';
    case 'int-or-string':
      return 'number | Text';
    case 'boolean':
      return 'boolean';
    case 'array':
      return `readonly (${typeOf(schema.items)})[]`;
    case 'map':
      return schema.values.type === 'any' ? 'JsonObject<Text>' : `Readonly<Record<string, ${typeOf(schema.values)}>>`;
    case 'object':
      return objectType(schema, typeOf);
    case 'any':
      return 'Json<Text>';
  }
}

/** An object type, or where only some combinations of fields are valid, a union of these. */
function objectType({ properties, required = [], oneOf, anyOf }: ObjectSchema, print: Print): string {
  const variants = (oneOf ?? anyOf ?? [[]]).map(list => {
    const others = new Set((oneOf ?? []).flat().filter(key => !list.includes(key)));
    const fields = Object.entries(properties).map(([key, schema]) => {
      if (others.has(key)) return `readonly ${JSON.stringify(key)}?: never;`;
      const isRequired = required.includes(key) || list.includes(key);
      return `readonly ${JSON.stringify(key)}${isRequired ? ': ' : '?: undefined | '}${print(schema)};`;
    });
    return `{ ${fields.join(' ')} }`;
  });
  return variants.join(' | ');
}
