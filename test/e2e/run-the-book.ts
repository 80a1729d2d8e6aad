import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tools } from './harness/tools';

/** A step of a printed runbook. */
export type PrintedStep = { readonly title: string; readonly commands: string | undefined };

/** The steps of a runbook, out of the text that was printed. */
export function stepsOf(text: string): readonly PrintedStep[] {
  return text
    .split(/^## \d+\. /m)
    .slice(1)
    .map(part => ({ title: part.split('\n')[0] ?? '', commands: /^```sh\n(.*?)\n```$/ms.exec(part)?.[1] }));
}

/** Runs lines for bash as somebody on the host of an API server would. */
export type Shell = (commands: string) => Promise<string>;

/** Where a shell is, and who listens. */
export type ShellOptions = {
  /** Its HOME. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Gets what the commands say, on both outputs. */
  readonly heard: string[];
  /** Ends a command that still waits. */
  readonly signal: AbortSignal;
};

/** A shell that finds keywire, kubectl and etcdctl. */
export function shellFor(tools: Tools, { folder, env, heard, signal }: ShellOptions): Shell {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const root = join(__dirname, '../..');
  const register = require.resolve('@swc-node/register');
  const keywire = `#!/bin/sh\nTS_NODE_PROJECT=${root}/tsconfig.json exec ${process.execPath} --require ${register} ${root}/lib/cli/keywire.ts "$@"\n`;
  writeFileSync(join(bin, 'keywire'), keywire, { mode: 0o755 });
  const path = [bin, dirname(tools.kubectl), dirname(tools.etcdctl), process.env.PATH].join(':');
  return commands =>
    new Promise((resolve, reject) => {
      // A step may wait for a minute until the API server looks at its file.
      const limits = { timeout: 120_000, maxBuffer: 64 * 1024 * 1024, signal };
      const options = { env: { PATH: path, HOME: folder, ...env }, ...limits };
      execFile('bash', ['-e', '-o', 'pipefail', '-c', commands], options, (error, stdout, stderr) => {
        heard.push(stdout, stderr);
        if (error === null) resolve(stdout);
        else reject(new Error(`bash fails at:\n${commands}\n${stderr || stdout}`, { cause: error }));
      });
    });
}

/** Runs a command until it succeeds, as the runbook says of the rewriting. */
export async function untilDone(shell: Shell, commands: string, most = 5): Promise<string> {
  try {
    return await shell(commands);
  } catch (error) {
    if (most === 1) throw error;
    return untilDone(shell, commands, most - 1);
  }
}
