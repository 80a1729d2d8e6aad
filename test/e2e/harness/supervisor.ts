import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program, ProgramSpec } from './program';
import { startProgram } from './program';

/** Owns one run's programs and its temporary folder; both are gone when the run is, whatever ends it. */
export type Supervisor = {
  /** The run's own folder: data, logs, keys. */
  readonly folder: string;
  /** Starts a program, with its log in the folder. */
  start(spec: ProgramSpec): Program;
  /** Kills every program and removes the folder. */
  stop(): Promise<void>;
};

/** Makes the run's folder and the reaper (`reaper.sh`) that outlives this process for as long as it takes to tidy up. */
export function supervisor(): Supervisor {
  const folder = mkdtempSync(join(tmpdir(), 'keywire-e2e-'));
  // A session of its own: Ctrl-C ends the run, not the one who sweeps up after it.
  const reaper = spawn('sh', [join(__dirname, 'reaper.sh'), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  reaper.unref();
  if (reaper.stdin instanceof Socket) reaper.stdin.unref();
  const tell = (line: string): void => {
    if (reaper.stdin.writable) reaper.stdin.write(`${line}\n`);
  };
  return {
    folder,
    start: spec => {
      // A starter that is still at work when another one fails must not leave a program behind.
      if (reaper.stdin.writableEnded) throw new Error(`${spec.name}: the run is over`);
      return startProgram(spec, folder, tell);
    },
    stop: async () => {
      if (reaper.exitCode !== null || reaper.signalCode !== null) return;
      const gone = once(reaper, 'exit');
      reaper.ref();
      reaper.stdin.end();
      await gone;
    },
  };
}
