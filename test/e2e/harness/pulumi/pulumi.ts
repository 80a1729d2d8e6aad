import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PulumiCommand } from '@pulumi/pulumi/automation';
import type { Apis } from '../run';
import { inEnvironment, pulumiEnvironment } from './environment';
import { installPulumi } from './installation';
import type { PulumiStack, StackOptions } from './stack';
import { createStack } from './stack';

/** The real engine, with the run's cluster and AWS account behind stand-ins for the providers. */
export type Pulumi = {
  /** All that Pulumi wrote: the backend, its home, and of each operation the events and what it printed. */
  readonly folder: string;
  /** State, backups and history. */
  readonly backend: string;
  /** Makes a stack, empty. */
  stack(options?: StackOptions): Promise<PulumiStack>;
  /** What is in the files of `folder`, to be searched for what must not be there. Bytes are characters, as in latin1. */
  written(): ReadonlyMap<string, string>;
};

/** Sets up Pulumi in the run's folder; there is nothing to stop. */
export async function startPulumi(run: Apis): Promise<Pulumi> {
  const root = join(run.folder, 'pulumi-installation');
  const { bin } = installPulumi(root, run.tools);
  const folder = join(run.folder, 'pulumi');
  const inside = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const backend = inside('backend');
  // The home of the user is none of Pulumi's business, and what lies there is large: the compiler of the stand-ins.
  const folders = { bin, backend, home: root, pulumiHome: inside('home'), temporary: inside('temporary') };
  const environment = pulumiEnvironment(run, folders);
  const command = await inEnvironment(environment, () => PulumiCommand.get({ root }));
  return {
    folder,
    backend,
    stack: options => createStack({ command, environment, folder: inside('stacks') }, options),
    written: () => new Map(filesIn(folder).map(file => [relative(folder, file), readFileSync(file, 'latin1')])),
  };
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}
