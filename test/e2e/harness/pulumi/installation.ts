import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Tools } from '../tools';

const repository = join(__dirname, '..', '..', '..', '..');

/**
 * Lays out an installation of Pulumi in `root`: the engine, its language host, and the stand-ins for the providers.
 *
 * All four lie in `bin`, which goes first on PATH: there the engine looks for plugins before anywhere else.
 */
export function installPulumi(root: string, tools: Tools): { readonly bin: string } {
  const bin = join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(tools.pulumi, join(bin, 'pulumi'));
  const launch = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec ${script} "$@"\n`, { mode: 0o755 });
  };
  launch('pulumi-language-nodejs', languageHost(tools.pulumiLanguageNodejs));
  launch('pulumi-resource-kubernetes', standIn('kubernetes-provider-stand-in.ts'));
  launch('pulumi-resource-aws', standIn('aws-provider-stand-in.ts'));
  return { bin };
}

/**
 * The options of the repository's Pulumi.yaml, as flags: the engine sends them with each request, but the newest
 * language host that Go's proxy has is so old that it takes them only so.
 */
function languageHost(program: string): string {
  const project = parse(readFileSync(join(repository, 'Pulumi.yaml'), 'utf8')) as {
    readonly runtime: { readonly options: Readonly<Record<string, string | boolean>> };
  };
  const flags = Object.entries(project.runtime.options).map(([name, value]) => `'-${name}=${value.toString()}'`);
  return [`'${program}'`, ...flags].join(' ');
}

/** The engine starts a plugin in the program's folder, so nothing may depend on where that is. */
function standIn(file: string): string {
  const register = require.resolve('@swc-node/register');
  const settings = `env SWC_NODE_PROJECT='${join(repository, 'tsconfig.json')}'`;
  return `${settings} '${process.execPath}' --require '${register}' '${join(__dirname, file)}'`;
}
