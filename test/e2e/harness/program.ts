import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What to run. */
export type ProgramSpec = {
  /** Names its log and the error messages; unique in a run. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  /** Added to PATH and a HOME in the run's folder: nothing else of the developer's environment gets in. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A running program. */
export type Program = {
  readonly name: string;
  /** Of the head of its process group; undefined when it could not be started. */
  readonly pid: number | undefined;
  /** How it ended, or undefined while it runs. */
  ending(): string | undefined;
  /** The last lines of its output. */
  logTail(): string;
  /** Kills it with everything that it started. */
  kill(): Promise<void>;
};

/** Starts a program as the head of a process group; `tell` lets the reaper know of the group. */
export function startProgram(spec: ProgramSpec, folder: string, tell: (line: string) => void): Program {
  const log = join(folder, `${spec.name}.log`);
  const output = openSync(log, 'a');
  const child = spawn(spec.command, spec.args ?? [], {
    detached: true,
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, ...spec.env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  let ending: string | undefined;
  child.on('error', error => (ending = error.message));
  child.on('exit', (code, signal) => (ending = signal ?? `exit code ${code ?? 'unknown'}`));
  const group = child.pid;
  if (group !== undefined) tell(`add ${group}`);
  return {
    name: spec.name,
    pid: group,
    ending: () => ending,
    logTail: () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25).join('\n'),
    kill: async () => {
      if (group === undefined || ending !== undefined) return;
      const gone = once(child, 'exit');
      process.kill(-group, 'SIGKILL');
      await gone;
      tell(`drop ${group}`);
    },
  };
}
