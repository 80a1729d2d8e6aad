import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputMap, PulumiCommand, PulumiFn, Stack } from '@pulumi/pulumi/automation';
import { LocalWorkspace } from '@pulumi/pulumi/automation';
import { runProgram } from '../kubectl';
import { commandLine } from './command-line';
import type { Environment } from './environment';
import { inEnvironment } from './environment';
import type { Course, Operation, OperationOptions } from './operation';
import { operationsIn } from './operation';

export type StackOptions = {
  /** @default 'dev' */
  readonly name?: string;
  /** For a folder with a Pulumi.yaml: the project's name there. @default 'keywire' */
  readonly project?: string;
  /** Configuration in the clear, by keys such as `kubernetes:namespace`. @default {} */
  readonly config?: Readonly<Record<string, string>>;
  /** Configuration that is encrypted in the settings. @default {} */
  readonly secretConfig?: Readonly<Record<string, string>>;
};

/** A stack of the file backend. Its operations go one at a time, and throw a `PulumiFailure` where Pulumi fails. */
export type PulumiStack = {
  /**
   * Brings the stack to what the program says, without a preview.
   *
   * A function runs inline, in this process; a folder with a Pulumi.yaml by `pulumi up` and the language host.
   */
  up(program: PulumiFn | string, options?: OperationOptions): Promise<Operation>;
  preview(program: PulumiFn | string, options?: OperationOptions): Promise<Operation>;
  refresh(options?: OperationOptions): Promise<Operation>;
  destroy(options?: OperationOptions): Promise<Operation>;
  /** The state, as `pulumi stack export` prints it: secrets stay encrypted in it. */
  export(): Promise<string>;
  /** What the program exports, the values of secrets among them. */
  outputs(): Promise<OutputMap>;
};

export type StackSetting = {
  readonly command: PulumiCommand;
  readonly environment: Environment;
  /** Where the folders of all stacks lie: settings, and what their operations write. */
  readonly folder: string;
};

export async function createStack(setting: StackSetting, options: StackOptions = {}): Promise<PulumiStack> {
  const { name = 'dev', project = 'keywire', config = {}, secretConfig = {} } = options;
  const { command, environment } = setting;
  const workDir = join(setting.folder, `${project}-${name}`);
  mkdirSync(workDir);
  const alone = <T>(act: () => Promise<T>): Promise<T> => inEnvironment(environment, act);
  const stack = await alone(() => initialise(workDir, command, { name, project, config, secretConfig }));
  const operate = operationsIn(workDir, environment);
  const settings = join(workDir, `Pulumi.${name}.yaml`);
  const from = (program: PulumiFn | string, verb: 'up' | 'preview') => (course: Course) => {
    if (typeof program === 'string')
      return commandLine({ command, verb, folder: program, stack: name, settings, course });
    stack.workspace.program = program;
    return verb === 'up' ? stack.up(inline(stack, course)) : stack.preview(inline(stack, course));
  };
  return {
    up: (program, options) => operate('up', options, from(program, 'up')),
    preview: (program, options) => operate('preview', options, from(program, 'preview')),
    refresh: options => operate('refresh', options, course => stack.refresh(inline(stack, course))),
    destroy: options => operate('destroy', options, course => stack.destroy(inline(stack, course))),
    export: () => exported(setting, workDir, name),
    outputs: () => alone(() => stack.outputs()),
  };
}

/** Not by the Automation API, which asks for secrets in the clear. */
async function exported({ command, environment }: StackSetting, workDir: string, stack: string): Promise<string> {
  const args = ['stack', 'export', `--cwd=${workDir}`, `--stack=${stack}`];
  const { code, stdout, stderr } = await runProgram(command.command, args, { env: environment, input: undefined });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

async function initialise(
  workDir: string,
  pulumiCommand: PulumiCommand,
  { name: stackName, project: projectName, config, secretConfig }: Required<StackOptions>,
): Promise<Stack> {
  const nothing: PulumiFn = () => Promise.resolve();
  const stack = await LocalWorkspace.createStack(
    { stackName, projectName, program: nothing },
    { workDir, pulumiCommand },
  );
  const plain = Object.entries(config).map(([key, value]) => [key, { value }] as const);
  const secret = Object.entries(secretConfig).map(([key, value]) => [key, { value, secret: true }] as const);
  const all = Object.fromEntries([...plain, ...secret]);
  if (Object.keys(all).length > 0) await stack.setAllConfig(all);
  return stack;
}

/** The options of the Automation API, whose engine gets its variables by way of the workspace. */
function inline({ workspace }: Stack, { env, onEvent, onOutput }: Course) {
  workspace.envVars = { ...env };
  return { onEvent, onOutput, onError: onOutput, color: 'never' } as const;
}
