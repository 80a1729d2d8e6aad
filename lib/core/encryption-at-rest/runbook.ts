import { FieldError } from '../field-error';
import { shellWord } from '../shell-word';
import {
  covers,
  identity,
  inWords,
  storersOf,
  type EncryptionConfiguration,
  type KeyProvider,
  type Storer,
} from './configuration';
import { entryOf } from './entry';
import { firstLoad, load, type Loading } from './loading';
import { afterwards, rewrite, verify } from './rewriting';
import type { Runbook, Step } from './step';
import { requireApiServers } from './transitions';

/** A key that is to be, without its bytes. */
export type PlannedKey =
  | { readonly provider: KeyProvider; readonly name: string }
  | { readonly provider: 'kms'; readonly name: string; readonly endpoint: string };

/** What is to be done. */
export type Operation =
  | {
      readonly operation: 'start';
      readonly key: PlannedKey;
      /** @default ['secrets'] */
      readonly resources?: readonly string[];
    }
  | {
      readonly operation: 'rotate';
      readonly key: PlannedKey;
      /** As it is now. */
      readonly configuration: EncryptionConfiguration;
      /** @default 'secrets' */
      readonly resource?: string | undefined;
    }
  | {
      readonly operation: 'off';
      readonly configuration: EncryptionConfiguration;
      /** @default 'secrets' */
      readonly resource?: string | undefined;
    };

/**
 * The steps to switch encryption at rest on or off, or to change its key, with the exact commands.
 *
 * They change the file at `configPath`; each is to be done on every API server before the next.
 *
 * @throws FieldError where the operation does not fit the configuration
 */
export function runbook(what: Operation, loading: Loading): Runbook {
  requireApiServers(loading.apiServers);
  if (!loading.configPath.startsWith('/')) throw new FieldError('configPath', 'must be an absolute path');
  switch (what.operation) {
    case 'start':
      return {
        title: `Encrypt at rest with ${inWords(what.key)}`,
        steps: startSteps(what.key, what.resources ?? ['secrets'], loading),
      };
    case 'rotate':
      return rotation(what.key, what.configuration, what.resource, loading);
    case 'off':
      return switchingOff(what.configuration, what.resource, loading);
  }
}

function startSteps(key: PlannedKey, resources: readonly string[], loading: Loading): readonly Step[] {
  const several = loading.apiServers > 1;
  // What the steps after it mean by default, unless the file is for other things alone.
  const resource = resources.some(name => covers(name, 'secrets')) ? undefined : resources[0];
  const listed = resources.map(name => ` --resource ${shellWord(name)}`).join('');
  return [
    {
      title: 'Make the file',
      commands: `keywire encryption start --file ${shellWord(loading.configPath)}${keyOptions(key)}${listed} --api-servers ${loading.apiServers}`,
      text: [
        backUp(key),
        several
          ? 'identity is first: as yet all is written in the clear, and each server learns to read the key before another writes with it.'
          : 'The key is first: it writes. identity is last: it reads what is in the clear.',
      ],
    },
    firstLoad(loading),
    ...(several ? [promotion(key, resource, loading), load(loading)] : []),
    rewrite(resources),
    verify(key, resources),
    {
      title: 'End the reading of values in the clear',
      commands: keywire('drop-identity', loading, ' --rewritten', resource),
      text: ['From here on, a value that somebody puts into etcd in the clear is refused. Only after the step before.'],
    },
    load(loading),
    afterwards(identity),
  ];
}

function rotation(
  key: PlannedKey,
  configuration: EncryptionConfiguration,
  resource: string | undefined,
  loading: Loading,
): Runbook {
  const { entry } = entryOf(configuration, resource);
  const [old] = storersOf(entry);
  if (!old || old.provider === 'identity')
    throw new FieldError('rotate', 'wants a configuration that encrypts; identity is first in this one: promote a key');
  if (storersOf(entry).some(({ name }) => name === key.name))
    throw new FieldError('name', 'is that of a key in the file; a rotation needs a new one');
  return {
    title: `Rotate from ${inWords(old)} to ${inWords(key)}`,
    steps: [
      {
        title: 'Add the new key as the second one',
        commands: keywire('add-key', loading, keyOptions(key), resource),
        text: [backUp(key), 'It reads, and does not write yet.'],
      },
      // The only server there is reads and writes by the same file.
      ...(loading.apiServers > 1 ? [load(loading)] : []),
      promotion(key, resource, loading),
      load(loading),
      rewrite(entry.resources),
      verify(key, entry.resources),
      {
        title: 'Take the old key out',
        commands: keywire(
          'drop-key',
          loading,
          `${providerOption(old)} --name ${shellWord(old.name)} --rewritten`,
          resource,
        ),
        text: [
          'Only after the step before. What is still under the old key can not be read then, and one such value is enough: lists fail, and an API server that restarts is never ready.',
        ],
      },
      load(loading),
      afterwards(old),
    ],
  };
}

function switchingOff(configuration: EncryptionConfiguration, resource: string | undefined, loading: Loading): Runbook {
  const { entry } = entryOf(configuration, resource);
  const [old] = storersOf(entry);
  if (!old || old.provider === 'identity')
    throw new FieldError('off', 'wants a configuration that encrypts; identity is first in this one');
  const readable = entry.providers.some(({ provider }) => provider === 'identity');
  return {
    title: `Switch off encryption at rest for ${entry.resources.join(', ')}`,
    steps: [
      ...(readable
        ? []
        : [
            {
              title: 'Let values in the clear be read',
              commands: keywire('add-identity', loading, '', resource),
              text: ['identity comes last: it reads, and does not write yet.'],
            },
            ...(loading.apiServers > 1 ? [load(loading)] : []),
          ]),
      {
        title: 'Write in the clear',
        commands: keywire('off', loading, ' --loaded', resource),
        text: ['identity is first and writes; the keys read what is still encrypted.'],
      },
      load(loading),
      rewrite(entry.resources),
      verify(identity, entry.resources),
      {
        title: 'Restart every API server without the file',
        text: [
          configuration.resources.length === 1
            ? 'Take --encryption-provider-config and --encryption-provider-config-automatic-reload away, one server after the other. Only after the step before: without the keys, what is still encrypted can not be read.'
            : 'Take the entry out of the file by hand, as the others are still needed. Only after the step before: without the keys, what is still encrypted can not be read.',
        ],
      },
      afterwards(old),
    ],
  };
}

const promotion = (key: PlannedKey, resource: string | undefined, loading: Loading): Step => ({
  title: 'Write with the new key',
  commands: keywire('promote', loading, `${providerOption(key)} --name ${shellWord(key.name)} --loaded`, resource),
  text: [
    loading.apiServers > 1
      ? 'Only when every API server has loaded the file before: one that has not can not read what the others write from now on.'
      : 'With one API server there is nobody to wait for.',
  ],
});

const backUp = (key: PlannedKey): string =>
  key.provider === 'kms'
    ? 'The plugin must be running on every host, and its key be backed up where it lives.'
    : 'Back up the file where other keys are kept, apart from the backups of etcd: without the key they are worth nothing, beside it they are no longer encrypted.';

function keywire(step: string, { configPath }: Loading, options: string, resource?: string): string {
  const which = resource === undefined || resource === 'secrets' ? '' : ` --resource ${shellWord(resource)}`;
  return `keywire encryption ${step} --file ${shellWord(configPath)}${options}${which}`;
}

const providerOption = ({ provider }: Storer): string => ` --provider ${provider}`;

const keyOptions = (key: PlannedKey): string =>
  `${providerOption(key)} --name ${shellWord(key.name)}${key.provider === 'kms' ? ` --endpoint ${shellWord(key.endpoint)}` : ''}`;
