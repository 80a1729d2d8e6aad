import { parse } from 'yaml';
import type { KindSchema, Schema, StringFormat } from '../../lib/core/crd-schema';
import type { Family } from './families';

export type ObjectSchema = Extract<Schema, { type: 'object' }>;

/** One kind of a family, as its CRD defines it. */
export type Kind = Omit<KindSchema, 'spec'> & { readonly kind: string; readonly spec: ObjectSchema };

/** A schema in a CRD: the part of https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ that TriggerMesh uses. */
type Node = {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node;
  readonly items?: Node;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minLength?: number;
  readonly nullable?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
};

type Crd = {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: Node } } };
    }[];
  };
};

/** Those of CRDs by ours; null for what the API server ignores, or checks no better than the pattern beside it. */
const formats = new Map<string, StringFormat | null>([
  ['duration', 'duration'],
  ['json', 'json'],
  ['uri', 'uri'],
  ['url', 'uri'],
  ['email', null],
  ['guid', null],
  ['password', null],
]);

/** What a schema of each type may say. Anything else stops the generator, rather than being lost. */
const keywords: Readonly<Record<Schema['type'], readonly (keyof Node)[]>> = {
  string: ['pattern', 'enum', 'format', 'minLength', 'nullable'],
  integer: ['minimum', 'maximum', 'format'],
  number: ['minimum', 'maximum', 'format'],
  boolean: [],
  'int-or-string': ['pattern', 'anyOf', 'x-kubernetes-int-or-string'],
  array: ['items', 'minItems'],
  // AWS' CRDs do not, but LogzMetricsTarget puts minLength on an object, where it says nothing.
  object: ['properties', 'required', 'oneOf', 'anyOf', 'minLength'],
  map: ['additionalProperties', 'x-kubernetes-preserve-unknown-fields'],
  any: ['x-kubernetes-preserve-unknown-fields'],
};

/** The kind that a CRD defines, without its descriptions and without what keywire writes. */
export function kindOf(text: string, family: Pick<Family, 'written' | 'formats'>): Kind {
  const { group, names, versions } = (parse(text) as Crd).spec;
  const [version, another] = versions;
  if (!version || another) throw new Error(`${names.kind}: wanted one version`);
  const root = version.schema.openAPIV3Schema.properties.spec;
  const auth = root.properties?.auth?.properties ?? {};
  const credentials = auth.credentials?.properties ?? {};
  const spec = withFormats(
    objectSchema(withoutFields(root, names.kind, family.written), names.kind),
    names.kind,
    family.formats,
  );
  return {
    kind: names.kind,
    group,
    version: version.name,
    auth: {
      iam: 'iam' in auth,
      sessionToken: 'sessionToken' in credentials,
      assumeRole: 'assumeIamRole' in credentials,
    },
    spec,
  };
}

function schemaOf(node: Node, at: string): Schema {
  const type = typeOf(node, at);
  requireKeywords(node, type, at);
  switch (type) {
    case 'object':
      return objectSchema(node, at);
    case 'array':
      return { type, items: schemaOf(node.items ?? {}, `${at}[]`), ...pick(node, 'minItems') };
    case 'map': {
      const values = node.additionalProperties;
      return { type, values: values ? schemaOf(values, `${at}{}`) : { type: 'any' } };
    }
    case 'string':
      return { type, ...pick(node, 'pattern', 'enum', 'minLength', 'nullable'), ...formatOf(node, at) };
    case 'integer':
    case 'number':
      return { type, ...pick(node, 'minimum', 'maximum') };
    case 'int-or-string':
      return { type, ...pick(node, 'pattern') };
    case 'boolean':
    case 'any':
      return { type };
  }
}

function typeOf(node: Node, at: string): Schema['type'] {
  if (node['x-kubernetes-int-or-string']) return 'int-or-string';
  const isOpen = node['x-kubernetes-preserve-unknown-fields'] === true;
  if (node.type === 'object' && !node.properties && (node.additionalProperties ?? isOpen)) return 'map';
  if (node.type === undefined && isOpen) return 'any';
  if (node.type === undefined) throw new Error(`${at}: has no type; teach the generator`);
  return node.type;
}

function requireKeywords(node: Node, type: Schema['type'], at: string): void {
  const known = new Set<string>(['type', 'description', 'default', ...keywords[type]]);
  const unknown = Object.keys(node).find(keyword => !known.has(keyword));
  if (unknown !== undefined) throw new Error(`${at}: does not know ${unknown} of ${type}; teach the generator`);
}

function objectSchema(node: Node, at: string): ObjectSchema {
  const properties = Object.entries(node.properties ?? {});
  if (properties.length === 0) throw new Error(`${at}: has no properties; teach the generator`);
  // The API server fills in a default before it looks for what is required.
  const required = (node.required ?? []).filter(key => node.properties?.[key]?.default === undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([key, property]) => [key, schemaOf(property, `${at}.${key}`)])),
    ...(required.length > 0 ? { required } : {}),
    ...(node.oneOf ? { oneOf: requiredLists(node.oneOf, at) } : {}),
    ...(node.anyOf ? { anyOf: requiredLists(node.anyOf, at) } : {}),
  };
}

function requiredLists(nodes: readonly Node[], at: string): readonly (readonly string[])[] {
  return nodes.map(({ required, ...rest }) => {
    if (!required || Object.keys(rest).length > 0) throw new Error(`${at}: oneOf and anyOf may only say required`);
    return required;
  });
}

function formatOf({ format }: Node, at: string): { format?: StringFormat } {
  if (format === undefined) return {};
  const known = formats.get(format);
  if (known === undefined) throw new Error(`${at}: does not know format ${format}; teach the generator`);
  return known ? { format: known } : {};
}

/** The node without those fields, and without what it demands of them. */
function withoutFields(node: Node, kind: string, fields: readonly string[]): Node {
  const stays = (key: string): boolean => !fields.includes(key);
  const lists = { oneOf: node.oneOf, anyOf: node.anyOf };
  for (const [key, nodes] of Object.entries(lists)) {
    if (nodes?.some(({ required }) => !required?.every(stays)))
      throw new Error(`${kind}: ${key} names a field that keywire writes`);
  }
  return {
    ...node,
    properties: Object.fromEntries(Object.entries(node.properties ?? {}).filter(([key]) => stays(key))),
    required: (node.required ?? []).filter(stays),
  };
}

function withFormats(spec: ObjectSchema, kind: string, added: Family['formats']): ObjectSchema {
  const properties = { ...spec.properties };
  for (const [field, format] of Object.entries(added)) {
    const [ofKind, key = ''] = field.split('.');
    if (ofKind !== kind) continue;
    const schema = properties[key];
    if (schema?.type !== 'string') throw new Error(`${field}: is no string any more; mend families.ts`);
    properties[key] = { ...schema, format };
  }
  return { ...spec, properties };
}

function pick<Key extends keyof Node>(node: Node, ...keys: Key[]): Partial<Pick<Required<Node>, Key>> {
  const entries = keys.filter(key => node[key] !== undefined).map(key => [key, node[key]] as const);
  return Object.fromEntries(entries) as Partial<Pick<Required<Node>, Key>>;
}
