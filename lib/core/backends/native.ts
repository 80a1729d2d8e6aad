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
  const given = Object.entries(values).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
  const data: [string, SecretValue][] = [];
  for (const [field, value] of given) {
    const path = `backend.${field}`;
    requireField(path, order.credentialClass, field);
    engine.check(path, [value], plaintext => brokenRule(plaintext, rulesOf(order.credentialClass, field)));
    data.push([keyOf(path, order, field), value.base64]);
  }
  const fields = given.map(([field]) => field);
  requireFields('backend', order, fields);
  const secrets = given.map(([, value]) => value);
  engine.check('backend', secrets, (...plaintexts) =>
    sizeProblem(plaintexts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)),
  );
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(order.object),
    type: order.credentialClass.type,
    data: Object.fromEntries(data),
  };
  return { secretNames: [order.object.name], madeByOperator: [], fields, bundle: { secret } };
}
