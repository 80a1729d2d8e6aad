import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { EngineEvent, PulumiCommand } from '@pulumi/pulumi/automation';
import { runProgram } from '../kubectl';
import type { Course } from './operation';

export type CommandLine = {
  readonly command: PulumiCommand;
  readonly verb: 'up' | 'preview';
  /** Where the Pulumi.yaml is. */
  readonly folder: string;
  readonly stack: string;
  /** The file with the stack's settings, which would else lie in `folder`. */
  readonly settings: string;
  readonly course: Course;
};

/** `pulumi up` as a person runs it, but for the questions, and without a preview before the update; or `pulumi preview --json`. */
export async function commandLine({ command, verb, folder, stack, settings, course }: CommandLine): Promise<void> {
  const eventLog = `${course.file}.engine`;
  const how = verb === 'up' ? ['--yes', '--skip-preview'] : ['--json'];
  const args = [verb, ...how, '--non-interactive', '--color=never', `--cwd=${folder}`, `--stack=${stack}`];
  const files = [`--config-file=${settings}`, `--event-log=${eventLog}`];
  // The variable uncovers --event-log, by which the Automation API goes too.
  const env = { ...course.env, PULUMI_DEBUG_COMMANDS: 'true' };
  const { code, stdout, stderr } = await runProgram(command.command, [...args, ...files], { env, input: undefined });
  course.onOutput(stdout + stderr);
  const lines = existsSync(eventLog) ? readFileSync(eventLog, 'utf8').split('\n').filter(Boolean) : [];
  // Its debug events show secrets in the clear, and Pulumi writes it only because it is told to here.
  rmSync(eventLog, { force: true });
  for (const line of lines) course.onEvent(JSON.parse(line) as EngineEvent);
  if (code !== 0) throw new Error(`pulumi ${verb} ended with ${code}`);
}
