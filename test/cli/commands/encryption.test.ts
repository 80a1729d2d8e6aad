import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ran, type Said } from '../fake-io';

let folder: string;
let file: string;
/** All that the commands of a test have said. */
let heard: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywire-encryption-'));
  file = join(folder, 'encryption.yaml');
  heard = '';
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function encryption(...args: readonly string[]): Promise<Said & { readonly code: number }> {
  const said = await ran(['encryption', ...args]);
  heard += said.out + said.err;
  return said;
}

const start = (...more: readonly string[]): ReturnType<typeof encryption> =>
  encryption('start', '--file', file, '--provider', 'secretbox', '--name', 'k1', ...more);

const step = (name: string, ...more: readonly string[]): ReturnType<typeof encryption> =>
  encryption(name, '--file', file, ...more);

/** The lines of a runbook that are ours. */
const commandsIn = (text: string): readonly string[] => text.match(/^keywire .*/gm) ?? [];

const keysInFile = (): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/secret: "?([^"\n]+)/g)].map(([, secret = '']) => secret);

describe('keywire encryption', () => {
  test('starts, rotates and switches off, step by step, and shows no key', async () => {
    const said = [
      await start('--api-servers', '2'),
      await step('promote', '--name', 'k1', '--loaded'),
      await step('drop-identity', '--rewritten'),
      await step('add-key', '--provider', 'secretbox', '--name', 'k2'),
      await step('promote', '--name', 'k2', '--loaded'),
    ];
    const keys = keysInFile();
    said.push(
      await step('drop-key', '--name', 'k1', '--rewritten'),
      await step('add-identity'),
      await step('off', '--loaded'),
      await step('drop-key', '--name', 'k2', '--provider', 'secretbox', '--rewritten'),
    );
    expect(said.map(({ code, out }) => `${code} ${out.replace(file, 'FILE')}`)).toEqual([
      '0 FILE: secrets is written by identity, also read by secretbox key k1',
      '0 FILE: secrets is written by secretbox key k1, also read by identity',
      '0 FILE: secrets is written by secretbox key k1',
      '0 FILE: secrets is written by secretbox key k1, also read by secretbox key k2',
      '0 FILE: secrets is written by secretbox key k2, also read by secretbox key k1',
      '0 FILE: secrets is written by secretbox key k2',
      '0 FILE: secrets is written by secretbox key k2, also read by identity',
      '0 FILE: secrets is written by identity, also read by secretbox key k2',
      '0 FILE: secrets is written by identity',
    ]);
    expect(keys).toHaveLength(2);
    expect(keys.filter(key => heard.includes(key))).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('starts for other resources, and by a KMS plugin', async () => {
    const how = ['--provider', 'kms', '--name', 'vault', '--endpoint', 'unix:///run/v.sock', '--timeout', '5s'];
    const which = ['--resource', 'secrets', '--resource', '*.apps', '--api-servers', '1'];
    const { out } = await encryption('start', '--file', file, ...how, ...which);
    expect(out).toBe(`${file}: secrets is written by KMS plugin vault, also read by identity`);
    expect(readFileSync(file, 'utf8')).toContain('timeout: "5s"');
    const added = await step('add-key', '--provider', 'aesgcm', '--name', 'g', '--resource', 'deployments.apps');
    expect(added.out).toContain('deployments.apps is written by KMS plugin vault, also read by aesgcm key g, identity');
  });

  test('checks a file: problems end with 3, advice alone with 0', async () => {
    await start('--api-servers', '1');
    expect(await step('check', '--stage', 'start')).toMatchObject({ code: 0, out: `${file}: nothing found` });
    expect(await step('check')).toMatchObject({ code: 0, out: expect.stringContaining('advice: ') as string });
    chmodSync(file, 0o644);
    const { code, out } = await step('check', '--stage', 'off');
    expect(code).toBe(3);
    expect(out.split('\n')).toEqual([
      `problem: ${file}: resources[0].providers[0]: must be identity, so that new values are in the clear`,
      expect.stringMatching(`problem: ${file}: file: has mode 0644`),
    ]);
  });

  test('prints a runbook, which changes nothing', async () => {
    await start('--api-servers', '1');
    const before = readFileSync(file);
    const runbook = ['runbook', 'rotate', '--file', file, '--provider', 'secretbox', '--name', 'k2'];
    const { code, out } = await encryption(...runbook, '--api-servers', '3');
    expect([code, readFileSync(file)]).toEqual([0, before]);
    expect(out).toMatch(
      /^# Rotate from secretbox key k1 to secretbox key k2\n\n## 1\. Add the new key as the second one\n/,
    );
    expect((await encryption(...runbook, '--api-servers', '1', '--no-auto-reload')).out).toContain(
      'Restart the API server',
    );
    expect((await encryption('runbook', 'off', '--file', file, '--api-servers', '1')).out).toContain(
      '# Switch off encryption at rest for secrets',
    );
    expect((await encryption('runbook', 'managed')).out).toContain('Amazon EKS');
    const notThere = ['--file', join(folder, 'new.yaml'), '--provider', 'aescbc', '--name', 'k'];
    expect(await encryption('runbook', 'start', ...notThere, '--api-servers', '1')).toMatchObject({ code: 0 });
  });

  test('prints the steps that remain of a rotation that was interrupted', async () => {
    await start('--api-servers', '1');
    const key = ['--provider', 'kms', '--name', 'v', '--endpoint', 'unix:///v.sock', '--timeout', '5s'];
    const runbook = ['runbook', 'rotate', '--file', file, ...key, '--api-servers', '1'];
    const [addition, ...others] = commandsIn((await encryption(...runbook)).out);
    expect(addition).toBe(`keywire encryption add-key --file ${file} ${key.join(' ')}`);
    expect(await encryption(...(addition ?? '').split(' ').slice(2))).toMatchObject({ code: 0 });
    const added = (await encryption(...runbook)).out;
    expect(added).toMatch(/^# Go on to rotate from secretbox key k1 to KMS plugin v, which reads already\n/);
    expect(commandsIn(added)).toEqual(others);
    await step('promote', '--name', 'v', '--loaded');
    const promoted = (await encryption(...runbook)).out;
    expect(promoted).toMatch(/^# Go on to rotate from secretbox key k1 to KMS plugin v, which writes already\n/);
    expect(commandsIn(promoted)).toEqual(others.slice(1));
  });

  test('the commands of the example run as they stand', async () => {
    const script = readFileSync(join(__dirname, '../../../examples/encrypt-at-rest.sh'), 'utf8');
    const commands = script.split('\n').flatMap(line => /^npx keywire encryption (.*)$/.exec(line)?.[1] ?? []);
    const codes: string[] = [];
    for (const command of commands) {
      const args = command.replace('/etc/kubernetes/enc/encryption.yaml', file).split(' ');
      const { code, out } = await encryption(...args);
      codes.push(`${code} ${out.split('\n')[0]?.replaceAll(file, 'FILE') ?? ''}`);
    }
    expect(codes).toEqual([
      '0 # Encrypt at rest with secretbox key k1',
      '0 FILE: secrets is written by identity, also read by secretbox key k1',
      '3 problem: FILE: resources[0].providers[0]: is identity: new values are stored in the clear',
    ]);
  });

  test('begins a sentence in the help of each command, and marks each example with a prompt', async () => {
    const { out } = await encryption('--help');
    const names = [...out.matchAll(/^ {2}([a-z-]+) .*\[options\]/gm)].map(([, name = '']) => name);
    expect(names).toHaveLength(9);
    for (const name of ['', ...names]) {
      const help = (await encryption(...(name === '' ? [] : [name]), '--help')).out;
      expect({ name, about: help.split('\n\n')[1] }).toEqual({
        name,
        about: expect.stringMatching(/^[A-Z][^]*\.$/) as string,
      });
      expect({ name, bare: /^ {2}keywire .*$/m.exec(help)?.[0] }).toEqual({ name, bare: undefined });
    }
    expect(out).not.toContain('help [command]');
  });

  test('has a help with examples for all', async () => {
    for (const name of [[], ['runbook'], ['check']])
      expect((await encryption(...name, '--help')).out).toContain('Examples:\n');
  });
});

describe('keywire encryption fails when', () => {
  const plugin = ['--provider', 'kms', '--name', 'v', '--endpoint', 'unix:///v.sock'];
  beforeEach(() => start('--api-servers', '1'));

  test.each<[title: string, args: readonly string[], message: string]>([
    [
      'a start would overwrite a file',
      ['start', '--provider', 'secretbox', '--name', 'k9', '--api-servers', '1'],
      'is there already',
    ],
    [
      'the number of API servers is none',
      ['start', '--provider', 'secretbox', '--name', 'k9', '--api-servers', 'some'],
      '--api-servers: must be how many there are',
    ],
    [
      'nobody says that it is loaded',
      ['promote', '--name', 'k1'],
      '--loaded: must be said, and be so: every API server runs',
    ],
    [
      'nobody says that it is rewritten',
      ['drop-identity'],
      '--rewritten: must be said, and be so: every API server runs',
    ],
    [
      'a key is not there',
      ['promote', '--name', 'k9', '--loaded'],
      'encryption.yaml: --name: must be one of the entry: secretbox key k1',
    ],
    [
      'the first key would go',
      ['drop-key', '--name', 'k1', '--rewritten'],
      'encryption.yaml: --name: is the first and writes',
    ],
    [
      'a new key has the name of another',
      ['add-key', '--provider', 'aescbc', '--name', 'k1'],
      'encryption.yaml: --name: is that of a key in the file',
    ],
    [
      'a resource is in no entry',
      ['drop-identity', '--resource', 'pods', '--rewritten'],
      'encryption.yaml: --resource: pods is in no entry',
    ],
    [
      'a name may not be',
      ['start', '--provider', 'aesgcm', '--name', 'a b', '--api-servers', '1'],
      '--name: must be up to',
    ],
    [
      'a resource may not be',
      ['start', '--provider', 'aesgcm', '--name', 'k', '--resource', 'Secrets', '--api-servers', '1'],
      '--resource: must be in lower case',
    ],
    ['the name of a new key may not be', ['add-key', '--provider', 'aescbc', '--name', 'a:b'], '--name: must be up to'],
    ['a plugin may take no time', ['add-key', ...plugin, '--timeout', '0s'], '--timeout: must be a duration'],
    [
      'a plugin listens on TCP',
      ['add-key', '--provider', 'kms', '--name', 'v', '--endpoint', 'tcp://x:1'],
      '--endpoint: must be a socket',
    ],
    [
      'a runbook would start with a name that may not be',
      ['runbook', 'start', '--provider', 'secretbox', '--name', 'a:b', '--api-servers', '1'],
      '--name: must be up to',
    ],
    [
      'a runbook would start with a resource that may not be',
      ['runbook', 'start', '--provider', 'secretbox', '--name', 'k', '--resource', 'Secrets', '--api-servers', '1'],
      '--resource: must be in lower case',
    ],
    [
      'a runbook would add a plugin that may take no time',
      ['runbook', 'rotate', ...plugin, '--timeout', '0s', '--api-servers', '1'],
      '--timeout: must be a duration',
    ],
    [
      'a runbook would rotate to the key that is there',
      ['runbook', 'rotate', '--provider', 'secretbox', '--name', 'k1', '--api-servers', '1'],
      'encryption.yaml: --name: is that of a key in the file',
    ],
    [
      'a runbook is for a resource in no entry',
      ['runbook', 'off', '--resource', 'pods', '--api-servers', '1'],
      'encryption.yaml: --resource: pods is in no entry',
    ],
    ['a plugin has no endpoint', ['add-key', '--provider', 'kms', '--name', 'v'], '--endpoint: must say where'],
    [
      'a key has an endpoint',
      ['add-key', '--provider', 'aescbc', '--name', 'v', '--endpoint', 'unix:///x'],
      '--endpoint: goes with --provider kms only',
    ],
    [
      'a key has a timeout',
      ['add-key', '--provider', 'aescbc', '--name', 'v', '--timeout', '3s'],
      '--timeout: goes with --provider kms only',
    ],
    [
      'a runbook is not told how many API servers there are',
      ['runbook', 'rotate', '--provider', 'secretbox', '--name', 'k2'],
      '--api-servers: is needed for this runbook',
    ],
    ['a runbook has no key', ['runbook', 'rotate', '--api-servers', '1'], '--provider: is needed for this runbook'],
    [
      'a runbook means two entries',
      ['runbook', 'off', '--api-servers', '1', '--resource', 'a', '--resource', 'b'],
      '--resource: goes once here',
    ],
  ])('%s', async (_, [name = '', ...args], message) => {
    const before = readFileSync(file);
    const rest = name === 'runbook' ? [args[0] ?? '', '--file', file, ...args.slice(1)] : ['--file', file, ...args];
    const { code, err } = await encryption(name, ...rest);
    expect({ code, err: err.split('\n').length }).toEqual({ code: message.startsWith('--') ? 2 : 1, err: 1 });
    expect(err).toContain(message);
    expect(readFileSync(file)).toEqual(before);
  });

  test('a runbook has no file', async () => {
    expect(await encryption('runbook', 'off')).toMatchObject({
      code: 2,
      err: 'keywire: --file: is needed for this runbook',
    });
  });

  test('the file would be committed', async () => {
    mkdirSync(join(folder, '.git'));
    const before = readFileSync(file);
    const key = ['--provider', 'secretbox', '--name', 'k2'];
    const changed = await step('add-key', ...key);
    const made = await encryption('start', '--file', join(folder, 'b.yaml'), ...key, '--api-servers', '1');
    for (const { code, err } of [changed, made])
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is in the Git work tree') as string });
    expect([readFileSync(file), readdirSync(folder).sort()]).toEqual([before, ['.git', 'encryption.yaml']]);
  });

  test('an API server would refuse the file, without showing a key', async () => {
    const [key = ''] = keysInFile();
    writeFileSync(file, readFileSync(file, 'utf8').replace('secretbox', 'aescbc').replace(key, key.slice(4)));
    const { code, err } = await step('check');
    expect([code, err]).toEqual([
      1,
      `keywire: ${file}: resources[0].providers[0].aescbc.keys[0].secret: has 29 bytes; aescbc wants 16, 24, 32`,
    ]);
  });

  test.each([[['--provider', 'rot13', '--name', 'k']], [['--name', 'k']], [['--provider', 'secretbox']]])(
    'the command line is wrong: %j',
    async args => {
      expect((await step('add-key', ...args)).code).toBe(2);
    },
  );
});
