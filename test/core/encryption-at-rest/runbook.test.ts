import { readConfiguration } from '../../../lib/core/encryption-at-rest/read-configuration';
import type { PlannedKey } from '../../../lib/core/encryption-at-rest/new-key';
import { managedSwitches } from '../../../lib/core/encryption-at-rest/managed';
import { runbook, type Operation } from '../../../lib/core/encryption-at-rest/runbook';
import { runbookText } from '../../../lib/core/encryption-at-rest/step';
import { fileOf, identity, kms, provider, secretsBy } from './configurations';

const configPath = '/etc/kubernetes/enc/encryption.yaml';
const k2 = { provider: 'secretbox', name: 'k2' } as const;
const running = readConfiguration(secretsBy(provider('secretbox', 'k1')));

const titles = (what: Operation, apiServers: number, autoReload = true): readonly string[] =>
  runbook(what, { apiServers, configPath, autoReload }).steps.map(({ title }) => title);

const commands = (what: Operation, apiServers: number, autoReload = true): readonly string[] =>
  runbook(what, { apiServers, configPath, autoReload })
    .steps.flatMap(step => step.commands ?? [])
    .flatMap(text => text.split('\n'))
    .filter(line => line.startsWith('keywire') || line.startsWith('kubectl'));

const rewriting = 'kubectl get secrets --all-namespaces -o json | kubectl replace -f -';

describe('a runbook', () => {
  test('switches on: with several API servers, none writes by a key before all can read it', () => {
    expect(titles({ operation: 'start', key: k2 }, 3)).toEqual([
      'Make the file',
      'Restart every API server with the file',
      'Write with the new key',
      'Wait until every API server has loaded the file',
      'Write every value anew',
      'See in etcd that nothing else is left',
      'End the reading of values in the clear',
      'Wait until every API server has loaded the file',
      'See to what is left elsewhere',
    ]);
    expect(titles({ operation: 'start', key: k2 }, 1)).not.toContain('Write with the new key');
  });

  test('rotates: loaded by all before it writes, rewritten before the old key goes', () => {
    const rotate = { operation: 'rotate', key: k2, configuration: running } as const;
    expect(titles(rotate, 2)).toEqual([
      'Add the new key as the second one',
      'Wait until every API server has loaded the file',
      'Write with the new key',
      'Wait until every API server has loaded the file',
      'Write every value anew',
      'See in etcd that nothing else is left',
      'Take the old key out',
      'Wait until every API server has loaded the file',
      'See to what is left elsewhere',
    ]);
    expect(titles(rotate, 2, false).filter(title => title.startsWith('Wait'))).toEqual([]);
    expect(titles(rotate, 2, false).filter(title => title === 'Restart every API server')).toHaveLength(3);
    expect(commands(rotate, 2)).toEqual([
      `keywire encryption add-key --file ${configPath} --provider secretbox --name k2`,
      `keywire encryption promote --file ${configPath} --provider secretbox --name k2 --loaded`,
      rewriting,
      `keywire encryption drop-key --file ${configPath} --provider secretbox --name k1 --rewritten`,
    ]);
  });

  test('of a rotation that was interrupted has the steps that remain', () => {
    const after = (...keys: readonly string[]): Operation => ({
      operation: 'rotate',
      key: k2,
      configuration: readConfiguration(secretsBy(provider('secretbox', ...keys), identity)),
    });
    const all = titles(after('k1', 'k0'), 2);
    expect(titles(after('k1', 'k2', 'k0'), 2)).toEqual(all.slice(1));
    expect(titles(after('k1', 'k2'), 1)[0]).toBe('Write with the new key');
    expect(titles(after('k2', 'k1', 'k0'), 2)).toEqual(all.slice(3));
    expect(commands(after('k2', 'k1', 'k0'), 2)).toEqual(commands(after('k1', 'k0'), 2).slice(2));
  });

  test('of a rotation that was interrupted says so in its title', () => {
    const title = (...providers: readonly unknown[]): string =>
      runbook(
        { operation: 'rotate', key: k2, configuration: readConfiguration(secretsBy(...providers)) },
        { apiServers: 2, configPath, autoReload: true },
      ).title;
    const [old, added] = [provider('aescbc', 'k1'), provider('secretbox', 'k2')];
    const older = provider('aescbc', 'k1', 'k0');
    expect(title(older, added)).toBe('Go on to rotate from aescbc key k1 to secretbox key k2, which reads already');
    expect([title(old), title(old, added), title(added, old)]).toEqual([
      'Rotate from aescbc key k1 to secretbox key k2',
      'Go on to rotate from aescbc key k1 to secretbox key k2, which reads already',
      'Go on to rotate from aescbc key k1 to secretbox key k2, which writes already',
    ]);
  });

  test('switches off: readable by all before it is written, and the keys go last', () => {
    const off = { operation: 'off', configuration: running } as const;
    expect(titles(off, 2)).toEqual([
      'Let values in the clear be read',
      'Wait until every API server has loaded the file',
      'Write in the clear',
      'Wait until every API server has loaded the file',
      'Write every value anew',
      'See in etcd that nothing is encrypted any more',
      'Restart every API server without the file',
      'See to what is left elsewhere',
    ]);
    const readable = readConfiguration(secretsBy(provider('secretbox', 'k1'), identity));
    expect(titles({ ...off, configuration: readable }, 2)).not.toContain('Let values in the clear be read');
  });

  test('names the resource, the plugin and the path as a shell takes them', () => {
    const key = { provider: 'kms', name: 'vault', endpoint: 'unix:///run/v.sock', timeout: '5s' } as const;
    const configuration = readConfiguration(fileOf({ resources: ['*.apps'], providers: [provider('aescbc', 'a b')] }));
    const what = { operation: 'rotate', key, configuration, resource: 'deployments.apps' } as const;
    const book = runbook(what, { apiServers: 1, configPath: "/etc/it's/e.yaml", autoReload: true });
    const all = book.steps.flatMap(step => step.commands ?? []);
    expect(all[0]).toBe(
      "keywire encryption add-key --file '/etc/it'\\''s/e.yaml' --provider kms --name vault --endpoint unix:///run/v.sock --timeout 5s --resource deployments.apps",
    );
    expect(all.at(-2)).toContain("--provider aescbc --name 'a b' --rewritten --resource deployments.apps");
    expect(runbookText(book)).toContain('do the same for each resource of those that `kubectl api-resources');
  });

  test('rewrites and looks at the resources that are listed', () => {
    const resources = ['secrets', 'configmaps', 'pandas.example.com'];
    const text = runbookText(
      runbook({ operation: 'start', key: k2, resources }, { apiServers: 1, configPath, autoReload: true }),
    );
    expect(text).toContain('--resource secrets --resource configmaps --resource pandas.example.com');
    expect(text).toContain('kubectl get secrets,configmaps,pandas.example.com --all-namespaces -o json |');
    expect(text).toContain('etcdctl get /registry/configmaps/ --prefix');
    expect(text).toContain('The other resources lie elsewhere below /registry/');
  });

  test.each<[resources: readonly string[], option: string]>([
    [['configmaps', 'pandas.example.com'], ' --resource configmaps'],
    [['*.apps'], " --resource '*.apps'"],
    [['configmaps', 'secrets'], ''],
    [['*.'], ''],
  ])('that starts with %j means their entry in every step', (resources, option) => {
    const all = commands({ operation: 'start', key: k2, resources }, 2);
    expect(all.filter(line => /promote|drop-identity/.test(line))).toEqual([
      `keywire encryption promote --file ${configPath} --provider secretbox --name k2 --loaded${option}`,
      `keywire encryption drop-identity --file ${configPath} --rewritten${option}`,
    ]);
  });

  test('of ConfigMaps alone shows where they are', () => {
    const text = runbookText(
      runbook(
        { operation: 'start', key: k2, resources: ['configmaps'] },
        { apiServers: 2, configPath, autoReload: true },
      ),
    );
    expect(text).toContain('`kubectl get configmaps --all-namespaces --output=name | wc -l`');
    expect(text).toContain('`etcdctl get /registry/configmaps/NAMESPACE/NAME');
    expect(text).not.toContain('/registry/secrets/');
  });

  test.each(['rotate', 'off'] as const)('to %s leaves out what is no resource', operation => {
    const resources = ['secrets', 'pods/status', '$(id)'];
    const configuration = readConfiguration(fileOf({ resources, providers: [provider('secretbox', 'k1')] }));
    const text = runbookText(
      runbook({ operation, key: k2, configuration }, { apiServers: 1, configPath, autoReload: true }),
    );
    expect(text).toContain(rewriting);
    expect(text).not.toMatch(/pods\/status|\$\(id\)/);
  });

  test('says each thing once, and what may go wrong', () => {
    const text = runbookText(
      runbook(
        { operation: 'rotate', key: k2, configuration: running },
        { apiServers: 2, configPath, autoReload: true },
      ),
    );
    expect(text.match(/As in step 2\./g)).toHaveLength(2);
    for (const word of [
      'conflict',
      '--chunk-size',
      'Immutable',
      'sh.helm.release.v1',
      'audit',
      'compacted',
      'Backups',
      'API_SERVER',
      'pipefail',
    ])
      expect(text).toContain(word);
  });

  test('of a managed cluster names the switch of each cloud', () => {
    for (const word of [
      'encryptionConfig',
      'neither be removed nor be',
      'databaseEncryption',
      'azureKeyVaultKms',
      '1.28',
    ])
      expect(managedSwitches).toContain(word);
  });
});

describe('a runbook fails when', () => {
  const clear = readConfiguration(secretsBy(identity, provider('secretbox', 'k1')));
  const vault = { provider: 'kms', name: 'vault', endpoint: 'unix:///run/v.sock' } as const;
  const rotate = (key: PlannedKey, ...providers: readonly unknown[]): Operation => ({
    operation: 'rotate',
    key,
    configuration: readConfiguration(secretsBy(...providers)),
  });

  test.each<[title: string, what: Operation, apiServers: number, path: string, message: string]>([
    ['there is no API server', { operation: 'start', key: k2 }, 0, configPath, 'apiServers: must be the number'],
    ['the path is relative', { operation: 'start', key: k2 }, 1, 'e.yaml', 'configPath: must be an absolute path'],
    [
      'nothing is encrypted that could be rotated',
      { operation: 'rotate', key: k2, configuration: clear },
      1,
      configPath,
      'rotate: wants a configuration that encrypts',
    ],
    [
      'the key to rotate to is there',
      { operation: 'rotate', key: { ...k2, name: 'k1' }, configuration: running },
      1,
      configPath,
      'name: is that of a key in the file',
    ],
    ...Object.entries<Operation>({
      'the key to rotate to is third': rotate(k2, provider('secretbox', 'k1', 'k0', 'k2')),
      'the key to rotate to writes, and no other is there': rotate(k2, provider('secretbox', 'k2'), identity),
      'another provider has the name': rotate(k2, provider('secretbox', 'k1'), provider('aescbc', 'k2')),
      'two keys have the name': rotate(k2, provider('secretbox', 'k1', 'k2', 'k2')),
      'a plugin of the name listens elsewhere': rotate(vault, provider('secretbox', 'k1'), kms('vault')),
      'another entry has the key': {
        operation: 'rotate',
        key: k2,
        configuration: readConfiguration(
          fileOf(
            { resources: ['secrets'], providers: [provider('secretbox', 'k1')] },
            { resources: ['configmaps'], providers: [provider('secretbox', 'k2')] },
          ),
        ),
      },
    }).map(([title, what]): [string, Operation, number, string, string] => [
      title,
      what,
      1,
      configPath,
      'name: is that of a key in the file; a rotation needs a new one',
    ]),
    ['a name may not be', { operation: 'start', key: { ...k2, name: 'a:b' } }, 1, configPath, 'name: must be up to 63'],
    [
      'the name of the key to rotate to may not be',
      { operation: 'rotate', key: { ...k2, name: 'a:b' }, configuration: running },
      1,
      configPath,
      'name: must be up to 63',
    ],
    [
      'a resource may not be',
      { operation: 'start', key: k2, resources: ['Secrets'] },
      1,
      configPath,
      'resources[0]: must be in lower case',
    ],
    [
      'a plugin may take no time',
      { operation: 'start', key: { ...vault, timeout: '0s' } },
      1,
      configPath,
      'kms.timeout: must be a duration',
    ],
    [
      'it is off already',
      { operation: 'off', configuration: clear },
      1,
      configPath,
      'off: wants a configuration that encrypts',
    ],
  ])('%s', (_, what, apiServers, path, message) => {
    expect(() => runbook(what, { apiServers, configPath: path, autoReload: true })).toThrow(message);
  });
});
