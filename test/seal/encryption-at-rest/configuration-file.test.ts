import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { storersOf, type EncryptionConfiguration } from '../../../lib/core/encryption-at-rest/configuration';
import { entryOf } from '../../../lib/core/encryption-at-rest/entry';
import type { NewKey } from '../../../lib/core/encryption-at-rest/new-key';
import { addIdentity, addKey, dropKey, off, promote, start } from '../../../lib/core/encryption-at-rest/transitions';
import {
  changeConfigurationFile,
  createConfigurationFile,
  modeProblem,
  readConfigurationFile,
} from '../../../lib/seal/encryption-at-rest/configuration-file';
import { newKeyMaterial } from '../../../lib/seal/encryption-at-rest/new-key-material';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywire-at-rest-'));
  file = join(folder, 'encryption.yaml');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const key = (name: string): NewKey => ({ provider: 'secretbox', name, material: newKeyMaterial() });
const first = (): EncryptionConfiguration => start({ key: key('k1'), apiServers: 1 });
const shown = (configuration = readConfigurationFile(file)): string =>
  storersOf(entryOf(configuration).entry)
    .map(({ name }) => name)
    .join(' ');

const write = (text: string): void => {
  writeFileSync(file, text, { mode: 0o600 });
};
const add = (name: string) => (before: EncryptionConfiguration) => addKey(before, { key: key(name) });

const handWritten = (secret: string): string => `# ours, ask Ann
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  # before all others
  - resources: [secrets, configmaps]
    providers:
      - aescbc:
          keys:
            # of last year
            - name: k1 # Ann's
              secret: ${secret}
      # until it is rewritten
      - identity: {}
`;

const commented = `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers: # beside the name of the list
      # of all providers

      # all that writes
      - secretbox:
          keys:
            # key one
            - name: k1
              secret: ${newKeyMaterial().unsafeBase64()}
            # key two
            - name: k2
              secret: ${newKeyMaterial().unsafeBase64()}
      # read alone
      - identity: {}
`;
const withoutSecrets = (): string => readFileSync(file, 'utf8').replace(/ *secret: .*\n/g, '');

describe('a new file', () => {
  test('has mode 0600, whatever the umask', () => {
    const before = process.umask(0);
    createConfigurationFile(file, first());
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds keys of 32 random bytes, each another', () => {
    const secrets = Array.from({ length: 20 }, (_, index) => {
      const each = join(folder, `${index}.yaml`);
      createConfigurationFile(each, first());
      return /secret: "(.*)"/.exec(readFileSync(each, 'utf8'))?.[1] ?? '';
    });
    expect(new Set(secrets).size).toBe(20);
    expect(secrets.every(secret => Buffer.from(secret, 'base64').length === 32)).toBe(true);
  });

  test('is YAML that any version reads the same', () => {
    createConfigurationFile(file, first());
    const text = readFileSync(file, 'utf8');
    expect(text.replace(/secret: ".*"/, 'secret: "…"'))
      .toBe(`# For kube-apiserver, --encryption-provider-config. It holds keys: never put it into Git.

apiVersion: "apiserver.config.k8s.io/v1"
kind: "EncryptionConfiguration"
resources:
  - resources:
      - "secrets"
    providers:
      - secretbox:
          keys:
            - name: "k1"
              secret: "…"
      - identity: {}
`);
    expect(parse(text, { version: '1.1' })).toEqual(parse(text));
  });

  test('fails when there is one: its keys may be needed', () => {
    createConfigurationFile(file, first());
    const before = readFileSync(file);
    expect(() => {
      createConfigurationFile(file, first());
    }).toThrow(`${file}: is there already: its keys may be needed`);
    expect(readFileSync(file)).toEqual(before);
  });
});

test('a new file fails when another program makes one at the same moment: that one stays', () => {
  const made = first();
  const meanwhile = {
    get resources() {
      write('made meanwhile');
      return made.resources;
    },
  };
  expect(() => {
    createConfigurationFile(file, meanwhile);
  }).toThrow(`${file}: is there already: its keys may be needed`);
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['made meanwhile', ['encryption.yaml']]);
});

describe('a changed file', () => {
  test('keeps its mode, and leaves nothing beside it', () => {
    createConfigurationFile(file, first());
    chmodSync(file, 0o400);
    expect(shown(changeConfigurationFile(file, add('k2')))).toBe('k1 k2 identity');
    expect([shown(), statSync(file).mode & 0o777, readdirSync(folder)]).toEqual([
      'k1 k2 identity',
      0o400,
      ['encryption.yaml'],
    ]);
  });

  test('keeps the comments of a file that was written by hand, each where it belongs', () => {
    const secret = newKeyMaterial().unsafeBase64();
    write(handWritten(secret));
    changeConfigurationFile(file, before => promote(add('k2')(before), { name: 'k2', loaded: true }));
    const text = readFileSync(file, 'utf8')
      .replace(secret, 'OLD')
      .replace(/secret: "[^"]*"/, 'secret: NEW');
    expect(text).toBe(`# ours, ask Ann
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  # before all others
  - resources: [ secrets, configmaps ]
    providers:
      - secretbox:
          keys:
            - name: "k2"
              secret: NEW
      - aescbc:
          keys:
            # of last year
            - name: k1 # Ann's
              secret: OLD
      # until it is rewritten
      - identity: {}
`);
  });

  test('keeps the comment above the first key, and above the first provider, with it', () => {
    write(commented);
    changeConfigurationFile(file, before => promote(before, { name: 'k2', loaded: true }));
    expect(withoutSecrets()).toBe(`apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [ secrets ]
    # beside the name of the list
    providers:
      # of all providers

      # all that writes
      - secretbox:
          keys:
            # key two
            - name: k2
            # key one
            - name: k1
      # read alone
      - identity: {}
`);
    changeConfigurationFile(file, before => dropKey(before, { name: 'k1', rewritten: true }));
    changeConfigurationFile(file, before => off(before, { loaded: true }));
    expect(withoutSecrets()).toContain(`    # beside the name of the list
    providers:
      # of all providers

      # read alone
      - identity: {}
      # all that writes
      - secretbox:
          keys:
            # key two
            - name: k2
`);
  });

  test('keeps them there with line ends of Windows, too', () => {
    write(commented.replaceAll('\n', '\r\n'));
    changeConfigurationFile(file, before => promote(before, { name: 'k2', loaded: true }));
    changeConfigurationFile(file, before => off(before, { loaded: true }));
    const lines = withoutSecrets()
      .split(/\r?\n/)
      .map(line => line.trim());
    expect(lines.filter(line => /^(#|- )/.test(line))).toEqual([
      '- resources: [ secrets ]',
      '# beside the name of the list',
      '# of all providers',
      '# read alone',
      '- identity: {}',
      '# all that writes',
      '- secretbox:',
      '# key two',
      '- name: k2',
      '# key one',
      '- name: k1',
    ]);
  });

  test('keeps the value of every key through a whole rotation', () => {
    const secret = newKeyMaterial().unsafeBase64();
    write(handWritten(secret));
    for (const name of ['k2', 'k3', 'k4']) {
      changeConfigurationFile(file, add(name));
      changeConfigurationFile(file, before => promote(before, { name, loaded: true }));
    }
    changeConfigurationFile(file, before => dropKey(before, { name: 'k3', rewritten: true }));
    expect(shown()).toBe('k4 k2 k1 identity');
    expect(readFileSync(file, 'utf8')).toContain(`- name: k1 # Ann's\n              secret: ${secret}\n`);
  });

  test('stays JSON', () => {
    const keys = [{ name: 'k1', secret: newKeyMaterial().unsafeBase64() }];
    const resources = [{ resources: ['secrets'], providers: [{ secretbox: { keys } }] }];
    write(JSON.stringify({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources }));
    changeConfigurationFile(file, before => addIdentity(before));
    const changed = JSON.parse(readFileSync(file, 'utf8')) as { resources: unknown };
    expect(changed.resources).toEqual([
      { resources: ['secrets'], providers: [{ secretbox: { keys } }, { identity: {} }] },
    ]);
  });

  test('is written without anchors, and without its comments, where it has some', () => {
    const text = handWritten(newKeyMaterial().unsafeBase64());
    write(`${text.replace('providers:', 'providers: &all')}  - resources: [events]\n    providers: *all\n`);
    changeConfigurationFile(file, add('k2'));
    expect([
      shown(),
      shown() ===
        storersOf(entryOf(readConfigurationFile(file), 'events').entry)
          .map(({ name }) => name)
          .join(' '),
    ]).toEqual(['k1 k2 identity', false]);
  });

  test('may lose an anchor that something else leads to', () => {
    write(`apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - secretbox: { keys: [{ name: k2, secret: ${newKeyMaterial().unsafeBase64()} }] }
      - aescbc: &old { keys: [{ name: k1, secret: ${newKeyMaterial().unsafeBase64()} }] }
      - aesgcm: *old
`);
    changeConfigurationFile(file, before => dropKey(before, { name: 'k1', provider: 'aescbc', rewritten: true }));
    const left = entryOf(readConfigurationFile(file)).entry.providers.map(({ provider }) => provider);
    expect(left).toEqual(['secretbox', 'aesgcm']);
  });

  test('is the one that a link leads to', () => {
    createConfigurationFile(file, first());
    symlinkSync(file, join(folder, 'link.yaml'));
    changeConfigurationFile(join(folder, 'link.yaml'), add('k2'));
    expect([shown(), existsSync(file)]).toEqual(['k1 k2 identity', true]);
  });
});

describe('a file fails when', () => {
  const change = (): unknown => changeConfigurationFile(file, add('k2'));

  test('others may read it, with the command that mends it', () => {
    createConfigurationFile(file, first());
    chmodSync(file, 0o640);
    const before = readFileSync(file);
    expect(change).toThrow(
      `${file}: has mode 0640, so others than its owner may read its keys; run chmod 600 ${file}, and rotate`,
    );
    expect([readFileSync(file), modeProblem(file) !== undefined]).toEqual([before, true]);
    chmodSync(file, 0o600);
    expect(modeProblem(file)).toBeUndefined();
  });

  test('it is not there', () => {
    expect(change).toThrow(`${file}: can't be read (ENOENT); name the file that --encryption-provider-config names`);
  });

  test('it is larger than 1 MiB', () => {
    write('#'.repeat(1024 * 1024 + 1));
    expect(change).toThrow(`${file}: is larger than 1 MiB`);
  });

  test.each([
    ['it is empty', '', 'must hold exactly one EncryptionConfiguration'],
    ['it holds two', 'a: 1\n---\na: 2\n', 'must hold exactly one EncryptionConfiguration'],
    ['it is no YAML', 'a: 1\n b: "SECRET\n', 'is no YAML or JSON (line '],
    ['a key of the file is there twice', 'a: SECRET\na: SECRET\n', 'is no YAML or JSON (line 2)'],
    ['an alias leads nowhere', 'secret: *SECRET\n', 'has an alias that leads nowhere'],
    ['it is something else', 'kind: Secret\n', 'apiVersion: must be apiserver.config.k8s.io/v1'],
  ])('%s', (_, text, problem) => {
    write(text.replaceAll('SECRET', newKeyMaterial().unsafeBase64().slice(0, 30)));
    const before = readFileSync(file, 'utf8');
    expect(change).toThrow(problem);
    expect(change).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('somebody else changes it meanwhile: the key that he added stays', () => {
    createConfigurationFile(file, first());
    const late = (): unknown =>
      changeConfigurationFile(file, before => {
        changeConfigurationFile(file, add('theirs'));
        return add('k2')(before);
      });
    expect(late).toThrow(`${file}: was changed by somebody else meanwhile`);
    expect(readFileSync(file, 'utf8')).toMatch(/name: "?theirs/);
  });

  test('a step is refused: it is then as it was', () => {
    createConfigurationFile(file, first());
    const before = readFileSync(file);
    expect(() => changeConfigurationFile(file, each => dropKey(each, { name: 'k1', rewritten: true }))).toThrow(
      `${file}: name: is the first and writes`,
    );
    expect(readFileSync(file)).toEqual(before);
  });
});
