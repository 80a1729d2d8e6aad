import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs what `npm run build` left in build, and looks at it as those do who install it with one engine or none. */

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] };

const { scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<
  Record<'scripts' | 'devDependencies', Readonly<Record<string, string>>>
>;
const allowed = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|build\/.*\.(js|d\.ts))$/;
const folder = mkdtempSync(join(tmpdir(), 'keywire-package-'));

/** A project that has installed the package, and what it has beside it. */
type Project = {
  readonly name: string;
  /** The peers that it installs. */
  readonly peers: readonly string[];
  /** The entries that load there. */
  readonly loads: readonly string[];
  /** The entries that ask for a peer, and for which. */
  readonly asks: Readonly<Record<string, RegExp>>;
  /** What is not in its node_modules, as nothing that it installs needs it. */
  readonly without: readonly string[];
};

const projects: readonly Project[] = [
  {
    name: 'no engine',
    peers: [],
    loads: ['keywire', 'keywire/seal'],
    asks: { 'keywire/cdk8s': /cdk8s|constructs/, 'keywire/pulumi': /@pulumi\/pulumi/ },
    without: ['cdk8s', 'constructs', '@pulumi'],
  },
  {
    name: 'cdk8s',
    peers: ['cdk8s', 'constructs'],
    loads: ['keywire', 'keywire/cdk8s'],
    asks: { 'keywire/cdk8s-plus': /cdk8s-plus-\d+/, 'keywire/pulumi': /@pulumi\/pulumi/ },
    without: ['@pulumi'],
  },
  {
    name: 'Pulumi',
    peers: ['@pulumi/pulumi', '@pulumi/kubernetes'],
    loads: ['keywire', 'keywire/pulumi'],
    asks: { 'keywire/pulumi/aws': /@pulumi\/aws/, 'keywire/cdk8s': /cdk8s|constructs/ },
    without: ['cdk8s', 'constructs', '@pulumi/aws'],
  },
];

try {
  requireNoInstallScript();
  const tarball = pack();
  for (const project of projects) check(project, tarball);
} finally {
  rmSync(folder, { recursive: true });
}

function check({ name, peers, loads, asks, without }: Project, tarball: string): void {
  const cwd = join(folder, name.replace(' ', '-'));
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
  const versions = peers.map(peer => `${peer}@${devDependencies[peer] ?? 'latest'}`);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', ...options, tarball, ...versions], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const found = without.filter(each => existsSync(join(cwd, 'node_modules', each)));
  if (found.length > 0) throw new Error(`with ${name}, these are installed although nobody asked: ${found.join(', ')}`);
  for (const entry of loads) runIn(cwd, `require('${entry}')`);
  runIn(cwd, "if (typeof require('keywire').FieldError !== 'function') throw new Error()");
  runIn(
    cwd,
    "const loaded = Object.keys((require('keywire'), require.cache)); if (loaded.some(file => !file.includes('node_modules/keywire/'))) throw new Error()",
  );
  execFileSync('npx', ['--no-install', 'keywire', '--version'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const [entry, peer] of Object.entries(asks))
    runIn(
      cwd,
      `try { require('${entry}') } catch (error) { if (/Cannot find module '(${peer.source})/.test(error.message)) process.exit(0) } throw new Error('${entry} asks for no peer')`,
    );
  console.log(`the package installs with ${name}; ${loads.join(', ')} load; the others ask for their peers`);
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
  const found = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'].filter(name => name in scripts);
  if (found.length > 0) throw new Error(`package.json must not have the script ${found.join(', ')}`);
}

function runIn(cwd: string, program: string): void {
  execFileSync(process.execPath, ['-e', program], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}
