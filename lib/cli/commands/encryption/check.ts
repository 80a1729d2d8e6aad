import { Option, type Command } from 'commander';
import { findings, type Finding, type Stage } from '../../../core/encryption-at-rest/findings';
import { modeProblem, readConfigurationFile } from '../../../seal/encryption-at-rest/configuration-file';
import { Ended, exitCode } from '../../exit-code';
import type { Io } from '../../io';
import { addFileOption } from './options';

const examples = `
It is refused (exit code 1) where an API server would refuse it. Problems end with exit code 3, advice alone with 0.

Examples:
  A file that is in use:
  $ keywire encryption check --file /etc/kubernetes/enc/encryption.yaml

  One that is new, and has to read values in the clear:
  $ keywire encryption check --file encryption.yaml --stage start`;

/** Adds the command that tells what is wrong with a file. */
export function addCheck(encryption: Command, io: Io): void {
  addFileOption(encryption.command('check'))
    .description('Tells what is wrong with a file: duplicate, reused and weak keys, values in the clear, and the like.')
    .addOption(
      new Option('--stage <stage>', 'where in its life it is')
        .choices(['start', 'running', 'off'] satisfies Stage[])
        .default('running'),
    )
    .addHelpText('after', examples)
    .action(({ file, stage }: { readonly file: string; readonly stage: Stage }) => {
      const found = [...findings(readConfigurationFile(file), { stage }), ...ofMode(file)];
      for (const { severity, path, problem } of found) io.out(`${severity}: ${file}: ${path}: ${problem}`);
      if (found.some(({ severity }) => severity === 'problem')) throw new Ended(exitCode.found);
      if (found.length === 0) io.out(`${file}: nothing found`);
    });
}

function ofMode(file: string): readonly Finding[] {
  const problem = modeProblem(file);
  return problem === undefined ? [] : [{ severity: 'problem', path: 'file', problem }];
}
