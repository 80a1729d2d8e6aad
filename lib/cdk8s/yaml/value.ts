import { Unwritable } from './unwritable';

/** A list, or an object whose keys are written. */
export type Container = Readonly<Record<string, unknown>> | readonly unknown[];

const boxes = [String, Number, Boolean];
const notData = [Map, Set, Date, Uint8Array];

export const isContainer = (written: unknown): written is Container => isObject(written);
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What is written for an object, like cdk8s': a container, or a scalar that is still to be checked. Throws for what has no form in JSON. */
export function writtenObject(value: object): unknown {
  if (isPlain(value)) return value;
  requireData(value);
  if (boxes.some(box => value instanceof box)) return value.valueOf();
  if (!hasToJson(value)) return asContainer(value);
  // An object's word for itself is taken once.
  const json = value.toJSON();
  if (!isObject(json)) return json;
  requireData(json);
  return asContainer(json);
}

function isPlain(value: object): value is Container {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !hasToJson(value);
}

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  typeof (value as { toJSON?: unknown }).toJSON === 'function';

function requireData(value: object): void {
  const type = notData.find(type => value instanceof type);
  if (type) throw new Unwritable(`must be JSON, not a ${type.name}; give a text, a list or an object made of it`);
}

const asContainer = (value: object): Container =>
  Symbol.iterator in value ? [...(value as Iterable<unknown>)] : (value as Container);
