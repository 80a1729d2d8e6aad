import type { Properties, Value } from './wire';
import { hasUnknown, isProperties, markedLike, plainProperties, secret, text } from './wire';

/**
 * Inputs as the real provider keeps them: a Secret's `stringData` is folded into `data`, as the API server does it, and
 * `data` is in canonical base64. A program therefore finds no `stringData` in the outputs of its Secret.
 *
 * From provider/pkg/clients/unstructured.go of pulumi-kubernetes 4. It normalises other kinds too, by way of Go's types.
 */
export function normalized(inputs: Properties): Properties {
  if (!isSecretKind(inputs) || hasUnknown(inputs)) return inputs;
  const { stringData, data, ...others } = inputs;
  const written = mapText(data, value => Buffer.from(value, 'base64').toString('base64'));
  const given = mapText(stringData, value => Buffer.from(value).toString('base64'));
  if (data === undefined && stringData === undefined) return inputs;
  return { ...others, data: { ...written, ...given } };
}

function mapText(values: Value | undefined, map: (value: string) => string): Properties {
  if (!isProperties(values)) return {};
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(text(value))]));
}

/**
 * The object with the marks of the inputs. As with the real provider, the `data` and `stringData` of a Secret are
 * secret whether the program said so or not, and in a Secret nothing else is marked.
 *
 * From `annotateSecrets` in provider/pkg/provider/provider.go of pulumi-kubernetes 4.
 */
export function marked(object: Properties, inputs: Properties): Properties {
  if (!isSecretKind(object)) return markedLike(object, inputs);
  const isValue = (name: string): boolean => name === 'data' || name === 'stringData';
  const entries = Object.entries(object);
  return Object.fromEntries(entries.map(([name, value]) => [name, isValue(name) ? secret(value) : value]));
}

const isSecretKind = ({ kind }: Properties): boolean => kind === 'Secret';

/** What the state holds of an object: the live object, and beside it the inputs and the name of the field manager. */
export function checkpoint(live: Properties, inputs: Properties, fieldManager: string): Properties {
  return {
    ...marked(live, inputs),
    __inputs: marked(plainProperties(inputs), inputs),
    __initialApiVersion: inputs.apiVersion ?? null,
    __fieldManager: fieldManager,
  };
}

/** The live object and its field manager, plain, out of the state. */
export function fromCheckpoint(outputs: Properties): { readonly live: Properties; readonly fieldManager: string } {
  const { __inputs, __initialApiVersion, __fieldManager, ...live } = outputs;
  return { live: plainProperties(live), fieldManager: text(__fieldManager) };
}
