import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { managedSwitches } from '../../../core/encryption-at-rest/managed';
import type { PlannedKey } from '../../../core/encryption-at-rest/new-key';
import { runbook, type Operation } from '../../../core/encryption-at-rest/runbook';
import { runbookText } from '../../../core/encryption-at-rest/step';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import { readConfigurationFile } from '../../../seal/encryption-at-rest/configuration-file';
import { collect } from '../../credential-options';
import type { Io } from '../../io';
import { optionOf } from '../../under-option';
import { addProviderOption, apiServersOf, plannedKeyOf, resourcesOf, timeoutOption, type KeyOptions } from './options';

type RunbookOptions = Partial<KeyOptions> & {
  readonly file?: string;
  readonly resource: readonly string[];
  readonly apiServers?: string;
  readonly autoReload: boolean;
};

const operations = ['start', 'rotate', 'off', 'managed'] as const;

const examples = `
Examples:
  Switch on, with a new key:
  $ keywire encryption runbook start --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k1 --api-servers 3

  Change the key; once more, where it was interrupted, for the steps that remain:
  $ keywire encryption runbook rotate --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k2 --api-servers 3

  Switch off:
  $ keywire encryption runbook off --file /etc/kubernetes/enc/encryption.yaml --api-servers 3

  The switches of EKS, GKE and AKS, which keep the file to themselves:
  $ keywire encryption runbook managed`;

/** Adds the command that prints what to do. It changes nothing. */
export function addRunbook(encryption: Command, io: Io): void {
  addProviderOption(encryption.command('runbook'))
    .description('Prints the steps to switch on, rotate or switch off, with the exact commands. It changes nothing.')
    .addArgument(new Argument('<operation>', 'what is to be done').choices(operations))
    .option('--file <path>', 'the file on the host of each API server; for rotate and off it is read')
    .option('--name <name>', 'the name of the new key, or of the KMS plugin')
    .option('--endpoint <socket>', 'where the KMS plugin listens')
    .addOption(timeoutOption())
    .option('--resource <resource>', 'what is encrypted; for start it may be repeated (default: secrets)', collect, [])
    .option('--api-servers <number>', 'how many there are; needed but for managed')
    .option('--no-auto-reload', 'restart the API servers, which run without automatic reload of the file')
    .addHelpText('after', examples)
    .action((operation: (typeof operations)[number], options: RunbookOptions) => {
      if (operation === 'managed') {
        io.out(managedSwitches);
        return;
      }
      const configPath = resolve(needed('--file', options.file));
      const { autoReload } = options;
      const apiServers = apiServersOf(needed('--api-servers', options.apiServers));
      const what = whatToDo(operation, configPath, options);
      const book = under(placeIn(what, configPath), () => runbook(what, { apiServers, configPath, autoReload }));
      io.out(runbookText(book));
    });
}

function whatToDo(operation: Operation['operation'], file: string, options: RunbookOptions): Operation {
  if (operation === 'start') return { operation, key: plannedKey(options), resources: resourcesOf(options.resource) };
  const [resource, ...more] = options.resource;
  if (more.length > 0) throw new FieldError('--resource', 'goes once here: it says which entry of the file is meant');
  const configuration = readConfigurationFile(file);
  return operation === 'off'
    ? { operation, configuration, resource }
    : { operation, key: plannedKey(options), configuration, resource };
}

function plannedKey(options: RunbookOptions): PlannedKey {
  const provider = needed('--provider', options.provider);
  const name = needed('--name', options.name);
  return plannedKeyOf({ ...options, provider, name });
}

/** Where the start of a file is refused, its options are wrong; later, they do not fit what is in it. */
function placeIn({ operation }: Operation, file: string): (path: string) => string {
  const named = optionOf({ name: '--name', resource: '--resource', resources: '--resource' });
  return operation === 'start' ? named : path => `${file}: ${named(path)}`;
}

function needed<Value>(option: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new FieldError(option, 'is needed for this runbook');
}
