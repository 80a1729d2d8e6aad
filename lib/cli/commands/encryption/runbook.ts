import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { managedSwitches } from '../../../core/encryption-at-rest/managed';
import { runbook, type Operation, type PlannedKey } from '../../../core/encryption-at-rest/runbook';
import { runbookText } from '../../../core/encryption-at-rest/step';
import { FieldError } from '../../../core/field-error';
import { readConfigurationFile } from '../../../seal/encryption-at-rest/configuration-file';
import type { Io } from '../../io';
import { addProviderOption, apiServersOf, endpointOf, repeated, type KeyOptions } from './options';

type RunbookOptions = Partial<KeyOptions> & {
  readonly file?: string;
  readonly resource?: string[];
  readonly apiServers: string;
  readonly autoReload: boolean;
};

const operations = ['start', 'rotate', 'off', 'managed'] as const;

const examples = `
Examples:
  keywire encryption runbook start --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k1 --api-servers 3
  keywire encryption runbook rotate --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k2 --api-servers 3
  keywire encryption runbook off --file /etc/kubernetes/enc/encryption.yaml --api-servers 3
  keywire encryption runbook managed    # EKS, GKE and AKS have a switch of their own`;

/** Adds the command that prints what to do. It changes nothing. */
export function addRunbook(encryption: Command, io: Io): void {
  addProviderOption(encryption.command('runbook'))
    .description('prints the steps to switch on, rotate or switch off, with the exact commands')
    .addArgument(new Argument('<operation>', 'what is to be done').choices(operations))
    .option('--file <path>', 'the file on the host of each API server; for rotate and off it is read')
    .option('--name <name>', 'the name of the new key, or of the KMS plugin')
    .option('--endpoint <socket>', 'where the KMS plugin listens')
    .option('--resource <resource>', 'what is encrypted; for start it may be repeated (default: secrets)', repeated)
    .option('--api-servers <number>', 'how many there are', '1')
    .option('--no-auto-reload', 'restart the API servers, which run without automatic reload of the file')
    .addHelpText('after', examples)
    .action((operation: (typeof operations)[number], options: RunbookOptions) => {
      if (operation === 'managed') {
        io.out(managedSwitches);
        return;
      }
      const configPath = resolve(needed('--file', options.file));
      const { autoReload } = options;
      const apiServers = apiServersOf(options.apiServers);
      const what = whatToDo(operation, configPath, options);
      io.out(runbookText(runbook(what, { apiServers, configPath, autoReload })));
    });
}

function whatToDo(operation: Operation['operation'], file: string, options: RunbookOptions): Operation {
  const { resource: resources = ['secrets'] } = options;
  if (operation === 'start') return { operation, key: plannedKey(options), resources };
  const [resource, ...more] = resources;
  if (more.length > 0) throw new FieldError('--resource', 'goes once here: it says which entry of the file is meant');
  const configuration = readConfigurationFile(file);
  return operation === 'off'
    ? { operation, configuration, resource }
    : { operation, key: plannedKey(options), configuration, resource };
}

function plannedKey(options: RunbookOptions): PlannedKey {
  const provider = needed('--provider', options.provider);
  const name = needed('--name', options.name);
  const endpoint = endpointOf({ ...options, provider, name });
  return provider === 'kms' ? { provider, name, endpoint } : { provider, name };
}

function needed<Value>(option: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new FieldError(option, 'is needed for this runbook');
}
