import type { MapSchema, ObjectSchema, RequiredLists, ScalarSchema, Schema } from './crd-schema';
import { isDeferred, isPlainObject } from './deferred';
import { FieldError } from './field-error';
import { choices, limitOfCrd, unknownField, wanted } from './schema-wording';
import { compiled, formats } from './text-formats';

/** Where, below the value that is checked, something is wrong. The path grows on the way up: what is valid builds none. */
type Failure = { readonly path: string; readonly problem: string };

type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Throws for the first thing in the value that the schema refuses: a field that is unknown, missing, or not as it must be.
 *
 * A field that is `undefined` is absent. Where a scalar is wanted, a promise or any instance of a class passes: it stands
 * for a value that is known later. A `SecretValue` does not, as a spec is shown. No message shows a value.
 */
export function requireSchema(path: string, value: unknown, schema: Schema): void {
  const failure = failureOf(value, schema);
  if (failure) throw new FieldError(path + failure.path, failure.problem);
}

function failureOf(value: unknown, schema: Schema): Failure | undefined {
  switch (schema.type) {
    case 'any':
      return undefined;
    case 'object':
    case 'map':
      return isPlainObject(value) ? objectFailure(value, schema) : refusal(value, schema);
    case 'array':
      if (!Array.isArray(value) || value.length < (schema.minItems ?? 0)) return refusal(value, schema);
      return itemFailure(value, schema.items);
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'int-or-string':
      return accepts(value, schema) || isDeferred(value) ? undefined : refusal(value, schema);
  }
}

function objectFailure(value: PlainObject, schema: ObjectSchema | MapSchema): Failure | undefined {
  const failure = entryFailure(value, schema);
  if (failure || schema.type === 'map') return failure;
  for (const key of schema.required ?? []) {
    if (has(value, key)) continue;
    return { path: step(key), problem: `is missing; it must be ${wanted(schema.properties[key] ?? { type: 'any' })}` };
  }
  return listFailure(value, schema);
}

function entryFailure(value: PlainObject, schema: ObjectSchema | MapSchema): Failure | undefined {
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) continue;
    const entry = schema.type === 'map' ? schema.values : own(schema.properties, key);
    if (!entry) return { path: step(key), problem: unknownField(key, schema) };
    const failure = failureOf(value[key], entry);
    if (failure) return { path: step(key) + failure.path, problem: failure.problem };
  }
  return undefined;
}

function listFailure(value: PlainObject, { oneOf, anyOf }: ObjectSchema): Failure | undefined {
  if (oneOf && count(value, oneOf) !== 1) return { path: '', problem: `must have exactly one of ${choices(oneOf)}` };
  if (anyOf && count(value, anyOf) === 0) return { path: '', problem: `must have at least one of ${choices(anyOf)}` };
  return undefined;
}

function itemFailure(value: readonly unknown[], items: Schema): Failure | undefined {
  for (let index = 0; index < value.length; index++) {
    const failure = failureOf(value[index], items);
    if (failure) return { path: `[${index}]${failure.path}`, problem: failure.problem };
  }
  return undefined;
}

function accepts(value: unknown, schema: ScalarSchema): boolean {
  switch (schema.type) {
    case 'string':
      if (typeof value !== 'string') return value === null && schema.nullable === true;
      if (value.length < (schema.minLength ?? 0) || schema.enum?.includes(value) === false) return false;
      if (schema.pattern !== undefined && !compiled(schema.pattern).test(value)) return false;
      return schema.format === undefined || formats[schema.format].accepts(value);
    case 'integer':
    case 'number':
      if (schema.type === 'integer' ? !Number.isSafeInteger(value) : !Number.isFinite(value)) return false;
      return Number(value) >= (schema.minimum ?? -Infinity) && Number(value) <= (schema.maximum ?? Infinity);
    case 'boolean':
      return typeof value === 'boolean';
    case 'int-or-string':
      if (typeof value !== 'string') return Number.isSafeInteger(value);
      return schema.pattern === undefined || compiled(schema.pattern).test(value);
  }
}

const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

const has = (value: PlainObject, key: string): boolean => own(value, key) !== undefined;

// A user's key may be `constructor`, which every object inherits.
function own<T>(value: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const count = (value: PlainObject, lists: RequiredLists): number =>
  lists.filter(keys => keys.every(key => has(value, key))).length;

function refusal(value: unknown, schema: Schema): Failure {
  const pattern = 'pattern' in schema ? schema.pattern : undefined;
  const limit = typeof value === 'string' && pattern !== undefined ? limitOfCrd(value, compiled(pattern)) : '';
  const late = isDeferred(value) ? ', known when the program runs; only scalars in it may come later' : '';
  return { path: '', problem: `must be ${wanted(schema)}${limit}${late}` };
}
