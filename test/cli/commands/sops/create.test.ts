import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inspectSopsSecret } from '../../../../lib/seal/sops';
import { leaksIn } from '../../../canary';
import { sops } from './command';
import { alice, bob, canaries, created, folder, inRepository, opened, read, rule, write } from './repository';

inRepository();

describe('keywire sops create', () => {
  test('asks for the fields of a class, and encrypts them for the recipients that are told', async () => {
    const answers = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'];
    const args = ['--name', 'aws', '--class', 'aws', '--out', 'a/b/aws.enc.yaml'];
    const recipients = ['--recipient', alice.recipient, '--recipient', bob.recipient];
    const { code, asked, err } = await sops(['create', ...args, ...recipients], { answers });
    expect([code, asked]).toEqual([0, ['accessKeyId', 'secretAccessKey']]);
    expect(err).toBe(`a/b/aws.enc.yaml: encrypted for ${alice.recipient}, ${bob.recipient}\n`);
    const values = { AWS_ACCESS_KEY_ID: answers[0], AWS_SECRET_ACCESS_KEY: answers[1] };
    expect(await opened('a/b/aws.enc.yaml', alice)).toEqual(values);
    expect(await opened('a/b/aws.enc.yaml', bob)).toEqual(values);
  });

  test('takes the first rule of .sops.yaml that matches, and prints it before it asks', async () => {
    write('.sops.yaml', `creation_rules:\n${rule('prod/', bob)}${rule('secrets/', alice)}`);
    const args = ['create', '--name', 'a', '--out', 'secrets/a.yaml', '--field', 'token'];
    const { err } = await sops(args, { answers: ['value'] });
    expect(err).toBe(
      `rule 2 of .sops.yaml (path_regex: secrets/), for 1 recipient\nsecrets/a.yaml: encrypted for ${alice.recipient}\n`,
    );
    expect(await opened('secrets/a.yaml', alice)).toEqual({ token: 'value' });
  });

  test('writes JSON where the name says so', async () => {
    await created('db.enc.json');
    expect(JSON.parse(read('db.enc.json'))).toMatchObject({ kind: 'Secret', metadata: { name: 'db' } });
    expect(await opened('db.enc.json', alice)).toEqual(canaries);
  });

  test('tells kustomize what to do with the Secret', async () => {
    await created('db.enc.yaml', '--ksops-behavior', 'merge', '--ksops-needs-hash');
    expect((parse(read('db.enc.yaml')) as { metadata: { annotations: object } }).metadata.annotations).toEqual({
      'kustomize.config.k8s.io/behavior': 'merge',
      'kustomize.config.k8s.io/needs-hash': 'true',
    });
  });

  const base = ['create', '--name', 'a', '--field', 'token'];

  test('fails when the file is there already, before anything is asked', async () => {
    write('a.yaml', 'mine');
    symlinkSync('nowhere.yaml', join(folder, 'link.yaml'));
    for (const file of ['a.yaml', 'link.yaml']) {
      const { code, err, asked } = await sops([...base, '--out', file, '--recipient', alice.recipient], {
        answers: [],
      });
      expect([code, asked]).toEqual([1, []]);
      expect(err).toBe(
        `keywire: ${file}: is there already; change its fields with keywire sops set, or delete it first\n`,
      );
    }
    expect(read('a.yaml')).toBe('mine');
  });

  test('fails when sops could not tell the format by the name', async () => {
    const { code, err } = await sops([...base, '--out', 'a.txt', '--recipient', alice.recipient]);
    expect([code, err]).toEqual([2, 'keywire: --out: must end in .yaml, .yml or .json, as sops goes by it\n']);
  });

  test('fails when there is neither a recipient nor a rule', async () => {
    const { code, err, asked } = await sops([...base, '--out', 'a.yaml'], { answers: [] });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toMatch(/^keywire: a\.yaml: has no \.sops\.yaml in .* or above; make one, or name the recipients\n$/);
  });

  test.each([
    ['--recipient', 'ssh-ed25519 AAAA', 'is an SSH key'],
    ['--name', 'A b', 'must be'],
    ['--namespace', 'A b', 'must be'],
  ])('fails when %s is none, as a mistake on the command line', async (option, told, problem) => {
    const all = [...base, '--out', 'a.yaml', '--recipient', alice.recipient];
    const { code, err } = await sops([...all, option, told], { answers: ['x', 'x'] });
    expect([code, err.startsWith(`keywire: ${option}: ${problem}`)]).toEqual([2, true]);
  });

  test.each([
    ['the name is none', ['--name', 'A B']],
    ['the namespace is none', ['--namespace', 'A']],
    ['the class has no such convention', ['--class', 'aws', '--keys', 'enviroment']],
    ['the class has no such field', ['--class', 'aws', '--field', 'accesKeyId']],
    ['a recipient is mistyped', ['--recipient', 'age1typo']],
  ])('fails when %s, before it asks for a value', async (_, told) => {
    const args = ['create', '--name', 'db', '--out', 'a.yaml', '--recipient', alice.recipient, '--field', 'a', ...told];
    expect(await sops(args, { answers: ['a', 'b'] })).toMatchObject({ asked: [] });
    expect(readdirSync(folder).sort()).toEqual(['alice.txt', 'bob.txt']);
  });

  test('fails when a value breaks a rule of its class, and writes nothing', async () => {
    const args = ['create', '--name', 'aws', '--class', 'aws', '--out', 'a.yaml', '--recipient', alice.recipient];
    const { code, err } = await sops(args, { answers: [canaries.username, `${canaries.password}\n`] });
    expect(code).toBe(1);
    expect(err).toContain('keywire: field secretAccessKey: ');
    expect(leaksIn(err, canaries)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['alice.txt', 'bob.txt']);
  });
});

test('what is created can be read without a key', async () => {
  await created();
  expect(inspectSopsSecret('db.enc.yaml', read('db.enc.yaml'))).toMatchObject({
    name: 'db',
    namespace: 'orders',
    keys: ['password', 'username'],
    macOnlyEncrypted: true,
  });
});
