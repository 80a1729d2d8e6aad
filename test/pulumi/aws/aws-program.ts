import { output, runtime, type Output } from '@pulumi/pulumi';
import { run, type Outcome } from '../program';
import { revealed, type Registered } from '../registered';

/** What AWS says of what it makes, where it is not what the mocks say. */
export type Aws = {
  readonly account?: string;
  readonly partition?: string;
  /** The access keys, by the logical names of their resources. */
  readonly keys?: Readonly<Record<string, { readonly id: string; readonly secret: string }>>;
};

/** Runs a program in an account of AWS. */
export const runIn = (aws: Aws, program: () => unknown): Promise<Outcome> =>
  run(() => {
    answerAs(aws);
    return program();
  });

function answerAs({ account = '123456789012', partition = 'aws', keys = {} }: Aws): void {
  const monitor = runtime.getMonitor() as unknown as { mocks: runtime.Mocks };
  const { mocks } = monitor;
  const newResource = async (args: runtime.MockResourceArgs) => {
    const { id, state } = await mocks.newResource(args);
    const { arn } = state as { arn?: string };
    const ours = arn?.replace(/^arn:aws:(iam|sqs):([^:]*):\d{12}:/, `arn:${partition}:$1:$2:${account}:`);
    const key = keys[args.name] ?? {};
    return { id, ...key, state: { ...(state as object), ...(ours === undefined ? {} : { arn: ours }), ...key } };
  };
  monitor.mocks = { ...mocks, newResource };
}

/** An Output that is not known at once. */
export const late = <Value>(value: Value): Output<Value> => output(Promise.resolve(value)) as Output<Value>;

/** The resource of that name that is no component. */
export function resource({ resources }: Outcome, name: string): Registered {
  const found = resources.find(each => each.name === name && !each.isComponent);
  if (found) return found;
  throw new Error(`${name} is none of ${resources.map(each => each.name).join(', ')}`);
}

/** The inputs of the resource of that name, secrets as what they are. */
export const inputs = (outcome: Outcome, name: string): Readonly<Record<string, unknown>> =>
  revealed(resource(outcome, name).inputs) as Readonly<Record<string, unknown>>;

/** An input that is JSON. */
export const json = (outcome: Outcome, name: string, input: string): unknown =>
  JSON.parse(inputs(outcome, name)[input] as string);

/** The names of all resources that are no components. */
export const names = ({ resources }: Outcome): readonly string[] =>
  resources.flatMap(({ name, isComponent }) => (isComponent ? [] : [name])).toSorted();
