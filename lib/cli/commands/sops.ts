import type { Command } from 'commander';
import type { Io } from '../io';
import { addCheck } from './sops/check';
import { addCreate } from './sops/create';
import { addFlux } from './sops/flux';
import { addKsops } from './sops/ksops';
import { addRecipients } from './sops/recipients';
import { addRule } from './sops/rule';
import { addSet } from './sops/set';

const examples = `
Examples:
  $ keywire sops create --name aws --namespace orders --class aws --out secrets/aws.enc.yaml
  $ keywire sops set secrets/aws.enc.yaml --class aws --field secretAccessKey
  $ keywire sops check secrets

To look at values, or to edit a file by hand: sops decrypt FILE, sops edit FILE.`;

/** Adds `keywire sops`. */
export function addSops(program: Command, io: Io): void {
  const sops = program
    .command('sops')
    .description('Makes and changes Secrets that are encrypted with SOPS for age recipients.')
    .helpCommand(false)
    .addHelpText('after', examples);
  for (const add of [addCreate, addSet, addRecipients, addRule, addCheck, addKsops, addFlux]) add(sops, io);
}
