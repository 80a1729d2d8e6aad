import type { Command } from 'commander';
import { keyOf } from '../../../core/backends/delivery';
import { requireField, spellingOf, type CredentialClass, type Keys } from '../../../core/credential-class';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import { replaceUnchanged } from '../../../disk/replace-unchanged';
import { keysOfFields, secretData } from '../../../seal/field-values';
import { readSopsFile } from '../../../seal/read-sops-file';
import { editSops, inspectSopsSecret } from '../../../seal/sops';
import { openSops } from '../../../seal/sops/opened';
import {
  addFieldOptions,
  collect,
  toldCredential,
  type CredentialOptions,
  type ToldCredential,
} from '../../credential-options';
import type { Io } from '../../io';
import { optionOf, underOption } from '../../under-option';
import { addIdentityOption, identitiesOf, type IdentityOption } from './identities';

type SetOptions = Omit<CredentialOptions, 'name' | 'namespace' | 'type'> &
  IdentityOption & { readonly remove: readonly string[] };

const examples = `
Examples:
  Asks for the new value; the other fields keep their ciphertext:
  $ keywire sops set secrets/aws.enc.yaml --class aws --field secretAccessKey

  Without --class, a field is a key of the Secret:
  $ keywire sops set secrets/database.enc.yaml --field password=file:password.txt --remove oldPassword`;

/** Adds `keywire sops set`. */
export function addSet(sops: Command, io: Io): void {
  const command = sops
    .command('set <file>')
    .description('Changes fields of an encrypted file in place.')
    .option('--remove <field>', 'a field to take out; may be repeated', collect, []);
  addIdentityOption(addFieldOptions(command))
    .addHelpText('after', examples)
    .action((file: string, options: SetOptions) => set(file, options, io));
}

async function set(file: string, options: SetOptions, io: Io): Promise<void> {
  const { field, json, remove } = options;
  if (field.length === 0 && json === undefined && options.class === undefined && remove.length === 0)
    throw new FieldError('--field', 'must name each field to set, or --remove one to take out');
  const text = readSopsFile(file);
  const { name, keys, type } = inspectSopsSecret(file, text);
  const identities = identitiesOf(options, io);
  const told = await toldCredential({ ...options, name }, io, { keys, type, valuesMayStay: remove.length > 0 });
  const plan = under(inWords, () => planOf(file, told, keys, remove));
  // Whether it opens, before somebody types a value for it.
  await openSops(file, text, identities);
  const values = await told.values();
  const data = under(inWords, () => secretData({ ...plan, values }));
  const change = Object.fromEntries([...data, ...plan.removed.map(key => [key, null] as const)]);
  const toldAs = Object.fromEntries(Object.keys(change).map(key => [`change.${key}`, key]));
  const changed = await underOption(toldAs, editSops(file, text, identities, change));
  if (changed === text) {
    io.err(`${file}: has these values already`);
    return;
  }
  replaceUnchanged(file, text, changed);
  for (const [key, value] of Object.entries(change)) io.err(`${file}: ${whatBecameOf(key, value, keys)} ${key}`);
}

const inWords = optionOf({ keys: '--keys', values: 'fields' });

const whatBecameOf = (key: string, value: unknown, keys: readonly string[]): string => {
  if (value === null) return 'removed';
  return keys.includes(key) ? 'set' : 'added';
};

/** What becomes of a file, but for the values. */
type Plan = {
  readonly credentialClass: CredentialClass;
  readonly keys: Keys<CredentialClass> | undefined;
  /** The fields that stay as they are. */
  readonly kept: readonly string[];
  /** The keys that go. */
  readonly removed: readonly string[];
};

/** The class has its say in what is set, and in what must stay. */
function planOf(
  file: string,
  { class: credentialClass, keys: convention, fields }: ToldCredential,
  keys: readonly string[],
  remove: readonly string[],
): Plan {
  const spelling = spellingOf('keys', credentialClass, convention);
  const removed = remove.map(field => {
    requireField('--remove', credentialClass, field);
    if (fields.includes(field)) throw new FieldError('--remove', `names ${field}, which is set, too`);
    const key = keyOf('--remove', { credentialClass, spelling }, field);
    if (!keys.includes(key)) throw new FieldError('--remove', `names ${field}, and ${file} has no ${key}`);
    return key;
  });
  const left = keys.filter(key => !removed.includes(key));
  if (left.length === 0 && fields.length === 0)
    throw new FieldError('--remove', 'would leave no field; delete the file instead');
  const kept = Object.entries(spelling).flatMap(([field, key = '']) => (left.includes(key) ? [field] : []));
  const unknown = left.filter(key => !Object.values(spelling).includes(key));
  const missing = Object.keys(credentialClass.required).find(field => ![...kept, ...fields].includes(field));
  if (missing !== undefined && unknown.length > 0)
    throw new FieldError(
      '--keys',
      `must say how ${file} spells its fields: it has ${unknown.join(', ')}, and no ${spelling[missing] ?? missing}`,
    );
  keysOfFields({ credentialClass, keys: convention, given: fields, kept });
  return { credentialClass, keys: convention, kept, removed };
}
