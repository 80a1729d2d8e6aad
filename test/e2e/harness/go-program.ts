import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ToolModule } from './go-module';
import { go, goFlags, moduleFile, requireGo } from './go-module';
import { cachedFolder, fillFolder } from './tool-cache';

/** A program that Go builds: the tool module that pins it, and its package. */
export type GoProgram = {
  readonly module: ToolModule;
  readonly package: string;
  /** The source, where it is one of ours. */
  readonly source?: string;
  /** What others call the program. @default - the last part of the package's path */
  readonly binary?: string;
};

/** The path of the built program; it need not be there yet. */
export function goProgramPath(program: GoProgram): string {
  return join(programFolder(program), binaryName(program));
}

/** Whether the program is built. */
export function isGoProgramBuilt(program: GoProgram): boolean {
  return existsSync(goProgramPath(program));
}

/** Builds the program unless it is built. */
export function buildGoProgram(program: GoProgram): void {
  fillFolder(programFolder(program), binaryName(program), folder => {
    const output = join(folder, binaryName(program));
    go(program.module, ['build', '-pgo=off', `-ldflags=${linkerFlags(program.module)}`, '-o', output, program.package]);
  });
}

function programFolder(program: GoProgram): string {
  const { module } = program;
  const pins = ['go.mod', 'go.sum', ...(program.source === undefined ? [] : [program.source])].map(file =>
    moduleFile(module, file),
  );
  return cachedFolder(binaryName(program), [...pins, program.package, goFlags, linkerFlags(module), requireGo(module)]);
}

/** Go leaves the major version out of a binary's name, as in `go.etcd.io/etcd/server/v3`. */
function binaryName(program: GoProgram): string {
  return program.binary ?? basename(program.package.replace(/\/v\d+$/, ''));
}

const stripped = '-s -w';

/** The programs that are told their version when they are linked, as their own release does it. */
function linkerFlags(module: ToolModule): string {
  switch (module) {
    case 'pulumi':
    case 'pulumi-nodejs':
      return [stripped, ...pulumiVersion(module)].join(' ');
    case 'etcd':
    case 'etcdctl':
    case 'kube':
    case 'sealed':
    case 'eso':
    case 'triggermesh':
    case 'knative':
    case 'helm':
    case 'sops':
    case 'csi':
      return [stripped, ...kubernetesVersion()].join(' ');
  }
}

/**
 * The version of Kubernetes, linked in by hand: without it the API server says v0.0.0, and TriggerMesh dies at start
 * because it wants a newer one. Programs that lack these variables ignore them.
 */
function kubernetesVersion(): string[] {
  const [, major = '', minor = '', patch = ''] = pinned('kube', /k8s\.io\/kubernetes v(\d+)\.(\d+)\.(\S+)/);
  const variables = {
    gitVersion: `v${major}.${minor}.${patch}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: '0'.repeat(40),
    buildDate: '2026-01-01T00:00:00Z',
  };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  return packages.flatMap(path => Object.entries(variables).map(([name, value]) => `-X ${path}.${name}=${value}`));
}

/** Pulumi's version, linked in as its own release does it: else the engine does not know which release it is. */
function pulumiVersion(module: 'pulumi' | 'pulumi-nodejs'): string[] {
  const [, version = ''] = pinned(module, /github\.com\/pulumi\/pulumi\/sdk\/v3 (v\S+)/);
  return [`-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`];
}

function pinned(module: ToolModule, line: RegExp): RegExpExecArray {
  const found = line.exec(moduleFile(module, 'go.mod'));
  if (found === null) throw new Error(`tools/${module}/go.mod: wanted a line like ${line.source}`);
  return found;
}
