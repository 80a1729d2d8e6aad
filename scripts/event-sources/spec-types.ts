import type { Schema } from '../../lib/core/crd-schema';
import type { Kind, ObjectSchema } from './crd';
import type { Family } from './families';
import { identity, pascal, sharedFields } from './shared-fields';

type Print = (schema: Schema) => string;
type Words = Family['words'];

/** A TypeScript type of each kind's `spec`, not yet laid out. */
export function specTypes({ name: family, words }: Family, kinds: readonly Kind[]): string {
  const shared = sharedFields(kinds);
  const fieldType: Print = schema => {
    const name = shared.get(identity(schema))?.name;
    return name === undefined ? typeOf(schema, words) : `${pascal(name)}<Text>`;
  };
  return [
    `import type { Json } from '../manifest';`,
    `type JsonObject<Text> = { readonly [key: string]: Json<Text> };`,
    ...[...shared.values()].map(
      ({ name, schema }) =>
        `/** \`${name}\`, as several kinds have it. */\nexport type ${pascal(name)}<Text> = ${typeOf(schema, words)};`,
    ),
    ...kinds.map(
      ({ kind, spec }) =>
        `/** The \`spec\` of an ${kind}, without what keywire writes. */\nexport type ${kind}Spec<Text> = ${objectType(spec, fieldType, words)};`,
    ),
    [
      `/** The \`spec\` of each kind, without what keywire writes. \`Text\` is what may be shown. */`,
      `export type ${pascal(family)}Specs<Text> = {`,
      ...kinds.map(({ kind }) => `readonly ${kind}: ${kind}Spec<Text>;`),
      `};`,
    ].join('\n'),
  ].join('\n\n');
}

function typeOf(schema: Schema, words: Words): string {
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
      return `readonly (${typeOf(schema.items, words)})[]`;
    case 'map':
      return schema.values.type === 'any'
        ? 'JsonObject<Text>'
        : `Readonly<Record<string, ${typeOf(schema.values, words)}>>`;
    case 'object':
      return objectType(schema, inner => typeOf(inner, words), words);
    case 'any':
      return 'Json<Text>';
  }
}

/** An object type, or where only some combinations of fields are valid, a union of these. */
function objectType({ properties, required = [], oneOf, anyOf }: ObjectSchema, print: Print, words: Words): string {
  const variants = (oneOf ?? anyOf ?? [[]]).map(list => {
    const others = new Set((oneOf ?? []).flat().filter(key => !list.includes(key)));
    const fields = Object.entries(properties).map(([key, schema]) => {
      if (others.has(key)) return `readonly ${JSON.stringify(key)}?: never;`;
      const isRequired = required.includes(key) || list.includes(key);
      const word = Object.hasOwn(words, key) ? `\n/** ${words[key] ?? ''} */\n` : '';
      return `${word}readonly ${JSON.stringify(key)}${isRequired ? ': ' : '?: undefined | '}${print(schema)};`;
    });
    return `{ ${fields.join(' ')} }`;
  });
  return variants.join(' | ');
}
