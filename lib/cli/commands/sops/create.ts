import { lstatSync } from 'node:fs';
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { ksopsAnnotations, type KsopsSecretOptions } from '../../../core/gitops/ksops';
import { under } from '../../../core/under';
import { createFile } from '../../../disk/create-file';
import { creationRule, describeRule, encryptSecret } from '../../../seal/sops';
import { keysFor, requireEncryptable } from '../../../seal/sops/encrypt-secret';
import { addCredentialOptions, collect, toldCredential, type CredentialOptions } from '../../credential-options';
import type { Io } from '../../io';
import { optionOf, underOption } from '../../under-option';
import { placeOfRule } from './place-of-rule';

type CreateOptions = CredentialOptions & {
  readonly out: string;
  readonly recipient: readonly string[];
  readonly ksopsBehavior?: NonNullable<KsopsSecretOptions['behavior']>;
  readonly ksopsNeedsHash?: true;
};

const examples = `
Examples:
  Asks for both fields, and encrypts for the recipients of the rule in .sops.yaml:
  $ keywire sops create --name aws --namespace orders --class aws --out secrets/aws.enc.yaml

  Encrypts for two recipients; values come from a file and a variable:
  $ keywire sops create --name database --namespace orders --out secrets/database.enc.yaml \\
      --field username=env:DB_USER --field password=file:password.txt \\
      --recipient age1… --recipient age1…`;

/** Adds `keywire sops create`. */
export function addCreate(sops: Command, io: Io): void {
  const command = sops
    .command('create')
    .description('Encrypts a credential into a new file: a Secret whose data alone is encrypted.')
    .requiredOption('--out <file>', 'the file to write, .yaml, .yml or .json; it must not be there yet')
    .option(
      '--recipient <recipient>',
      'an age recipient, age1…; may be repeated (default: those of the rule in .sops.yaml)',
      collect,
      [],
    )
    .addOption(
      new Option('--ksops-behavior <behavior>', 'what kustomize does with a Secret that is there already').choices([
        'create',
        'merge',
        'replace',
      ]),
    )
    .option('--ksops-needs-hash', 'let kustomize add a hash to the name; the construct refuses such a file');
  addCredentialOptions(command)
    .addHelpText('after', examples)
    .action((options: CreateOptions) => create(options, io));
}

async function create(options: CreateOptions, io: Io): Promise<void> {
  const { out } = options;
  const format = formatOf(out);
  requireNew(out);
  const { recipients, encryptedRegex, place } = recipientsFor(options, io);
  const { fields, values: valuesTold, ...told } = await toldCredential(options, io);
  const paths = { name: '--name', namespace: '--namespace', keys: '--keys', values: 'fields', recipients: place };
  under(optionOf(paths), () => {
    requireEncryptable(told, fields);
  });
  // Whether they are recipients at all, before somebody types a value for them.
  await underOption(paths, keysFor(recipients, new Uint8Array(32)));
  const values = await valuesTold();
  const annotations = ksopsAnnotations({ behavior: options.ksopsBehavior, needsHash: options.ksopsNeedsHash });
  const spec = { ...told, values, recipients, encryptedRegex, format, annotations };
  const text = await underOption(paths, encryptSecret(spec));
  if (!createFile(out, text)) throw thereAlready(out);
  io.err(`${out}: encrypted for ${recipients.join(', ')}`);
}

/** The name tells `sops` the format. */
function formatOf(file: string): 'yaml' | 'json' {
  const extension = extname(file);
  if (extension === '.json') return 'json';
  if (extension === '.yaml' || extension === '.yml') return 'yaml';
  throw new FieldError('--out', 'must end in .yaml, .yml or .json, as sops goes by it');
}

function requireNew(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })) throw thereAlready(file);
}

const thereAlready = (file: string): FieldError =>
  new FieldError(file, 'is there already; change its fields with keywire sops set, or delete it first');

function recipientsFor(
  { recipient, out }: CreateOptions,
  io: Io,
): { readonly recipients: readonly string[]; readonly encryptedRegex?: string | undefined; readonly place: string } {
  if (recipient.length > 0) return { recipients: recipient, place: '--recipient' };
  const rule = creationRule(out);
  io.err(describeRule(rule));
  return { ...rule, place: placeOfRule(rule) };
}
