import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { families } from './event-sources/families';
import { filesOf } from './event-sources/files';

const root = resolve(__dirname, '..');
const generated = join(root, 'lib/core/generated');
const goModule = join(root, 'test/e2e/tools/triggermesh');
const triggermesh = 'github.com/triggermesh/triggermesh';
const command = 'node --require @swc-node/register scripts/generate-event-sources.ts';

/** `config` of the pinned TriggerMesh module, in Go's module cache. */
function crdFolder(): string {
  const { error, status, stdout, stderr } = spawnSync('go', ['list', '-m', '-f', '{{.Dir}}', triggermesh], {
    cwd: goModule,
    encoding: 'utf8',
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new Error(
      `Go is not installed, which is needed to find TriggerMesh's CRDs; install it, or name their folder: ${command} CRD_FOLDER`,
    );
  }
  if (error) throw error;
  if (status !== 0) throw new Error(`go list failed in ${goModule}: ${stderr.trim()}`);
  // Go names no folder of a module that it has not downloaded, and calls that a success.
  if (stdout.trim() === '')
    throw new Error(`TriggerMesh is not downloaded; run: cd ${goModule} && go mod download ${triggermesh}`);
  return join(stdout.trim(), 'config');
}

function pinnedVersion(): string {
  const version = /^\s*(?:require )?github\.com\/triggermesh\/triggermesh (v\S+)/m.exec(
    readFileSync(join(goModule, 'go.mod'), 'utf8'),
  )?.[1];
  if (version === undefined) throw new Error(`${goModule}/go.mod does not name a version of ${triggermesh}`);
  return version;
}

/** The generated files as they should be, by path. */
async function generate(folder: string): Promise<ReadonlyMap<string, string>> {
  const header = `// Generated from TriggerMesh ${pinnedVersion()} by \`${command}\`; do not edit.`;
  const names = readdirSync(folder);
  const files = new Map<string, string>();
  for (const family of families) {
    const crds = names.filter(name => family.crds.test(name)).map(name => readFileSync(join(folder, name), 'utf8'));
    for (const [name, text] of Object.entries(filesOf(family, crds, header))) {
      const path = join(generated, name);
      files.set(path, await format(text, { ...(await resolveConfig(path)), parser: 'typescript' }));
    }
  }
  return files;
}

function isCurrent(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}

function write(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

async function main(args: readonly string[]): Promise<void> {
  const [folder, ...more] = args.filter(arg => arg !== '--check');
  if (more.length > 0 || folder?.startsWith('-')) throw new Error(`usage: ${command} [--check] [CRD_FOLDER]`);
  const stale = [...(await generate(folder ?? crdFolder()))].filter(([path, text]) => !isCurrent(path, text));
  for (const [path, text] of stale) {
    if (!args.includes('--check')) write(path, text);
    else console.error(`${relative(root, path)} is not what TriggerMesh's CRDs give; run: ${command}`);
  }
  if (args.includes('--check') && stale.length > 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
