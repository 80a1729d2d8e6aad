import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs what `npm run build` left in build, and looks at it as somebody who installs it without any engine. */

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] };

const allowed = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|build\/.*\.(js|d\.ts))$/;
const folder = mkdtempSync(join(tmpdir(), 'keywire-package-'));
const npm = (args: readonly string[]): string =>
  execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  requireNoInstallScript();
  const tarball = pack();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball]);
  requireLoaded("const { FieldError } = require('keywire'); if (typeof FieldError !== 'function') throw new Error()");
  requireLoaded(
    "const loaded = Object.keys((require('keywire'), require.cache)); if (loaded.some(file => !file.includes('node_modules/keywire/'))) throw new Error()",
  );
  requireLoaded(
    "try { require('keywire/cdk8s') } catch (error) { if (/Cannot find module '(cdk8s|constructs)'/.test(error.message)) process.exit(0) } throw new Error()",
  );
  console.log('the package installs and loads without an engine');
} finally {
  rmSync(folder, { recursive: true });
}

function pack(): string {
  const packed = execFileSync('npm', ['pack', '--json', `--pack-destination=${folder}`], { encoding: 'utf8' });
  const [{ filename, files } = { filename: '', files: [] }] = JSON.parse(packed) as readonly Packed[];
  const unwanted = files.filter(({ path }) => !allowed.test(path));
  if (unwanted.length > 0)
    throw new Error(`must not be in the package: ${unwanted.map(({ path }) => path).join(', ')}`);
  console.log(`${files.length} files in the package, all of them allowed`);
  return join(folder, filename);
}

function requireNoInstallScript(): void {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  const found = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'].filter(name => name in scripts);
  if (found.length > 0) throw new Error(`package.json must not have the script ${found.join(', ')}`);
}

function requireLoaded(program: string): void {
  execFileSync(process.execPath, ['-e', program], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}
