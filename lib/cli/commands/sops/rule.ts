import type { Command } from 'commander';
import { creationRule, describeRule } from '../../../seal/sops';
import type { Io } from '../../io';

const examples = `
The first rule whose path_regex matches wins, and the path is taken relative to the folder of .sops.yaml. The file need
not be there yet.

Example:
  $ keywire sops rule secrets/aws.enc.yaml`;

/** Adds `keywire sops rule`. */
export function addRule(sops: Command, io: Io): void {
  sops
    .command('rule <file>')
    .description('Prints the rule of .sops.yaml that a file is encrypted by.')
    .addHelpText('after', examples)
    .action((file: string) => {
      const rule = creationRule(file);
      io.out(describeRule(rule));
      for (const recipient of rule.recipients) io.out(`  ${recipient}`);
    });
}
