import { keyOf, requireFields, sizeProblem } from '../core/backends/delivery';
import {
  requireField,
  rulesOf,
  spellingOf,
  type CredentialClass,
  type Keys,
  type OptionalField,
  type RequiredField,
} from '../core/credential-class';
import { FieldError } from '../core/field-error';
import { brokenRule, noByteOrderMark, notEmpty, plainRules, singleLine, type Rule } from '../core/rules';
import { requireWellFormed, textOf } from './text';

/** The value of a field: text, or the bytes of a file. */
export type FieldValue = string | Uint8Array;

/** The values of a credential of class `C`. */
export type FieldValues<C extends CredentialClass> = Readonly<Record<RequiredField<C>, FieldValue>> &
  Readonly<Partial<Record<OptionalField<C>, FieldValue>>>;

/** What the values of a credential are to be checked for. */
type ValuesSpec = {
  readonly credentialClass: CredentialClass;
  /** @default - the first convention of the class */
  readonly keys?: Keys<CredentialClass> | undefined;
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  /** The fields that are there already, and stay where they are not among the values. @default [] */
  readonly kept?: readonly string[] | undefined;
};

/**
 * The bytes of each key of a Secret, in the order of the fields.
 *
 * @throws FieldError for a field that the class has not, for one that is missing, breaks a rule or has no key, and for
 *   more than a Secret can hold
 */
export function secretData({ credentialClass, keys, values, kept = [] }: ValuesSpec): ReadonlyMap<string, Buffer> {
  const given = fieldsGiven(values);
  const keyOfField = keysOfFields({ credentialClass, keys, given, kept });
  const data = new Map<string, Buffer>();
  let size = 0;
  for (const [field, key] of keyOfField) {
    const path = `values.${field}`;
    const value: unknown = values[field];
    requireValue(path, value);
    const broken = problemOf(credentialClass, field, value);
    if (broken !== undefined) throw new FieldError(path, broken);
    const bytes = Buffer.from(value as Uint8Array);
    data.set(key, bytes);
    size += bytes.length;
  }
  const tooLarge = sizeProblem(size);
  if (tooLarge !== undefined) throw new FieldError('values', tooLarge);
  return data;
}

/** The fields that get a value. */
export const fieldsGiven = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(values).filter(field => values[field] !== undefined);

/** What of a credential is known before its values are. */
type FieldsSpec = Pick<ValuesSpec, 'credentialClass' | 'keys' | 'kept'> & {
  /** The fields that get a value. */
  readonly given: readonly string[];
};

/**
 * The key of each field that gets a value, in their order.
 *
 * @throws FieldError for a field that the class has not, for one that is missing or has no key, and for none at all
 */
export function keysOfFields({ credentialClass, keys, given, kept = [] }: FieldsSpec): ReadonlyMap<string, string> {
  const order = { credentialClass, spelling: spellingOf('keys', credentialClass, keys) };
  const found = given.map(field => {
    requireField(`values.${field}`, credentialClass, field);
    return [field, keyOf(`values.${field}`, order, field)] as const;
  });
  requireFields('values', order, [...kept, ...given]);
  if (given.length + kept.length === 0)
    throw new FieldError('values', 'must have a field, as a Secret without keys helps nobody');
  return new Map(found);
}

function requireValue(path: string, value: unknown): asserts value is FieldValue {
  if (typeof value === 'string') {
    requireWellFormed(path, value);
    return;
  }
  if (!(value instanceof Uint8Array)) throw new FieldError(path, 'must be a string or a Uint8Array');
}

/** The first rule that a value breaks. A file for a field without rules of its own may have many lines, or be no text. */
function problemOf(credentialClass: CredentialClass, field: string, value: FieldValue): string | undefined {
  const rules = rulesOf(credentialClass, field);
  if (typeof value === 'string') return brokenRule(value, rules);
  const text = textOf(value);
  if (rules !== plainRules) return text === undefined ? 'must be text in UTF-8' : brokenRule(text, rules);
  return text === undefined ? undefined : brokenRule(text, rulesOfFile);
}

const rulesOfFile: readonly Rule[] = [
  notEmpty,
  noByteOrderMark,
  // Several lines are as they are; of one, white space around it was left behind.
  { wanted: singleLine.wanted, holds: text => /[\r\n]/.test(text.trim()) || text === text.trim() },
];
