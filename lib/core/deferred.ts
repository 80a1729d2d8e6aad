import { SecretValue } from './secret-value';

/** Whether the value is an object literal, or as good as one. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || hasThen(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of an object from another realm is not our Object.prototype, but is as bare.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const hasThen = (value: object): boolean => 'then' in value && typeof value.then === 'function';

/** Whether the value stands for one that an engine knows later: a promise, or an instance of any class but `SecretValue`. */
export function isDeferred(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof SecretValue) && !isPlainObject(value);
}
