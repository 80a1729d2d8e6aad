import { inspect } from 'node:util';
import { readConfiguration } from '../../../lib/core/encryption-at-rest/read-configuration';
import { storersOf } from '../../../lib/core/encryption-at-rest/configuration';
import { unsafePlain } from '../../../lib/core/encryption-at-rest/plain';
import { FieldError } from '../../../lib/core/field-error';
import { base64Key, fileOf, identity, kms, provider, secretsBy } from './configurations';

const refusal = (content: unknown): string => {
  try {
    readConfiguration(content);
  } catch (error) {
    if (error instanceof FieldError) return error.message;
    throw error;
  }
  return 'taken';
};

const keyed = (key: object, name = 'secretbox'): unknown => secretsBy({ [name]: { keys: [key] } });

describe('a configuration', () => {
  test('is read with every provider, and written as it was', () => {
    const content = fileOf(
      {
        resources: ['secrets', 'configmaps', 'pandas.example.com'],
        providers: [provider('secretbox', 'k1', 'k2'), provider('aescbc', 'c'), provider('aesgcm', 'g'), identity],
      },
      { resources: ['events'], providers: [identity] },
      { resources: ['*.apps'], providers: [kms('vault', { timeout: '5s' })] },
      { resources: ['*.*'], providers: [kms('other')] },
    );
    expect(unsafePlain(readConfiguration(content))).toEqual(content);
  });

  test('tells who stores, in the order of the file', () => {
    const content = secretsBy(kms('vault'), provider('aescbc', 'c1', 'c2'), identity);
    const [entry] = readConfiguration(content).resources;
    expect(entry && storersOf(entry).map(({ provider: by, name }) => `${by} ${name}`)).toEqual([
      'kms vault',
      'aescbc c1',
      'aescbc c2',
      'identity identity',
    ]);
  });

  test.each([16, 24, 32])('may have AES keys of %i bytes', bytes => {
    const key = { name: 'k', secret: base64Key(bytes) };
    expect([refusal(keyed(key, 'aescbc')), refusal(keyed(key, 'aesgcm'))]).toEqual(['taken', 'taken']);
  });

  test('may have a key over several lines, as Go reads it', () => {
    const secret = base64Key().replace(/(.{20})/, '$1\n');
    expect(refusal(keyed({ name: 'k', secret }))).toBe('taken');
  });

  test.each(['unix:@x', 'unix://x/y', 'unix:///y z', 'unix:///y?x', 'unix:/y', 'UNIX:///y', 'unix://'])(
    'may have the endpoint %s, which an API server takes',
    endpoint => {
      const content = secretsBy(kms('p', { endpoint }));
      expect(unsafePlain(readConfiguration(content))).toEqual(content);
    },
  );

  test.each(['pods/status', 'events.events.k8s.io.', 'a b', ''])(
    'may have the resource "%s", which an API server takes',
    name => {
      expect(refusal(fileOf({ resources: ['secrets', name], providers: [identity] }))).toBe('taken');
    },
  );

  test('shows no key, whatever looks at it', () => {
    const secret = base64Key();
    const configuration = readConfiguration(keyed({ name: 'k', secret }));
    const hex = Buffer.from(secret, 'base64').toString('hex');
    const shown = [
      inspect(configuration, { depth: 9, showHidden: true }),
      JSON.stringify(configuration),
      String(Object.values(configuration.resources[0]?.providers[0] ?? {})),
      JSON.stringify(structuredClone(JSON.parse(JSON.stringify(configuration)))),
    ].join('\n');
    expect([shown.includes(secret), shown.includes(hex)]).toEqual([false, false]);
    expect(shown).toContain('KeyMaterial(hidden)');
  });
});

describe('reading fails when', () => {
  const ok = provider('secretbox', 'k1');

  test.each<[title: string, content: unknown, message: string]>([
    ['it is no object', [], 'file: must be an object with apiVersion, kind, resources'],
    [
      'it is of another version',
      { ...(secretsBy(ok) as object), apiVersion: 'v1' },
      'apiVersion: must be apiserver.config.k8s.io/v1',
    ],
    [
      'it is of another kind',
      { ...(secretsBy(ok) as object), kind: 'EncryptionConfig' },
      'kind: must be EncryptionConfiguration',
    ],
    ['it has no entries', fileOf(), 'resources: must be a list with at least one element'],
    ['an entry has no resources', fileOf({ resources: [], providers: [ok] }), 'resources[0].resources: must be a list'],
    ['an entry has no providers', secretsBy(), 'resources[0].providers: must be a list with at least one element'],
    [
      'there is a field of no meaning',
      fileOf({ resources: ['secrets'], providers: [ok], provider: ok }),
      'resources[0]: must be an object with resources, providers, and no other field such as provider',
    ],
    [
      'an element has two providers',
      secretsBy({ ...(ok as object), ...identity }),
      'resources[0].providers[0]: must be exactly one of secretbox, aescbc, aesgcm, kms and identity; give each',
    ],
    ['an element has none', secretsBy({}), 'resources[0].providers[0]: must be exactly one of'],
    [
      'identity is empty',
      secretsBy({ identity: null }),
      'resources[0].providers[0]: must be exactly one of secretbox, aescbc, aesgcm, kms and identity (identity: {})',
    ],
    [
      'identity has fields',
      secretsBy({ identity: { keys: [] } }),
      'resources[0].providers[0].identity: must be an object without fields: {}, and no other field such as keys',
    ],
    [
      'a provider has no keys',
      secretsBy({ aesgcm: { keys: [] } }),
      'resources[0].providers[0].aesgcm.keys: must be a list with at least one element',
    ],
    [
      'a key has no name',
      keyed({ name: '', secret: base64Key() }),
      'keys[0].name: must be the name of the key, as a text',
    ],
    [
      'a name is a number',
      keyed({ name: 1, secret: base64Key() }),
      'keys[0].name: must be the name of the key, as a text',
    ],
    ['a key is missing', keyed({ name: 'k' }), 'keys[0].secret: must be the key in base64, as a text in quotes'],
    [
      'a key is a number',
      keyed({ name: 'k', secret: 12345 }),
      'keys[0].secret: must be the key in base64, as a text in quotes',
    ],
    [
      'a key is base64url',
      keyed({ name: 'k', secret: `${'-_'.repeat(21)}-=` }),
      'keys[0].secret: must be in standard base64, with its padding',
    ],
    [
      'a key has no padding',
      keyed({ name: 'k', secret: base64Key().slice(0, -1) }),
      'keys[0].secret: must be in standard base64',
    ],
    [
      'a secretbox key has 16 bytes',
      keyed({ name: 'k', secret: base64Key(16) }),
      'keys[0].secret: has 16 bytes; secretbox wants 32',
    ],
    [
      'an AES key has 31 bytes',
      keyed({ name: 'k', secret: base64Key(31) }, 'aescbc'),
      'keys[0].secret: has 31 bytes; aescbc wants 16, 24, 32',
    ],
    [
      'kms is v1',
      secretsBy(kms('p', { apiVersion: 'v1' })),
      'kms.apiVersion: must be v2, and be there, as v1 is what its lack means',
    ],
    ['kms has no version', secretsBy(kms('p', { apiVersion: undefined })), 'kms.apiVersion: must be v2'],
    ['kms has a cache', secretsBy(kms('p', { cachesize: 10 })), 'kms.cachesize: must be left out'],
    ['kms has no name', secretsBy(kms('')), 'kms.name: must be the name of the plugin'],
    ['a name of kms has ":"', secretsBy(kms('a:b')), 'kms.name: must be a name without ":"'],
    [
      'two plugins have one name',
      fileOf({ resources: ['secrets'], providers: [kms('p')] }, { resources: ['configmaps'], providers: [kms('p')] }),
      'resources[1].providers[0].kms.name: must differ',
    ],
    [
      'kms listens on TCP',
      secretsBy(kms('p', { endpoint: 'tcp://localhost:1' })),
      'kms.endpoint: must be a socket such as unix:///run/kms/plugin.sock',
    ],
    ['kms listens nowhere', secretsBy(kms('p', { endpoint: '' })), 'kms.endpoint: must be a socket'],
    [
      'the endpoint is no URL',
      secretsBy(kms('p', { endpoint: 'unix:///50%' })),
      'kms.endpoint: must be a socket such as unix:///run/kms/plugin.sock',
    ],
    ['the timeout is zero', secretsBy(kms('p', { timeout: '0s' })), 'kms.timeout: must be a duration as Go writes it'],
    [
      'the timeout is negative',
      secretsBy(kms('p', { timeout: '-1s' })),
      'kms.timeout: must be a duration as Go writes it',
    ],
    ['the timeout is a number', secretsBy(kms('p', { timeout: 3 })), 'kms.timeout: must be a duration as Go writes it'],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toContain(message);
  });

  const entry = (...resources: readonly unknown[]): unknown => ({
    resources,
    providers: [provider('secretbox', 'k1')],
  });

  test.each<[title: string, resources: readonly unknown[], message: string]>([
    ['a resource is no text', [1], 'resources[0].resources[0]: must be a text'],
    ['a resource has capitals', ['configMaps'], 'resources[0]: must be in lower case'],
    [
      'a resource is a bare *',
      ['*'],
      'resources[0]: must be "*." for the resources of the core group, or "*.*" for all',
    ],
    ['a resource has no API', ['serviceipallocations'], 'resources[0]: is no resource of the API'],
    ['a resource is of events.k8s.io', ['events.events.k8s.io'], 'resources[0]: must be events'],
    ['a group is gone', ['ingresses.extensions'], 'resources[0]: is of a group that is gone'],
    ['a resource is of all groups', ['pods.*'], 'resources[0]: must name one group'],
    ['a resource is named twice', ['secrets', 'pods', 'secrets'], 'resources[2]: is in the list already'],
    ['a wildcard covers another', ['pods', '*.'], 'resources[0]: is a part of "*." in the same list'],
    ['*.* covers another', ['*.*', 'deployments.apps'], 'resources[1]: is a part of "*.*" in the same list'],
  ])('%s', (_, resources, message) => {
    expect(refusal(fileOf(entry(...resources)))).toContain(message);
  });

  test.each([
    ['*.', 'secrets'],
    ['*.*', 'secrets'],
    ['*.apps', 'deployments.apps'],
    ['*.*', '*.apps'],
  ])('an entry for %s hides a later one for %s', (wildcard, hidden) => {
    expect(refusal(fileOf(entry(wildcard), entry(hidden)))).toContain(
      `resources[1].resources[0]: is hidden by "${wildcard}" in resources[0].resources`,
    );
    expect(refusal(fileOf(entry(hidden), entry(wildcard)))).toBe('taken');
  });

  test('anything at all is wrong, without showing a key', () => {
    const secret = base64Key(31);
    const messages = [
      keyed({ name: 'k', secret }),
      keyed({ name: '', secret }),
      keyed({ [secret]: 1 }),
      fileOf(secret),
    ];
    expect(messages.map(refusal).filter(message => message === 'taken' || message.includes(secret))).toEqual([]);
  });
});
