import { randomBytes } from 'node:crypto';
import type { AwsClients } from './aws-clients';
import type { Properties, Value } from './wire';
import { equal, isProperties, text } from './wire';

/** Everything plain; the stand-in sees to the marks of secrets. */
export type AwsResource = { readonly id: string; readonly outputs: Properties };

/** What the stand-in knows of one type of resource. */
export type AwsKind = {
  /** Made up from the name in the program where the program gives none. @default - it has no name */
  readonly nameProperty?: 'name';
  /** Properties that cannot be changed in place. */
  readonly replacing: readonly string[];
  /** Outputs that are secret whatever the program says. @default - none */
  readonly sensitive?: readonly string[];
  /** What an input is when the program leaves it out. @default - nothing */
  readonly defaults?: Properties;
  create(clients: AwsClients, inputs: Properties): Promise<AwsResource>;
  /** The outputs as AWS has them now; throws AWS's error when the resource is gone. */
  read(clients: AwsClients, resource: AwsResource): Promise<Properties>;
  /** Changes what is not in `replacing`. */
  update(clients: AwsClients, resource: AwsResource, inputs: Properties): Promise<void>;
  delete(clients: AwsClients, resource: AwsResource): Promise<void>;
};

/** As the real provider makes names: seven hex digits, and the suffix that SQS wants of a FIFO queue. */
export function autoname(name: string, inputs: Properties): string {
  return `${name}-${randomBytes(4).toString('hex').slice(0, 7)}${inputs.fifoQueue === true ? '.fifo' : ''}`;
}

/** A string of the inputs or outputs; undefined when it is not there. */
export function optional(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A string that has to be there. */
export function required(value: Value | undefined): string {
  const found = optional(value);
  if (found === undefined) throw new Error('AWS or the program left out a field that the stand-in needs');
  return found;
}

/** Tags as most of AWS's APIs take them. */
export function tagList(tags: Value | undefined): { Key: string; Value: string }[] {
  const entries = isProperties(tags) ? Object.entries(tags) : [];
  return entries.map(([Key, value]) => ({ Key, Value: text(value) }));
}

/** Whether two values say the same to AWS: JSON documents are compared by what they mean, as the real provider does it. */
export function sameToAws(one: Value | undefined, other: Value | undefined): boolean {
  return equal(one, other) || equal(document(one), document(other));
}

function document(value: Value | undefined): Value | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
