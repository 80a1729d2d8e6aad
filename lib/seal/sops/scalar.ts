import { textOf } from '../text';
import type { Plaintext, ValueType } from './encrypted-value';
import { formatFloat, parseFloat64, parseInteger } from './go-numbers';
import { parseTime } from './go-time';

/** A point in time, in RFC 3339. */
export type Time = { readonly time: string };

/** A value of a file, by the types that SOPS tells apart: a bigint is an integer, a number a float. */
export type Scalar = string | bigint | number | boolean | Time | Buffer | null;

const words = new Map<string, Scalar>([
  ...['true', 'True', 'TRUE'].map(word => [word, true] as const),
  ...['false', 'False', 'FALSE'].map(word => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map(word => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map(word => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(word => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map(word => [word, -Infinity] as const),
]);

/**
 * What a plain YAML scalar is to sops: neither YAML 1.1 nor 1.2, but what Go's library makes of it.
 *
 * The MAC of most files covers what is in the clear, too, so that a `0o14` read otherwise would be a mismatch.
 */
export function resolvePlain(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return parseFloat64(text) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const time = parseTime(text);
  if (time !== undefined) return { time };
  const digits = text.replaceAll('_', '');
  const integer = parseInteger(digits);
  const isUnsigned = integer !== undefined && !digits.startsWith('+') && BigInt.asUintN(64, integer) === integer;
  if (integer !== undefined && (isUnsigned || isKnownInteger(integer))) return integer;
  return parseFloat64(digits) ?? text;
}

/** Whether sops can hold the integer: a sign and 63 bits. One of 64 bits without a sign is read, and then refused. */
export const isKnownInteger = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** What is encrypted of a value, and counted by the MAC. */
export function plaintextOf(value: Exclude<Scalar, null>): Plaintext {
  if (typeof value === 'string') return { type: 'str', bytes: Buffer.from(value) };
  if (typeof value === 'bigint') return { type: 'int', bytes: Buffer.from(String(value)) };
  if (typeof value === 'number') return { type: 'float', bytes: Buffer.from(formatFloat(value)) };
  if (typeof value === 'boolean') return { type: 'bool', bytes: Buffer.from(value ? 'True' : 'False') };
  return Buffer.isBuffer(value) ? { type: 'bytes', bytes: value } : { type: 'time', bytes: Buffer.from(value.time) };
}

/** The value that was encrypted; undefined where the bytes are none of their type. */
export function scalarOf({ type, bytes }: Plaintext): Scalar | undefined {
  return readers[type](bytes);
}

const readers: Readonly<Record<ValueType, (bytes: Buffer) => Scalar | undefined>> = {
  // Go takes any bytes for a text.
  str: bytes => textOf(bytes) ?? bytes,
  comment: bytes => textOf(bytes) ?? bytes,
  bytes: bytes => bytes,
  int: bytes => (/^[-+]?\d+$/.test(bytes.toString()) ? BigInt(bytes.toString().replace('+', '')) : undefined),
  float: bytes => floats.get(bytes.toString()) ?? parseFloat64(bytes.toString()),
  bool: bytes => booleans.get(bytes.toString()),
  time: bytes => {
    const time = parseTime(bytes.toString());
    return time === undefined ? undefined : { time };
  },
};

const floats = new Map([
  ['NaN', NaN],
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
]);

const booleans = new Map([
  ...['True', 'true', 'TRUE', 'T', 't', '1'].map(word => [word, true] as const),
  ...['False', 'false', 'FALSE', 'F', 'f', '0'].map(word => [word, false] as const),
]);

/** The value as JavaScript has it: a number where that is exact, text for a time, a Buffer for bytes. */
export function plainScalar(value: Scalar): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return typeof value === 'object' && value !== null && 'time' in value ? value.time : value;
}
