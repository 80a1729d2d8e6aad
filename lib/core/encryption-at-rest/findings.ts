import {
  covers,
  type EncryptedResources,
  type EncryptionConfiguration,
  type KeyProvider,
  type NamedKey,
} from './configuration';
import { endpointMistake } from './kms-endpoint';
import { isResourceName } from './resource-names';

/** Something that an API server takes, and that is a mistake or not as good as it could be. */
export type Finding = {
  /** `problem`: to be mended; `advice`: to be known. */
  readonly severity: 'problem' | 'advice';
  readonly path: string;
  readonly problem: string;
};

/** Where in its life the configuration is. */
export type Stage =
  /** Some values may still be in the clear: they must stay readable. */
  | 'start'
  /** New values must be encrypted. */
  | 'running'
  /** New values are to be in the clear. */
  | 'off';

const strength: Partial<Readonly<Record<KeyProvider, string>>> = {
  aescbc: 'does not notice changed values, and is open to padding oracles; secretbox and kms are not',
  aesgcm:
    'is broken when two of its random nonces are equal: rotate its key before it has written 200,000 values; secretbox and kms ask for no such thing',
};

/**
 * What an API server does not say about a configuration: duplicate, reused and weak keys, what is stored in the clear,
 * and weak providers.
 */
export function findings(
  configuration: EncryptionConfiguration,
  { stage = 'running' }: { /** @default 'running' */ readonly stage?: Stage } = {},
): readonly Finding[] {
  const { resources } = configuration;
  return [
    ...coverage(resources),
    ...resourceNames(resources),
    ...resources.flatMap((entry, index) => [...order(entry, index, stage)]),
    ...keys(resources),
    ...plugins(resources),
  ];
}

function* coverage(entries: readonly EncryptedResources[]): Generator<Finding> {
  if (!entries.some(({ resources }) => resources.some(name => covers(name, 'secrets'))))
    yield { severity: 'problem', path: 'resources', problem: 'covers no secrets: the name of the resource is secrets' };
  const listed = new Map<string, number>();
  for (const [index, { resources }] of entries.entries()) {
    for (const [place, name] of resources.entries()) {
      const before = listed.get(name);
      if (before === undefined) listed.set(name, index);
      else
        yield {
          severity: 'problem',
          path: `resources[${index}].resources[${place}]`,
          problem: `is in resources[${before}] already, which writes it; put the providers of both into one entry`,
        };
    }
  }
}

function* resourceNames(entries: readonly EncryptedResources[]): Generator<Finding> {
  for (const [index, { resources }] of entries.entries()) {
    for (const [place, name] of resources.entries()) {
      if (isResourceName(name)) continue;
      yield {
        severity: 'problem',
        path: `resources[${index}].resources[${place}]`,
        problem:
          'is no resource, so it encrypts nothing; name one such as secrets, and for a part such as pods/status the resource that it is stored with',
      };
    }
  }
}

function* plugins(entries: readonly EncryptedResources[]): Generator<Finding> {
  for (const [entry, { providers }] of entries.entries()) {
    for (const [place, provider] of providers.entries()) {
      const problem = provider.provider === 'kms' ? endpointMistake(provider.kms.endpoint) : undefined;
      if (problem === undefined) continue;
      yield { severity: 'problem', path: `resources[${entry}].providers[${place}].kms.endpoint`, problem };
    }
  }
}

function* order({ resources, providers }: EncryptedResources, index: number, stage: Stage): Generator<Finding> {
  const path = `resources[${index}].providers`;
  const secrets = resources.some(name => covers(name, 'secrets'));
  const first = providers[0]?.provider;
  const inClear = providers.findIndex(({ provider }) => provider === 'identity');
  // Only identity says that a resource is left out on purpose: events before *.*, say.
  const leftOut = providers.length === 1 && first === 'identity' && !secrets;
  if (stage !== 'off' && first === 'identity' && !leftOut)
    yield { severity: 'problem', path: `${path}[0]`, problem: 'is identity: new values are stored in the clear' };
  if (stage === 'off' && first !== 'identity')
    yield { severity: 'problem', path: `${path}[0]`, problem: 'must be identity, so that new values are in the clear' };
  if (stage === 'start' && inClear < 0)
    yield {
      severity: 'problem',
      path,
      problem:
        'must have identity at its end until every value is rewritten: those in the clear can not be read without',
    };
  if (stage === 'running' && inClear > 0)
    yield {
      severity: 'advice',
      path: `${path}[${inClear}]`,
      problem: 'is identity: values in the clear are still read; drop it when all are rewritten',
    };
  for (const [place, { provider }] of providers.entries()) {
    const advice = provider === 'kms' || provider === 'identity' ? undefined : strength[provider];
    if (advice !== undefined) yield { severity: 'advice', path: `${path}[${place}].${provider}`, problem: advice };
  }
}

/** A key, and where it stands. */
type PlacedKey = NamedKey & { readonly path: string; readonly entry: number; readonly provider: KeyProvider };

function* keysIn(entries: readonly EncryptedResources[]): Generator<PlacedKey> {
  for (const [entry, { providers }] of entries.entries()) {
    for (const [place, provider] of providers.entries()) {
      if (!('keys' in provider)) continue;
      for (const [number, key] of provider.keys.entries()) {
        const path = `resources[${entry}].providers[${place}].${provider.provider}.keys[${number}]`;
        yield { ...key, path, entry, provider: provider.provider };
      }
    }
  }
}

function* keys(entries: readonly EncryptedResources[]): Generator<Finding> {
  const names = new Set<string>();
  const before: PlacedKey[] = [];
  for (const key of keysIn(entries)) {
    const { path, name, material } = key;
    const id = `${key.entry}:${key.provider}:${name}`;
    if (names.has(id))
      yield {
        severity: 'problem',
        path: `${path}.name`,
        problem: 'is the name of an earlier key too: values of one are tried with the other',
      };
    names.add(id);
    if (name.includes(':'))
      yield {
        severity: 'problem',
        path: `${path}.name`,
        problem: 'has ":", which ends the name in etcd: another key may be taken for it',
      };
    const same = before.find(other => other.material.equals(material));
    if (same)
      yield {
        severity: 'problem',
        path: `${path}.secret`,
        problem: `is the key of ${same.path} again; each needs its own`,
      };
    before.push(key);
    const weakness = material.weakness();
    if (weakness !== undefined)
      yield {
        severity: 'problem',
        path: `${path}.secret`,
        problem: `${weakness}, so it can be guessed; rotate to a random key`,
      };
  }
}
