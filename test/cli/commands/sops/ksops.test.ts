import { existsSync, rmSync } from 'node:fs';
import { parse } from 'yaml';
import { leaksIn } from '../../../canary';
import { sops } from './command';
import { canaries, created, inRepository, read, write } from './repository';

inRepository();

const generatorsOf = (file: string): unknown => (parse(read(file)) as { generators: unknown }).generators;

describe('keywire sops ksops', () => {
  test('writes a generator and a kustomization beside the encrypted files', async () => {
    await created('s/a.enc.yaml');
    await created('s/b.enc.json');
    write('s/service.yaml', 'kind: Service\n');
    const { code, err } = await sops(['ksops', 's']);
    expect([code, err]).toEqual([
      0,
      's/secrets-generator.yaml: makes Secrets of a.enc.yaml, b.enc.json\ns/kustomization.yaml: names secrets-generator.yaml\n',
    ]);
    expect(parse(read('s/secrets-generator.yaml'))).toMatchObject({
      kind: 'ksops',
      files: ['./a.enc.yaml', './b.enc.json'],
    });
    expect(generatorsOf('s/kustomization.yaml')).toEqual(['./secrets-generator.yaml']);
  });

  test('run again, takes new files in, and leaves the kustomization', async () => {
    await created('s/a.yaml');
    await sops(['ksops', 's', '--name', 'mine']);
    await created('s/b.yaml');
    const { err } = await sops(['ksops', 's', '--name', 'mine']);
    expect(err).toBe('s/mine.yaml: makes Secrets of a.yaml, b.yaml\ns/kustomization.yaml: names already mine.yaml\n');
  });

  test('takes a List that sops encrypted, with what is no Secret in it', async () => {
    await created('s/a.yaml');
    const [, secret = '', metadata = ''] = /^([^]*?)(^sops:[^]*)$/m.exec(read('s/a.yaml')) ?? [];
    const item = secret.replaceAll(/^(?=.)/gm, '    ').replace('    ', '  - ');
    write('s/a.yaml', `kind: List\nitems:\n  - kind: ConfigMap\n${item}${metadata}`);
    expect((await sops(['ksops', 's'])).err).toContain('makes Secrets of a.yaml\n');
  });

  test('run again, leaves out what is gone', async () => {
    await created('s/a.yaml');
    await created('s/b.yaml');
    await sops(['ksops', 's']);
    rmSync('s/b.yaml');
    expect(await sops(['ksops', 's'])).toMatchObject({ code: 0 });
    expect(parse(read('s/secrets-generator.yaml'))).toMatchObject({ files: ['./a.yaml'] });
  });

  test.each<[string, string]>([
    ['has generators of other files', 'generators: [gone.yaml, sub, other.yaml]\nresources: [b.yaml, { c: d }]\n'],
    ['has one that is written out', 'generators:\n  - |\n    kind: ksops\n    files: [b.yaml]\n  - other.yaml\n'],
  ])('takes a kustomization that %s', async (_, text) => {
    await created('s/a.yaml');
    write('s/other.yaml', 'kind: ksops\nfiles: [./b.yaml]\n---\nkind: Other\nfiles: [./a.yaml]\n');
    write('s/sub/kustomization.yaml', '');
    write('s/kustomization.yaml', text);
    expect(await sops(['ksops', 's'])).toMatchObject({ code: 0 });
  });

  test.each<[string, string]>([
    [
      'resources: [b.yaml, ./a.yaml]\n',
      'has ./a.yaml among its resources, where it stays encrypted; take it out of them',
    ],
    [
      'generators: [other.yaml]\n',
      'has other.yaml among its generators, which makes Secrets of ./a.yaml already; take ./a.yaml out of other.yaml',
    ],
    [
      'generators: [./secrets-generator.yaml, own.yaml]\n',
      'has own.yaml among its generators, which makes Secrets of a.yaml already; take own.yaml out of them',
    ],
    [
      'generators:\n  - |\n    kind: ksops\n    files: [./a.yaml]\n',
      'has one that is written out among its generators, which makes Secrets of ./a.yaml already; take it out of them',
    ],
  ])('fails when the kustomization has a file already, and writes nothing: %j', async (text, problem) => {
    await created('s/a.yaml');
    write('s/other.yaml', 'kind: ksops\nfiles: [./b.yaml, ./a.yaml]\n');
    write('s/own.yaml', 'kind: ksops\nfiles: [a.yaml]\n');
    write('s/kustomization.yaml', text);
    const { code, err } = await sops(['ksops', 's']);
    expect([code, err]).toEqual([1, `keywire: s/kustomization.yaml: ${problem}\n`]);
    expect([read('s/kustomization.yaml'), existsSync('s/secrets-generator.yaml')]).toEqual([text, false]);
  });

  test.each<[string, string, string]>([
    [
      'no generators yet',
      '# ours\nresources:   [b.yaml]  # all\n',
      '# ours\nresources:   [b.yaml]  # all\ngenerators:\n  - ./secrets-generator.yaml\n',
    ],
    ['no line end', 'namePrefix: a-', 'namePrefix: a-\ngenerators:\n  - ./secrets-generator.yaml\n'],
    [
      'a list',
      'generators:\n    # first\n    - a.yaml # one\n    - b.yaml\n\n# rest\nresources: []\n',
      'generators:\n    # first\n    - a.yaml # one\n    - b.yaml\n    - ./secrets-generator.yaml\n\n# rest\nresources: []\n',
    ],
    [
      'a list without indent, at its end',
      'generators:\n- "a.yaml"',
      'generators:\n- "a.yaml"\n- ./secrets-generator.yaml\n',
    ],
    ['a list on one line', 'generators: [ a.yaml ] # x\n', 'generators: [ a.yaml , ./secrets-generator.yaml] # x\n'],
    ['an empty list', 'generators: []\nx: 1\n', 'generators: [./secrets-generator.yaml]\nx: 1\n'],
    [
      'line ends of Windows',
      'generators:\r\n  - a.yaml\r\nx: 1\r\n',
      'generators:\r\n  - a.yaml\r\n  - ./secrets-generator.yaml\r\nx: 1\r\n',
    ],
    ['the generator already', 'generators: [secrets-generator.yaml]\n', 'generators: [secrets-generator.yaml]\n'],
  ])('edits a kustomization in place that has %s', async (_, text, expected) => {
    await created('s/a.yaml');
    write('s/kustomization.yml', text);
    expect(await sops(['ksops', 's'])).toMatchObject({ code: 0 });
    expect(read('s/kustomization.yml')).toBe(expected);
    expect(existsSync('s/kustomization.yaml')).toBe(false);
  });

  test.each<[string, string, string]>([
    ['is one map in braces', '{ resources: [] }\n', "is laid out so that it can't be edited in place"],
    ['has generators that are no list', 'generators: a.yaml\n', "is laid out so that it can't be edited in place"],
    [
      'has a generator that is written out',
      'generators:\n  - |\n    kind: a\n  - { a: 1 }\n',
      "can't be edited in place",
    ],
    ['is no YAML', 'a: [', 'is no kustomization: it must be one document of YAML, a map'],
    ['is a list', '- a\n', 'is no kustomization'],
    ['is nested too deeply', '['.repeat(6000) + ']'.repeat(6000), 'is nested too deeply; restore it'],
    ['has several documents', 'a: 1\n---\nb: 1\n', 'is no kustomization'],
  ])('fails when the kustomization %s, and leaves all as it is', async (_, text, message) => {
    await created('s/a.yaml');
    write('s/kustomization.yaml', text);
    const { code, err } = await sops(['ksops', 's']);
    expect(err).toContain(
      `keywire: s/kustomization.yaml: ${message}`.replace(/yaml: can't/, "yaml: is laid out so that it can't"),
    );
    expect([code, read('s/kustomization.yaml'), existsSync('s/secrets-generator.yaml')]).toEqual([1, text, false]);
  });

  test('fails when there are two kustomizations', async () => {
    await created('s/a.yaml');
    write('s/kustomization.yaml', '');
    write('s/Kustomization', '');
    expect((await sops(['ksops', 's'])).err).toBe(
      'keywire: s/kustomization.yaml: has s/Kustomization beside it; kustomize takes one of them only\n',
    );
  });

  test('fails when a file of the name is something else', async () => {
    await created('s/a.yaml');
    write('s/secrets-generator.yaml', 'kind: ConfigMap\n');
    expect((await sops(['ksops', 's'])).err).toContain('is there, and no generator of KSOPS; say another --name');
    write('s/secrets-generator.yaml', 'kind: ksops\nsecretFrom: []\n');
    expect((await sops(['ksops', 's'])).err).toContain('has secretFrom, which keywire does not write');
  });

  test.each<[string, (text: string) => string, string]>([
    [
      'lists files of other folders',
      text => text.replace('  - ./a.yaml', '  - ../shared/tls.yaml\n  - sub/b.yaml\n  - ./a.yaml'),
      'lists ../shared/tls.yaml, sub/b.yaml, which keywire would drop; say another --name',
    ],
    [
      'lists a file that is no encrypted Secret',
      text => text.replace('  - ./a.yaml', '  - ./a.yaml\n  - ./service.yaml'),
      'lists ./service.yaml, which keywire would drop; say another --name',
    ],
    [
      'has another name',
      text => text.replace('name: secrets-generator', 'name: mine'),
      'says more than keywire writes',
    ],
    ['has a comment', text => text.replace('files:', 'files: # ours'), 'says more than keywire writes'],
    ['has more entries', text => `${text}fail: true\n`, 'says more than keywire writes, such as a comment'],
  ])('fails when the generator %s, and leaves it', async (_, change, problem) => {
    await created('s/a.yaml');
    await sops(['ksops', 's']);
    write('s/service.yaml', 'kind: Service\n');
    const text = change(read('s/secrets-generator.yaml'));
    write('s/secrets-generator.yaml', text);
    const { code, err } = await sops(['ksops', 's']);
    expect([code, read('s/secrets-generator.yaml')]).toEqual([1, text]);
    expect(err).toContain(`keywire: s/secrets-generator.yaml: ${problem}`);
  });

  test.each([
    ['is that of the kustomization', 'kustomization', 'must not be kustomization, as kustomization.yaml is what names'],
    ['is none', 'A b', 'must be'],
  ])('fails when --name %s, and writes nothing', async (_, name, problem) => {
    await created('s/a.yaml');
    const { code, err } = await sops(['ksops', 's', '--name', name]);
    expect([code, err.includes(`keywire: --name: ${problem}`), existsSync('s/kustomization.yaml')]).toEqual([
      2,
      true,
      false,
    ]);
  });

  test('fails when a value is in the clear', async () => {
    await created('s/a.yaml');
    write('s/a.yaml', `${read('s/a.yaml')}stringData: { token: ${canaries.password} }\n`);
    const { code, err } = await sops(['ksops', 's']);
    expect([code, leaksIn(err, canaries)]).toEqual([1, []]);
    expect(err).toContain('keywire: s/a.yaml: stringData.token: is in the clear');
  });

  test('fails when the folder has no encrypted Secret, or is none', async () => {
    expect((await sops(['ksops', '.'])).err).toContain(
      'keywire: .: has no encrypted Secret; make one with keywire sops',
    );
    expect((await sops(['ksops', 'none'])).err).toContain('keywire: none: must be a folder that can be read (ENOENT)');
  });
});

describe('keywire sops flux', () => {
  test('prints a command that names the key, and the block of the Kustomization', async () => {
    const { code, out } = await sops(['flux', '--identity', 'my keys.txt', '--secret', 'orders-age']);
    expect(code).toBe(0);
    expect(out).toContain(
      "\nkubectl create secret generic orders-age --namespace=flux-system --from-file=age.agekey='my keys.txt'\n",
    );
    expect(parse(out.slice(out.indexOf('spec:')))).toEqual({
      spec: { decryption: { provider: 'sops', secretRef: { name: 'orders-age' } } },
    });
  });

  test.each(['--secret', '--namespace', '--identity'])('fails when %s is none', async option => {
    const { code, err } = await sops(['flux', '--identity', 'keys.txt', option, 'A\nb']);
    expect([code, err.startsWith(`keywire: ${option}: must be`)]).toEqual([2, true]);
  });
});
