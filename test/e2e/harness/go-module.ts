import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingProgramError, runCommand } from './run-command';

/** The folders in `tools/`, each a Go module that pins one project by its `go.mod` and `go.sum`. */
export type ToolModule =
  | 'etcd'
  | 'etcdctl'
  | 'kube'
  | 'sealed'
  | 'eso'
  | 'triggermesh'
  | 'knative'
  | 'helm'
  | 'pulumi'
  | 'pulumi-nodejs'
  | 'sops'
  | 'csi';

/** Where the pins lie. */
export const toolsFolder = join(__dirname, '..', 'tools');

export const goFlags = '-trimpath -buildvcs=false -mod=readonly';

/** Runs `go` in a module's folder, apart from any workspace around the clone. */
export function go(module: ToolModule, args: readonly string[]): string {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: goFlags, GOWORK: 'off' };
  return runCommand('go', args, { cwd: join(toolsFolder, module), env });
}

/** The text of a file of a tool module. */
export function moduleFile(module: ToolModule, name: string): string {
  return readFileSync(join(toolsFolder, module, name), 'utf8');
}

/** The version and platform of Go, as in `go1.26.8 linux amd64`; throws when Go is missing or too old for the module. */
export function requireGo(module: ToolModule): string {
  const wanted = /^go (\S+)$/m.exec(moduleFile(module, 'go.mod'))?.[1] ?? '1.26.0';
  const advice = `wanted Go ${wanted} or newer for test/e2e/tools/${module}; install it as https://go.dev/doc/install says`;
  let found: string;
  try {
    found = go(module, ['env', 'GOVERSION', 'GOOS', 'GOARCH']);
  } catch (error) {
    if (error instanceof MissingProgramError) throw new Error(`go is missing: ${advice}`, { cause: error });
    throw new Error(`go does not run: ${advice}`, { cause: error });
  }
  const version = /^go([\d.]+)/.exec(found)?.[1] ?? '0';
  if (isOlder(version, wanted)) throw new Error(`go is too old: got ${version}, ${advice}`);
  return found.split('\n').join(' ');
}

/** Whether one dotted version comes before another. */
export function isOlder(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, 'en', { numeric: true }) < 0;
}

/** The folder with the sources of `modulePath` in the version that `tool` pins; downloads them when needed. */
export function moduleDir(tool: ToolModule, modulePath: string): string {
  const list = (): string => go(tool, ['list', '-m', '-f', '{{.Dir}}', modulePath]);
  const found = list();
  if (found !== '') return found;
  go(tool, ['mod', 'download', modulePath]);
  return list();
}
