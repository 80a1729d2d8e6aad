import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command';
import type { Result } from './kubectl';

/** The package as users have it, in a folder of its own. */
export type BuiltKeywire = {
  /** What `require` takes for a file of the build, such as `cli/run`. */
  path(file: string): string;
  /** The command line of the command `keywire`. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Runs it to its end, under an environment that is all that it has. */
  run(args: readonly string[], options: KeywireOptions): Promise<Result>;
};

export type KeywireOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** @default - nothing */
  readonly input?: string;
  /** Is told the id of the process as soon as it runs. */
  readonly started?: (pid: number) => void;
};

const root = join(__dirname, '../../..');

/** Builds it into the folder; `build` of the clone stays as it is. */
export function buildKeywire(folder: string): BuiltKeywire {
  const home = join(folder, 'keywire');
  mkdirSync(home);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  runCommand(process.execPath, [tsc, '--project', join(root, 'tsconfig.build.json'), '--outDir', join(home, 'build')]);
  copyFileSync(join(root, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const path = (file: string): string => join(home, 'build', file);
  const command = [process.execPath, path('cli/keywire.js')] as const;
  return { path, command: [...command], run: (args, options) => run(command, args, options) };
}

function run(
  [program, script]: readonly [string, string],
  args: readonly string[],
  { env, input = '', started }: KeywireOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [script, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', code => {
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    child.stdin.on('error', () => undefined).end(input);
    if (child.pid !== undefined) started?.(child.pid);
  });
}
