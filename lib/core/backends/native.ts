import { requireField, rulesOf } from '../credential-class';
import type { Engine } from '../engine';
import { metadata } from '../manifest';
import { brokenRule } from '../rules';
import type { SecretValue } from '../secret-value';
import { keyOf, requireFields, sizeProblem, type Delivery, type Order } from './delivery';

/** The values of a credential's fields. */
export type SecretValues = Readonly<Record<string, SecretValue | undefined>>;

/** A credential that takes its values with it, in a native Secret. */
export type Native<Values extends SecretValues> = { readonly backend: 'native'; readonly values: Values };

/** A `v1` Secret that holds the values. */
export function deliverNative<Text>(
  engine: Engine<Text>,
  order: Order<Text>,
  { values }: Native<SecretValues>,
): Delivery<Text, SecretValue> {
  const checked = checkedValues(engine, 'backend', order, values);
  const secrets = checked.map(({ value }) => value);
  engine.check('backend', secrets, (...plaintexts) =>
    sizeProblem(plaintexts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)),
  );
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(order.object),
    type: order.credentialClass.type,
    data: Object.fromEntries(checked.map(({ key, value }) => [key, value.base64])),
  };
  const fields = checked.map(({ field }) => field);
  return { secretNames: [order.object.name], madeByOperator: [], fields, bundle: { secret } };
}

/** A value that its class allows, and the key that it stands under. */
export type CheckedValue = { readonly field: string; readonly key: string; readonly value: SecretValue };

/** The values that were given. Throws for a field that the class has not, and for one that is missing or breaks a rule. */
export function checkedValues<Text>(
  engine: Engine<Text>,
  path: string,
  order: Pick<Order<Text>, 'credentialClass' | 'spelling'>,
  values: SecretValues,
): readonly CheckedValue[] {
  const checked: CheckedValue[] = [];
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const where = `${path}.${field}`;
    requireField(where, order.credentialClass, field);
    engine.check(where, [value], plaintext => brokenRule(plaintext, rulesOf(order.credentialClass, field)));
    checked.push({ field, key: keyOf(where, order, field), value });
  }
  requireFields(
    path,
    order,
    checked.map(({ field }) => field),
  );
  return checked;
}
