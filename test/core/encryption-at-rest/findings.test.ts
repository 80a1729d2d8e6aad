import { findings, type Stage } from '../../../lib/core/encryption-at-rest/findings';
import { KeyMaterial } from '../../../lib/core/encryption-at-rest/key-material';
import { readConfiguration } from '../../../lib/core/encryption-at-rest/read-configuration';
import { base64Key, fileOf, identity, kms, material, provider, secretsBy } from './configurations';

const found = (content: unknown, stage?: Stage): readonly string[] =>
  findings(readConfiguration(content), stage === undefined ? {} : { stage }).map(
    ({ severity, path, problem }) => `${severity}: ${path}: ${problem}`,
  );

const key = (name: string, secret = base64Key()): object => ({ name, secret });
const keys = (...all: readonly object[]): unknown => ({ secretbox: { keys: all } });

test('nothing is found in a file with random keys under different names, and in one with a KMS plugin', () => {
  expect(found(secretsBy(provider('secretbox', 'k2', 'k1')))).toEqual([]);
  expect(found(secretsBy(kms('vault')))).toEqual([]);
});

test('a name that two keys have is found, and one that ends early in etcd', () => {
  expect(found(secretsBy(keys(key('k1'), key('k1'), key('k:1'))))).toEqual([
    expect.stringContaining(
      'problem: resources[0].providers[0].secretbox.keys[1].name: is the name of an earlier key too',
    ),
    expect.stringContaining('problem: resources[0].providers[0].secretbox.keys[2].name: has ":"'),
  ]);
  expect(found(secretsBy(provider('secretbox', 'k1'), kms('k1')))).toEqual([]);
});

test('a key that is there twice is found, across names, providers and entries', () => {
  const secret = base64Key();
  const content = fileOf(
    { resources: ['secrets'], providers: [keys(key('k1', secret), key('k2', secret))] },
    { resources: ['configmaps'], providers: [{ aescbc: { keys: [key('c', secret)] } }] },
  );
  expect(found(content).filter(text => text.startsWith('problem'))).toEqual([
    'problem: resources[0].providers[0].secretbox.keys[1].secret: is the key of resources[0].providers[0].secretbox.keys[0] again; each needs its own',
    'problem: resources[1].providers[0].aescbc.keys[0].secret: is the key of resources[0].providers[0].secretbox.keys[0] again; each needs its own',
  ]);
});

test.each<[bytes: Buffer, weakness: string]>([
  [Buffer.alloc(32), 'is one byte over and over'],
  [Buffer.alloc(16, 0xff), 'is one byte over and over'],
  [Buffer.from('a passphrase of thirty-two bytes'), 'is text'],
  [Buffer.from('0123456789abcdef0123456789abcdef'), 'is text'],
  [Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 'counts up or down'],
  [Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index * 3)), 'counts up or down'],
  [Buffer.concat([Buffer.alloc(24), Buffer.from(material(8).unsafeBase64(), 'base64')]), 'different bytes among 32'],
])('a key that can be guessed is found: %#', (bytes, weakness) => {
  const [finding] = found(secretsBy({ aescbc: { keys: [key('k', bytes.toString('base64'))] } })).filter(text =>
    text.startsWith('problem'),
  );
  expect(finding).toMatch(new RegExp(`keys\\[0\\].secret: .*${weakness}, so it can be guessed`));
  expect(finding).not.toContain(bytes.toString('base64'));
});

test('no random key is taken for one that can be guessed', () => {
  const weak = [16, 24, 32].flatMap(size => Array.from({ length: 5_000 }, () => material(size).weakness()));
  expect(weak.filter(weakness => weakness !== undefined)).toEqual([]);
  expect(new KeyMaterial(Buffer.alloc(32)).weakness()).toBeDefined();
});

test('values in the clear are found where the file is to encrypt', () => {
  const content = secretsBy(identity, provider('secretbox', 'k1'));
  const problem = 'problem: resources[0].providers[0]: is identity: new values are stored in the clear';
  expect([found(content), found(content, 'start'), found(content, 'off')]).toEqual([[problem], [problem], []]);
});

test('what is left out on purpose is none', () => {
  const content = fileOf(
    { resources: ['events'], providers: [identity] },
    { resources: ['*.*'], providers: [provider('secretbox', 'k1')] },
  );
  expect(found(content)).toEqual([]);
  expect(found(secretsBy(identity))).toHaveLength(1);
});

test('a first file without identity is found: it can not read what is there', () => {
  const content = secretsBy(provider('secretbox', 'k1'));
  expect(found(content, 'start')).toEqual([
    expect.stringContaining('problem: resources[0].providers: must have identity at its end'),
  ]);
  expect(found(content, 'off')).toEqual([expect.stringContaining('providers[0]: must be identity')]);
});

test('identity at the end is told, once nothing may be in the clear any more', () => {
  const content = secretsBy(provider('secretbox', 'k1'), identity);
  expect([found(content), found(content, 'start')]).toEqual([
    [expect.stringContaining('advice: resources[0].providers[1]: is identity: values in the clear are still read')],
    [],
  ]);
});

test('weak providers are told, aesgcm with the number of its writes', () => {
  expect(found(secretsBy(provider('aescbc', 'c'), provider('aesgcm', 'g')))).toEqual([
    expect.stringContaining('advice: resources[0].providers[0].aescbc: does not notice changed values'),
    expect.stringContaining('before it has written 200,000 values'),
  ]);
});

test.each<[endpoint: string, problem: string]>([
  ['unix:@x', 'has no path'],
  ['unix://', 'has no path'],
  ['unix:///', 'has no path'],
  ['unix://x/y', 'has a host'],
  ['unix:///y?x', 'has "?" or "#" in it'],
  ['unix:///y#x', 'has "?" or "#" in it'],
  ['unix:///y ', 'ends with white space'],
])('the endpoint %j is found: an API server looks for another socket', (endpoint, problem) => {
  expect(found(secretsBy(kms('vault', { endpoint })))).toEqual([
    expect.stringContaining(`problem: resources[0].providers[0].kms.endpoint: ${problem}`),
  ]);
});

test.each(['unix:///y z', 'unix:///%20y', 'unix:///@y', 'unix:/y', 'UNIX:///y'])(
  'the endpoint %j is none to be found: an API server looks for that socket',
  endpoint => {
    expect(found(secretsBy(kms('vault', { endpoint })))).toEqual([]);
  },
);

test('a name that no resource has is found', () => {
  const resources = ['secrets', 'pods/status', '*.apps', 'a b'];
  expect(found(fileOf({ resources, providers: [provider('secretbox', 'k1')] }))).toEqual([
    expect.stringContaining('problem: resources[0].resources[1]: is no resource, so it encrypts nothing'),
    expect.stringContaining('problem: resources[0].resources[3]: is no resource, so it encrypts nothing'),
  ]);
});

test('a file that covers no secrets is found, and a resource in two entries', () => {
  const by = (name: string): readonly unknown[] => [provider('secretbox', name)];
  expect(found(fileOf({ resources: ['secret'], providers: by('k1') }))).toEqual([
    'problem: resources: covers no secrets: the name of the resource is secrets',
  ]);
  const twice = fileOf(
    { resources: ['secrets'], providers: by('k1') },
    { resources: ['secrets'], providers: by('k2') },
  );
  expect(found(twice)).toEqual([
    expect.stringContaining('problem: resources[1].resources[0]: is in resources[0] already'),
  ]);
});
