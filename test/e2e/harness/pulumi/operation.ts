import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent, OpType } from '@pulumi/pulumi/automation';
import type { Environment } from './environment';
import { inEnvironment } from './environment';
import type { Done, Failure } from './operations-log';
import { failureVariable, logVariable, readLog } from './operations-log';

export type OperationOptions = {
  /** Where a stand-in fails. @default - nowhere */
  readonly failure?: Failure;
  /** More variables for the engine, the providers and the program. @default {} */
  readonly env?: Environment;
};

/** What an operation did. */
export type Operation = {
  /** How many resources were created, updated, left the same and so on; the stack itself is one of them. */
  readonly changes: Readonly<Partial<Record<OpType, number>>>;
  /** What the stand-ins did, in the order in which they were done with it. */
  readonly done: readonly Done[];
  /** The engine's events but for those of severity `debug`, in which the Node SDK shows secrets in the clear. */
  readonly events: readonly EngineEvent[];
  /** What Pulumi printed. */
  readonly output: string;
};

/** Thrown when Pulumi fails; its message ends with what Pulumi printed. */
export class PulumiFailure extends Error {
  override readonly name = 'PulumiFailure';

  constructor(
    verb: string,
    readonly operation: Operation,
    options: ErrorOptions,
  ) {
    super(`pulumi ${verb} failed:\n${operation.output}`, options);
  }
}

/** What one operation goes by, and where it says what happens. */
export type Course = {
  readonly env: Environment;
  /** A file of its own for whatever else it writes. */
  readonly file: string;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onOutput: (text: string) => void;
};

export type Operate = (
  verb: string,
  options: OperationOptions | undefined,
  act: (course: Course) => Promise<unknown>,
) => Promise<Operation>;

/** Runs operations one after the other; what each one printed and its events lie in `folder` as `1-up.output` and so on. */
export function operationsIn(folder: string, environment: Environment): Operate {
  let count = 0;
  return async (verb, { failure, env = {} } = {}, act) => {
    count += 1;
    const file = join(folder, `${count}-${verb}`);
    const told = failure === undefined ? {} : { [failureVariable]: JSON.stringify(failure) };
    const own = { ...environment, ...env, ...told, [logVariable]: `${file}.log` };
    const events: EngineEvent[] = [];
    const printed: string[] = [];
    const onEvent = (event: EngineEvent): void => {
      const severity: string | undefined = event.diagnosticEvent?.severity;
      if (severity !== 'debug') events.push(event);
    };
    const onOutput = (text: string): void => void printed.push(text);
    const course = { env: own, file, onEvent, onOutput };
    const failed = await inEnvironment(own, () => act(course)).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    const output = printed.length === 0 && failed !== undefined ? failed.message : printed.join('');
    writeFileSync(`${file}.events`, JSON.stringify(events));
    writeFileSync(`${file}.output`, output);
    const operation = { changes: changesOf(events), done: readLog(`${file}.log`), events, output };
    if (failed !== undefined) throw new PulumiFailure(verb, operation, { cause: failed });
    return operation;
  };
}

function changesOf(events: readonly EngineEvent[]): Operation['changes'] {
  return events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
}
