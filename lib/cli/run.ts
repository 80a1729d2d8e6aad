import { CommanderError } from 'commander';
import { FieldError } from '../core/field-error';
import { Ended, exitCode, type ExitCode } from './exit-code';
import type { Io } from './io';
import { keywire } from './program';

/** Runs one command line, without the program's own name, and answers with its exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await keywire(io).parseAsync([...args], { from: 'user' });
    return exitCode.done;
  } catch (error) {
    return told(error, io);
  }
}

/** Says what went wrong, in one line where it is somebody's to mend. */
function told(error: unknown, io: Io): ExitCode {
  if (error instanceof Ended) return error.code;
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  if (!(error instanceof FieldError)) io.err(unexpected(error));
  else io.err(`keywire: ${error.message}`);
  // What an option says is wrong, not what it leads to.
  return error instanceof FieldError && error.path.startsWith('--') ? exitCode.usage : exitCode.refused;
}

/** A mistake of ours: where it happened, without the message, which may quote what was read. */
function unexpected(error: unknown): string {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line));
  return [`keywire: a mistake in keywire itself (${name}); please report these lines:`, ...frames].join('\n');
}
