import { Option, type Command } from 'commander';
import { keyProviders, type KeyProvider } from '../../../core/encryption-at-rest/configuration';
import { requirePlannedKey, type PlannedKey } from '../../../core/encryption-at-rest/new-key';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import { optionOf } from '../../under-option';

const providers = [...keyProviders, 'kms'] as const;

/** How a new key is told. */
export type KeyOptions = {
  readonly provider: KeyProvider | 'kms';
  readonly name: string;
  readonly endpoint?: string;
  readonly timeout?: string;
};

/** Adds the options of a key that is to be made. */
export const addKeyOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--provider <provider>', 'what encrypts; secretbox and kms are the strong ones')
        .choices(providers)
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'a new name for the key, or the name of the KMS plugin; values in etcd show it')
    .option('--endpoint <socket>', 'where the KMS plugin listens, such as unix:///run/kms/plugin.sock')
    .addOption(timeoutOption());

/** The option that says how long a KMS plugin may take. */
export const timeoutOption = (): Option =>
  new Option('--timeout <duration>', 'how long the KMS plugin may take (default: 3s, of the API server)');

/** Adds the option that says which provider a key is of. */
export const addProviderOption = (command: Command): Command =>
  command.addOption(
    new Option('--provider <provider>', 'its provider, where two have a key of that name').choices(providers),
  );

/** Adds the option that says which entry of the file is meant. */
export const addResourceOption = (command: Command): Command =>
  command.option('--resource <resource>', 'a resource of the entry that is meant', 'secrets');

/** Adds the option that says which file it is. */
export const addFileOption = (command: Command): Command =>
  command.requiredOption('--file <path>', 'the EncryptionConfiguration, YAML or JSON');

/** A whole number of API servers. @throws FieldError for anything else */
export function apiServersOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new FieldError('--api-servers', 'must be how many there are, 1 or more');
}

const keyOptions = { name: '--name', 'kms.endpoint': '--endpoint', 'kms.timeout': '--timeout' };

/** The key that was told. @throws FieldError, whose path is an option, for one that no file may have */
export function plannedKeyOf(options: KeyOptions): PlannedKey {
  const { provider, name, timeout } = options;
  const endpoint = endpointOf(options);
  const key = provider === 'kms' ? { provider, name, endpoint, timeout } : { provider, name };
  under(optionOf(keyOptions), () => {
    requirePlannedKey(key);
  });
  return key;
}

/** The socket of a KMS plugin, which no other provider has. */
function endpointOf({ provider, endpoint, timeout }: KeyOptions): string {
  if (provider === 'kms') {
    if (endpoint !== undefined) return endpoint;
    throw new FieldError('--endpoint', 'must say where the KMS plugin listens, such as unix:///run/kms/plugin.sock');
  }
  if (endpoint !== undefined || timeout !== undefined)
    throw new FieldError(endpoint === undefined ? '--timeout' : '--endpoint', 'goes with --provider kms only');
  return '';
}

/** The resources that were told, or those that are meant without. */
export const resourcesOf = (told: readonly string[]): readonly string[] => (told.length > 0 ? told : ['secrets']);
