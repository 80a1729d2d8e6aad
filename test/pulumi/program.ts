import { EventEmitter } from 'node:events';
import { runtime } from '@pulumi/pulumi';
import type { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { mocked } from './mocked';
import { registeredBy, type Registered } from './registered';

// Pulumi takes a stack for every promise, which is most of what a resource costs under jest.
Error.stackTraceLimit = 0;

/** What a program did. */
export type Outcome = {
  /** All that it registered, in the order of registration. */
  readonly resources: readonly Registered[];
  /** What it threw, and the rejections that nobody handled: what `pulumi up` would print. Each once. */
  readonly errors: readonly unknown[];
  /** Their messages. To be compared in place of the errors: jest prints what differs, and an Output fails anew when it is printed. */
  readonly messages: readonly string[];
};

// jest gives tests a copy of `process`, which hears of no rejection; a function of node's own realm sees the real one.
const realProcess = ((EventEmitter.constructor as FunctionConstructor)('return process') as () => NodeJS.Process)();

/** Runs a program without an engine, and waits until nothing happens any more. */
export async function run(program: () => unknown, { preview = false } = {}): Promise<Outcome> {
  const state: Registered[] = [];
  const errors = new Set<unknown>();
  const hear = (error: unknown) => errors.add(error);
  const others = realProcess.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
  realProcess.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
  try {
    await startMocks(state, preview);
    try {
      await program();
    } catch (error) {
      errors.add(error);
    }
    await quiet(
      () => state.length + errors.size,
      () => errors.size > 0,
    );
  } finally {
    realProcess.removeAllListeners('unhandledRejection');
    for (const other of others) realProcess.on('unhandledRejection', other);
  }
  const messages = [...errors].map(error => (error instanceof Error ? error.message : 'no error'));
  return { resources: state, errors: [...errors], messages };
}

async function startMocks(state: Registered[], preview: boolean): Promise<void> {
  const newResource = (args: runtime.MockResourceArgs) => mocked(args, preview);
  await runtime.setMocks({ newResource, call: ({ inputs }) => inputs as object }, 'project', 'stack', preview);
  const monitor = runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (request: Request, callback: Callback) => {
    state.push(registeredBy(request));
    await register(request, callback);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request: Outputs, callback: Callback) => {
    const resource = state.find(({ urn }) => urn === request.getUrn());
    Object.assign(resource ?? {}, { outputs: request.getOutputs().toJavaScript() });
    registerOutputs(request, callback);
  };
}

type Request = Parameters<typeof registeredBy>[0];
type Callback = (error: unknown, response: unknown) => void;
type Outputs = { getUrn(): string; getOutputs(): { toJavaScript(): object } };

/**
 * Resolves when all calls are answered and nothing follows. After an error that may never be: what waits for a resource
 * that was refused waits for ever.
 */
async function quiet(registered: () => number, failed: () => boolean): Promise<void> {
  const state = { answered: false };
  void (runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs().then(() => {
    state.answered = true;
  });
  const end = Date.now() + 2_000;
  for (let turns = 0, before = registered(); turns < 4 || !(state.answered || failed()); turns++) {
    await new Promise(setImmediate);
    if (Date.now() > end) return;
    if (registered() === before) continue;
    before = registered();
    turns = 0;
  }
}
