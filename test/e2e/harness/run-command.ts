import { spawnSync } from 'node:child_process';

export type CommandOptions = {
  /** @default - the folder of this process */
  readonly cwd?: string;
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
};

/** Thrown when the program itself is not there. */
export class MissingProgramError extends Error {
  override readonly name = 'MissingProgramError';
}

/** What `program` prints on stdout; throws with its stderr when it fails. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): string {
  const done = spawnSync(program, args, { ...options, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.error !== undefined && 'code' in done.error && done.error.code === 'ENOENT') {
    throw new MissingProgramError(`${program} is not on PATH`);
  }
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${done.stderr.trim()}`);
  return done.stdout.trim();
}
