import type { Command } from 'commander';
import type { Io } from '../io';
import { addCheck } from './encryption/check';
import { addRunbook } from './encryption/runbook';
import { addSteps } from './encryption/steps';

const examples = `
Examples:
  What to do, step by step, with the exact commands:
  $ keywire encryption runbook start --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k1 --api-servers 3

  What an API server would not say about a file:
  $ keywire encryption check --file /etc/kubernetes/enc/encryption.yaml

  A rotation: the new key second, then first, then the old one out:
  $ keywire encryption add-key --file encryption.yaml --provider secretbox --name k2
  $ keywire encryption promote --file encryption.yaml --name k2 --loaded
  $ keywire encryption drop-key --file encryption.yaml --name k1 --rewritten

Keys are made here, of the system's random source, and are in the file alone: it has mode 0600, and is
not written where Git would commit it. No command shows a key.`;

/** `keywire encryption`: the file that an API server encrypts by, and the order in which it may change. */
export function addEncryption(program: Command, io: Io): void {
  const encryption = program
    .command('encryption')
    .description("Changes and checks an API server's EncryptionConfiguration, by which it encrypts at rest.")
    .helpCommand(false)
    .addHelpText('after', examples);
  addSteps(encryption, io);
  addCheck(encryption, io);
  addRunbook(encryption, io);
}
