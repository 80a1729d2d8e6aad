import type { Schema } from '../../lib/core/crd-schema';
import type { Kind } from './crd';
import { camel, identity, pascal, sharedFields } from './shared-fields';

type Print = (schema: Schema) => string;

/** The schema of each kind's `spec` as data, not yet laid out. What comes several times is a constant. */
export function specSchemas(family: string, kinds: readonly Kind[]): string {
  const nameOf = naming(kinds);
  const constants = new Map<string, string>();
  const print: Print = schema => {
    const name = nameOf(schema);
    if (name === undefined) return literal(schema, print);
    // Its literal comes first: the constants in it must stand before it.
    if (!constants.has(name)) constants.set(name, `const ${name}: Schema = ${literal(schema, print)};`);
    return name;
  };
  const blocks = kinds.map(({ kind, spec, ...facts }) => {
    const entries = Object.entries(facts).map(([fact, value]) => `${fact}: ${JSON.stringify(value)}`);
    return `${kind}: {\n${[...entries, `spec: ${literal(spec, print)}`].join(',\n')} },`;
  });
  return [
    `import type { KindSchema, Schema } from '../crd-schema';`,
    `import type { ${pascal(family)}Specs } from './${family}s';`,
    '',
    ...constants.values(),
    '',
    `export const ${camel(family)}Schemas: Readonly<Record<keyof ${pascal(family)}Specs<string>, KindSchema>> = {`,
    ...blocks,
    '};',
  ].join('\n');
}

function literal(schema: Schema, print: Print): string {
  const entries = Object.entries(schema).map(([keyword, value]: [string, unknown]) => {
    if (keyword === 'items' || keyword === 'values') return `${keyword}: ${print(value as Schema)}`;
    if (keyword !== 'properties') return `${keyword}: ${JSON.stringify(value)}`;
    const properties = Object.entries(value as Readonly<Record<string, Schema>>).map(([key, property]) => {
      const printed = print(property);
      return printed === key ? key : `${JSON.stringify(key)}: ${printed}`;
    });
    return `properties: { ${properties.join(', ')} }`;
  });
  return `{ ${entries.join(', ')} }`;
}

/** The constant for a schema, if it comes more than once and has a name of its own. */
function naming(kinds: readonly Kind[]): (schema: Schema) => string | undefined {
  const shared = sharedFields(kinds);
  const everything = JSON.stringify(kinds);
  const owners = new Map([...shared].map(([key, { name }]) => [camel(name), key]));
  return schema => {
    const key = identity(schema);
    const field = shared.get(key)?.name;
    if (field !== undefined) return camel(field);
    const name = scalarName(schema);
    if (name === undefined || everything.split(key).length <= 2) return undefined;
    if (!owners.has(name)) owners.set(name, key);
    return owners.get(name) === key ? name : undefined;
  };
}

function scalarName(schema: Schema): string | undefined {
  switch (schema.type) {
    case 'string':
      return textName(schema);
    case 'int-or-string':
      return 'quantity';
    case 'integer':
    case 'boolean':
      return Object.keys(schema).length === 1 ? schema.type : undefined;
    case 'number':
    case 'array':
    case 'map':
    case 'object':
    case 'any':
      return undefined;
  }
}

function textName({ type: _, pattern, format, ...rest }: Extract<Schema, { type: 'string' }>): string | undefined {
  if (Object.keys(rest).length > 0) return undefined;
  if (pattern === undefined) return format ?? 'text';
  const service = /^\^arn:[^:]+:([a-z0-9-]+):/.exec(pattern)?.[1];
  return service === undefined ? undefined : `${camel(service)}Arn`;
}
