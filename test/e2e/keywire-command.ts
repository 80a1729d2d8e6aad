import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './harness/kubectl';

const root = join(__dirname, '../..');

/** How a program is run. */
export type RunOptions = {
  readonly cwd: string;
  /** All of its environment, but for PATH. @default {} */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - nothing */
  readonly input?: string;
};

/** The arguments before those of `keywire`, for node: the package as it is published, built into a folder. */
export function builtKeywire(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const tsc = require.resolve('typescript/bin/tsc');
  const options = ['--declaration', 'false', '--noCheck', '--outDir', join(folder, 'build')];
  execFileSync(process.execPath, [tsc, '--project', join(root, 'tsconfig.build.json'), ...options], { cwd: root });
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return [join(folder, 'build/cli/keywire.js')];
}

/** Runs a program to its end; a refusal is an answer, too. */
export function runIn(
  command: string,
  args: readonly string[],
  { cwd, env = {}, input = '' }: RunOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env }, timeout: 60_000 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null || typeof error.code === 'number') resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      else reject(new Error(`${command} did not end by itself: ${error.message}`, { cause: error }));
    });
    // It may have ended without reading.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
