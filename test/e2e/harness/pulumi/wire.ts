/** A value as the engine's wire has it: JSON, in which objects with a signature mark secrets, and a string what is unknown. */
export type Value = string | number | boolean | null | readonly Value[] | Properties;
export type Properties = { readonly [name: string]: Value };

/** sdk/go/common/resource/sig and sdk/go/common/resource/plugin/rpc.go of github.com/pulumi/pulumi. */
const signatureKey = '4dabf18193072939515e22adb298388d';
const secretSignature = '1b47061264138c4ac30d75fd1eb44270';
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSecret(value: Value | undefined): boolean {
  return isProperties(value) && value[signatureKey] === secretSignature;
}

/** Marks a value as secret: the engine encrypts it in the state and hides it in what it prints. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value: plain(value) };
}

/** The value without the marks of secrets, and without the fields that are null. */
export function plain(value: Value): Value {
  if (Array.isArray(value)) return value.map(plain);
  if (!isProperties(value)) return value;
  if (isSecret(value)) return plain(value.value ?? null);
  return plainProperties(value);
}

export function plainProperties(properties: Properties): Properties {
  const entries = Object.entries(properties).filter(([name, value]) => value !== null && name !== '__internal');
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]));
}

/** Whether a part of the value is not known yet, as in a preview. */
export function hasUnknown(value: Value): boolean {
  return value === unknown || children(value).some(hasUnknown);
}

export function hasSecret(value: Value): boolean {
  return isSecret(value) || children(value).some(hasSecret);
}

function children(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return isProperties(value) ? Object.values(value) : [];
}

/**
 * `outputs` with the marks of `inputs`, as both real providers hand them on: objects are walked together, and any other
 * output whose input contains a secret is marked as a whole.
 */
export function markedLike(outputs: Properties, inputs: Properties): Properties {
  const mark = (name: string, output: Value): Value => {
    const input = inputs[name];
    if (input === undefined || !hasSecret(input)) return output;
    if (isProperties(output) && isProperties(input) && !isSecret(input)) return markedLike(output, input);
    return secret(output);
  };
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, mark(name, value)]));
}

/** A string, number or boolean as text; empty for everything else. */
export function text(value: Value | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : value.toString();
}

/** Whether two plain values say the same, in whatever order their fields are. */
export function equal(one: Value | undefined, other: Value | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: Value, index) => equal(item, other[index] as Value));
  }
  if (!isProperties(one) || !isProperties(other)) return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => equal(one[name], other[name]));
}
