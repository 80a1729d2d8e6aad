import type { Command } from 'commander';
import { fluxDecryption, fluxKeyCommand } from '../../../core/gitops/flux';
import { under } from '../../../core/under';
import type { Io } from '../../io';
import { optionOf } from '../../under-option';

type FluxOptions = { readonly identity: string; readonly secret: string; readonly namespace: string };

const examples = `
Nothing is read, and nothing is changed: the command is for you to run.

Example:
  $ keywire sops flux --identity keys.txt`;

/** Adds `keywire sops flux`. */
export function addFlux(sops: Command, io: Io): void {
  sops
    .command('flux')
    .description('Prints what Flux needs to decrypt: its key, as a command, and the block of its Kustomization.')
    .requiredOption('--identity <file>', 'the file with the age identity for the cluster; it is only named')
    .option('--secret <name>', 'the Secret that holds it', 'sops-age')
    .option('--namespace <namespace>', 'the namespace of the Flux Kustomization', 'flux-system')
    .addHelpText('after', examples)
    .action(({ identity: keyFile, secret: secretName, namespace }: FluxOptions) => {
      const paths = { secretName: '--secret', namespace: '--namespace', keyFile: '--identity' };
      const [command, { provider, secretRef }] = under(optionOf(paths), () => [
        fluxKeyCommand({ secretName, namespace, keyFile }),
        fluxDecryption({ secretName }),
      ]);
      io.out(`# Brings the key to the cluster, without showing it:
${command}

# In the Flux Kustomization, in namespace ${namespace}:
spec:
  decryption:
    provider: ${provider}
    secretRef:
      name: ${secretRef.name}`);
    });
}
