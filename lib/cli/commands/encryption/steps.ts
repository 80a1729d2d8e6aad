import type { Command } from 'commander';
import {
  inWords,
  storersOf,
  type EncryptionConfiguration,
  type KeyProvider,
} from '../../../core/encryption-at-rest/configuration';
import { entryOf } from '../../../core/encryption-at-rest/entry';
import type { NewKey } from '../../../core/encryption-at-rest/new-key';
import {
  addIdentity,
  addKey,
  dropIdentity,
  dropKey,
  off,
  promote,
  start,
  type Loaded,
  type Rewritten,
} from '../../../core/encryption-at-rest/transitions';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import { changeConfigurationFile, createConfigurationFile } from '../../../seal/encryption-at-rest/configuration-file';
import { newKeyMaterial } from '../../../seal/encryption-at-rest/new-key-material';
import { collect } from '../../credential-options';
import type { Io } from '../../io';
import { optionOf } from '../../under-option';
import {
  addFileOption,
  addKeyOptions,
  addProviderOption,
  addResourceOption,
  apiServersOf,
  plannedKeyOf,
  resourcesOf,
  type KeyOptions,
} from './options';

type InFile = { readonly file: string; readonly resource: string };
type OfKey = InFile & { readonly name: string; readonly provider?: KeyProvider | 'kms' };

/** What only the caller can know, and has to say. */
const everyServer = 'every API server runs with the file as it is (with one there is nobody to wait for)';
const everyValue = 'every API server runs with the file as it is, and every value was written anew since';

/** Adds the commands that change the file, each one step of a runbook. */
export function addSteps(encryption: Command, io: Io): void {
  addStart(encryption, io);
  addKeySteps(encryption, io);
  addIdentitySteps(encryption, io);
}

function addStart(encryption: Command, io: Io): void {
  addKeyOptions(addFileOption(encryption.command('start')))
    .description('Makes the file, with a new key and identity.')
    .option('--resource <resource>', 'what is encrypted; may be repeated (default: secrets)', collect, [])
    .requiredOption('--api-servers <number>', 'how many there are: with one, the key writes at once')
    .action(
      (
        options: KeyOptions & {
          readonly file: string;
          readonly resource: readonly string[];
          readonly apiServers: string;
        },
      ) => {
        const { file, apiServers } = options;
        const resources = resourcesOf(options.resource);
        const told = { key: newKey(options), resources, apiServers: apiServersOf(apiServers) };
        const made = under(optionOf({ resources: '--resource' }), () => start(told));
        createConfigurationFile(file, made);
        tell(io, { file, resource: resources[0] ?? 'secrets' }, made);
      },
    );
}

function addKeySteps(encryption: Command, io: Io): void {
  step(encryption, 'add-key', addKeyOptions)
    .description('Adds a new key as the second one, which reads.')
    .action((options: KeyOptions & InFile) => {
      const key = newKey(options);
      change(io, options, before => addKey(before, { key, resource: options.resource }));
    });
  step(encryption, 'promote', named)
    .description('Makes a key the first one, which writes.')
    .option('--loaded', everyServer)
    .action((options: OfKey & Loaded) => {
      requireSaid('--loaded', options.loaded, everyServer);
      change(io, options, before => promote(before, options));
    });
  step(encryption, 'drop-key', named)
    .description('Takes a key out that no value needs any more.')
    .option('--rewritten', everyValue)
    .action((options: OfKey & Rewritten) => {
      requireSaid('--rewritten', options.rewritten, everyValue);
      change(io, options, before => dropKey(before, options));
    });
}

const named = (command: Command): Command =>
  addProviderOption(command.requiredOption('--name <name>', 'the name of the key, or of the KMS plugin'));

function addIdentitySteps(encryption: Command, io: Io): void {
  step(encryption, 'add-identity')
    .description('Lets values in the clear be read, as a step to switch off.')
    .action((options: InFile) => {
      change(io, options, before => addIdentity(before, options));
    });
  step(encryption, 'drop-identity')
    .description('Ends the reading of values in the clear.')
    .option('--rewritten', everyValue)
    .action((options: InFile & Rewritten) => {
      requireSaid('--rewritten', options.rewritten, everyValue);
      change(io, options, before => dropIdentity(before, options));
    });
  step(encryption, 'off')
    .description('Stores new values in the clear; the keys stay until all are rewritten.')
    .option('--loaded', everyServer)
    .action((options: InFile & Loaded) => {
      requireSaid('--loaded', options.loaded, everyServer);
      change(io, options, before => off(before, options));
    });
}

/** A command that changes an entry of the file, with what it takes beside. */
const step = (encryption: Command, name: string, add: (command: Command) => Command = command => command): Command =>
  addResourceOption(add(addFileOption(encryption.command(name))));

function requireSaid(option: string, said: boolean | undefined, what: string): void {
  if (said !== true) throw new FieldError(option, `must be said, and be so: ${what}`);
}

function newKey(options: KeyOptions): NewKey {
  const key = plannedKeyOf(options);
  return key.provider === 'kms' ? key : { ...key, material: newKeyMaterial() };
}

/** Changes the file. Where an option does not fit what is in it, the message names both. */
function change(io: Io, which: InFile, to: (before: EncryptionConfiguration) => EncryptionConfiguration): void {
  const named = optionOf({ name: '--name', resource: '--resource' });
  const after = changeConfigurationFile(which.file, before => under(named, () => to(before)));
  tell(io, which, after);
}

/** What the file says now: names, never keys. */
function tell(io: Io, { file, resource }: InFile, configuration: EncryptionConfiguration): void {
  const [writes, ...reads] = storersOf(entryOf(configuration, resource).entry).map(inWords);
  io.out(
    `${file}: ${resource} is written by ${writes ?? ''}${reads.length > 0 ? `, also read by ${reads.join(', ')}` : ''}`,
  );
}
