import { FieldError } from '../field-error';
import { shellWord } from '../shell-word';
import { covers, identity, inWords, storersOf, type EncryptionConfiguration } from './configuration';
import { entryOf } from './entry';
import { firstLoad, load, type Loading } from './loading';
import { requirePlannedKey, type PlannedKey } from './new-key';
import { backUp, promotion } from './promotion';
import { isResourceName, requireNewResourceNames } from './resource-names';
import { afterwards, rewrite, verify } from './rewriting';
import { rotation } from './rotation';
import type { Runbook, Step } from './step';
import { newKeyOptions, stepCommand } from './step-command';
import { requireApiServers } from './transitions';

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
      /** One that is second already, or first with the old one behind it, is that of an interrupted rotation. */
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
 * @throws FieldError where the operation does not fit the configuration, and for what its first step would refuse
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
  requirePlannedKey(key);
  requireNewResourceNames('resources', resources);
  const several = loading.apiServers > 1;
  // What the steps after it mean by default, unless the file is for other things alone.
  const resource = resources.some(name => covers(name, 'secrets')) ? undefined : resources[0];
  const listed = resources.map(name => ` --resource ${shellWord(name)}`).join('');
  return [
    {
      title: 'Make the file',
      commands: `keywire encryption start --file ${shellWord(loading.configPath)}${newKeyOptions(key)}${listed} --api-servers ${loading.apiServers}`,
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
      commands: stepCommand('drop-identity', loading, ' --rewritten', resource),
      text: ['From here on, a value that somebody puts into etcd in the clear is refused. Only after the step before.'],
    },
    load(loading),
    afterwards(identity),
  ];
}

function switchingOff(configuration: EncryptionConfiguration, resource: string | undefined, loading: Loading): Runbook {
  const { entry } = entryOf(configuration, resource);
  const [old] = storersOf(entry);
  if (!old || old.provider === 'identity')
    throw new FieldError('off', 'wants a configuration that encrypts; identity is first in this one');
  const resources = entry.resources.filter(isResourceName);
  const readable = entry.providers.some(({ provider }) => provider === 'identity');
  return {
    title: `Switch off encryption at rest for ${resources.join(', ')}`,
    steps: [
      ...(readable
        ? []
        : [
            {
              title: 'Let values in the clear be read',
              commands: stepCommand('add-identity', loading, '', resource),
              text: ['identity comes last: it reads, and does not write yet.'],
            },
            ...(loading.apiServers > 1 ? [load(loading)] : []),
          ]),
      {
        title: 'Write in the clear',
        commands: stepCommand('off', loading, ' --loaded', resource),
        text: ['identity is first and writes; the keys read what is still encrypted.'],
      },
      load(loading),
      rewrite(resources),
      verify(identity, resources),
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
