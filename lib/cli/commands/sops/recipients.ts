import type { Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { distinctFiles } from '../../../disk/distinct-files';
import { replaceUnchanged } from '../../../disk/replace-unchanged';
import { readSopsFile } from '../../../seal/read-sops-file';
import { changeRecipients, creationRule, describeRule, type RecipientChange } from '../../../seal/sops';
import { whoCanOpen } from '../../../seal/sops/who-can-open';
import { collect } from '../../credential-options';
import type { Io } from '../../io';
import { underOption } from '../../under-option';
import { addIdentityOption, identitiesOf, type IdentityOption } from './identities';
import { placeOfRule } from './place-of-rule';

type RecipientOptions = IdentityOption & Required<RecipientChange> & { readonly byRule?: true };

const examples = `
Examples:
  Lists who can open a file:
  $ keywire sops recipients secrets/aws.enc.yaml

  Lets a colleague in, and takes a former one out:
  $ keywire sops recipients secrets/*.enc.yaml --add age1… --remove age1…

  Makes them those of the rule in .sops.yaml:
  $ keywire sops recipients secrets/*.enc.yaml --by-rule`;

/** Adds `keywire sops recipients`. */
export function addRecipients(sops: Command, io: Io): void {
  const command = sops
    .command('recipients <file...>')
    .description('Lists who can open encrypted files, or changes it in place.')
    .option('--add <recipient>', 'an age recipient who can open them from now on; may be repeated', collect, [])
    .option('--remove <recipient>', 'one who can no longer; may be repeated', collect, [])
    .option('--by-rule', 'those of the rule in .sops.yaml, and nobody else');
  addIdentityOption(command)
    .addHelpText('after', examples)
    .action((files: readonly string[], options: RecipientOptions) => recipients(files, options, io));
}

async function recipients(files: readonly string[], options: RecipientOptions, io: Io): Promise<void> {
  const { add, remove, byRule } = options;
  const isTold = add.length + remove.length > 0;
  if (byRule && isTold) throw new FieldError('--by-rule', 'goes without --add and --remove');
  const read = distinctFiles(files).map(file => ({ file, text: readSopsFile(file) }));
  if (!byRule && !isTold) {
    for (const { file, text } of read) list(file, text, io);
    return;
  }
  const identities = identitiesOf(options, io);
  // All of them first: one that can't be opened leaves the others as they are.
  const changed = [];
  for (const { file, text } of read) {
    const { place, ...change } = byRule
      ? changeToRule(file, text, io)
      : { add, remove, place: add.length > 0 ? '--add' : file };
    const next =
      change.add.length + change.remove.length > 0
        ? await underOption({ recipients: place, remove: '--remove' }, changeRecipients(file, text, identities, change))
        : text;
    changed.push({ file, text, next, removes: change.remove.length > 0, for: whoCanOpen(file, next).recipients });
  }
  for (const { file, text, next, for: those } of changed) {
    if (next !== text) replaceUnchanged(file, text, next);
    io.err(`${file}: ${next === text ? 'unchanged, ' : ''}for ${those.join(', ')}`);
  }
  if (changed.some(({ removes }) => removes))
    io.err('whoever was removed can still open what is in the history of Git: change the values, too');
}

function list(file: string, text: string, io: Io): void {
  const { recipients: ageRecipients, otherKeys } = whoCanOpen(file, text);
  for (const recipient of [...ageRecipients, ...otherKeys]) io.out(`${file}: ${recipient}`);
}

function changeToRule(file: string, text: string, io: Io): Required<RecipientChange> & { readonly place: string } {
  const rule = creationRule(file);
  io.err(describeRule(rule));
  const { recipients: now, otherKeys } = whoCanOpen(file, text);
  if (otherKeys.length > 0)
    throw new FieldError(
      file,
      `is for ${otherKeys.join(', ')}, too, which the rule does not name; take them out with the sops program`,
    );
  return {
    add: rule.recipients.filter(recipient => !now.includes(recipient)),
    remove: now.filter(recipient => !rule.recipients.includes(recipient)),
    place: placeOfRule(rule),
  };
}
