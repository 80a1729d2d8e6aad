import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { rsaKeys } from '../../../seal/sealed-secrets/certificates';
import { controllerWith, standIn, type StandIn } from '../../../seal/sealed-secrets/controller-stand-in';
import { certificate, workFolder } from './fixtures';

const work = workFolder();
const { path, write, text, sealed, seal } = work;
const [oldOne, newOne] = [certificate(), certificate()];
const cert = ['--cert', write('old.pem', oldOne.pem)];
const env = { U: 'orders', P: 'hunter2' };

let keys = [newOne.keys, oldOne.keys];
let controller: StandIn;
beforeAll(async () => {
  controller = await standIn(controllerWith(() => keys));
});
beforeEach(() => {
  keys = [newOne.keys, oldOne.keys];
  controller.asked.splice(0);
});
afterAll(async () => {
  await controller.stop();
  work.remove();
});

const rotate = (...files: readonly string[]) => seal(['--rotate', '--controller', controller.url, ...files.map(path)]);
async function made(file: string, name = 'db'): Promise<void> {
  const fields = ['--field', 'user=env:U', '--field', 'password=env:P'];
  await seal([...cert, '--name', name, '--namespace', 'orders', '--out', path(file), ...fields], { env });
}
const rotations = () => controller.asked.filter(({ path }) => path === '/v1/rotate');

describe('keywire seal --rotate', () => {
  test('puts the ciphertexts under the newest key, and leaves the rest', async () => {
    await made('a.yaml');
    const others = '    data:\n      a.conf: "{{ .user }}"\n    metadata:\n      labels:\n        app: orders\n';
    write('a.yaml', text('a.yaml').replace('    metadata:\n', others));
    chmodSync(path('a.yaml'), 0o640);
    const before = sealed('a.yaml');
    const { code, err } = await rotate('a.yaml');
    expect(code).toBe(0);
    expect(err).toContain(`certificate of ${controller.url}: ${newOne.fingerprint}`);
    expect(err).toContain(`${path('a.yaml')}: sealed under the newest key`);
    const after = sealed('a.yaml');
    const changed = { encryptedData: {}, digests: {}, certificate: newOne.fingerprint };
    expect({ ...after, ...changed }).toEqual({ ...before, ...changed });
    expect([after.certificate, after.digests]).toEqual([newOne.fingerprint, {}]);
    expect(Object.keys(after.encryptedData)).toEqual(Object.keys(before.encryptedData));
    expect(after.encryptedData.user).not.toBe(before.encryptedData.user);
    expect(parse(text('a.yaml'))).toMatchObject({ spec: { template: { data: { 'a.conf': '{{ .user }}' } } } });
    expect(statSync(path('a.yaml')).mode & 0o777).toBe(0o640);
    // Values can be told anew, and the one that is not told stays.
    const next = await seal(
      ['--cert', write('new.pem', newOne.pem), '--name', 'db', '--out', path('a.yaml'), '--field', 'user=env:U'],
      { env },
    );
    expect(next.err).toContain('sealed user; kept password');
  });

  test('leaves what is under the newest key already, and asks nothing about it', async () => {
    await made('b.yaml');
    await rotate('b.yaml');
    const [before, asked] = [text('b.yaml'), rotations().length];
    const { code, err } = await rotate('b.yaml', 'b.yaml');
    expect([code, text('b.yaml'), rotations().length]).toEqual([0, before, asked]);
    expect(err).toContain(`${path('b.yaml')}: is under the newest key already`);
  });

  test('writes JSON into a file of JSON', async () => {
    await made('c.json');
    await rotate('c.json');
    expect(JSON.parse(text('c.json'))).toMatchObject({ kind: 'SealedSecret' });
  });

  test('tells how far it is where somebody looks on', async () => {
    await made('d.yaml');
    const told = await seal(['--rotate', '--controller', controller.url, path('d.yaml')], { answers: [] });
    expect(told.err).toContain('asked for 1 of 1');
  });

  test('fails when one file can not be opened, and writes none', async () => {
    await made('e.yaml');
    await made('f.yaml');
    const before = [text('e.yaml'), text('f.yaml')];
    write('f.yaml', text('f.yaml').replaceAll('name: db', 'name: other'));
    before[1] = text('f.yaml');
    const { code, err } = await rotate('e.yaml', 'f.yaml');
    expect(code).toBe(1);
    expect(err).toContain(`keywire: ${path('f.yaml')}: can't be opened by ${controller.url} with any of its keys`);
    expect([text('e.yaml'), text('f.yaml')]).toEqual(before);
  });

  test('fails when the controller makes a new key meanwhile, and writes nothing', async () => {
    await made('g.yaml');
    const before = text('g.yaml');
    const third = rsaKeys();
    let asked = 0;
    const changing = await standIn((request, body, response) => {
      const now = asked++ === 0 ? keys : [third, ...keys];
      controllerWith(() => now)(request, body, response);
    });
    const { code, err } = await seal(['--rotate', '--controller', changing.url, path('g.yaml')]);
    await changing.stop();
    expect(code).toBe(1);
    expect(err).toContain(`${changing.url}: made a new key meanwhile, so nothing is written; run this again`);
    expect(text('g.yaml')).toBe(before);
  });

  test('fails when a file is none, before it asks for any', async () => {
    await made('h.yaml');
    write('i.yaml', 'hunter2');
    const { code, err } = await rotate('h.yaml', 'i.yaml');
    expect([code, controller.asked]).toEqual([1, []]);
    expect(err).toContain(`${path('i.yaml')}: `);
    expect(err).not.toContain('hunter2');
  });

  test('fails when a file can not be written, and says which are done', async () => {
    await made('j.yaml');
    await made('k.yaml');
    const before = text('k.yaml');
    // A folder where the file that waits would be.
    mkdirSync(path(`.k.yaml.keywire-${process.pid}`));
    const { code, err } = await rotate('j.yaml', 'k.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/j\.yaml: sealed under the newest key\nkeywire: .*k\.yaml: .*it is as it was$/);
    expect(sealed('j.yaml').certificate).toBe(newOne.fingerprint);
    expect(text('k.yaml')).toBe(before);
    expect(readdirSync(path('.')).filter(name => name.includes('.j.yaml'))).toEqual([]);
  });

  test('takes all SealedSecrets of a folder', async () => {
    await made('folder/l.yaml');
    await made('folder/deep/m.yaml', 'other');
    write('folder/values.yaml', 'a: 1\n');
    write('folder/kustomization.yaml', 'patches:\n  - target: { kind: SealedSecret }\n    path: a.yaml\n');
    const { code } = await rotate('folder', 'folder/../folder/l.yaml');
    const after = ['folder/l.yaml', 'folder/deep/m.yaml'].map(file => sealed(file).certificate);
    expect([code, ...after]).toEqual([0, newOne.fingerprint, newOne.fingerprint]);
    expect(text('folder/values.yaml')).toBe('a: 1\n');
  });

  test('fails when a file is changed while the controller is asked, and keeps the change', async () => {
    await made('n.yaml');
    const theirs = text('n.yaml').replace('user: ', 'other: ');
    const slow = await standIn((...exchange) => {
      write('n.yaml', theirs);
      controllerWith(() => keys)(...exchange);
    });
    const { code, err } = await seal(['--rotate', '--controller', slow.url, path('n.yaml')]);
    await slow.stop();
    expect(code).toBe(1);
    expect(err).toContain('n.yaml: was changed by somebody else meanwhile');
    expect(text('n.yaml')).toBe(theirs);
  });

  test.each([
    [['--rotate'], 'name the files to --rotate'],
    [['--rotate', 'a.yaml', '--name', 'db'], '--rotate and --check take files, and nothing of a credential'],
    [['--check', 'a.yaml', '--out', 'b.yaml'], '--rotate and --check take files, and nothing of a credential'],
    [['--rotate', 'a.yaml', '--no-digests'], '--rotate and --check take files, and nothing of a credential'],
    [
      ['--rotate', 'a.yaml', ...cert],
      '--cert: says nothing to --rotate, which asks the controller for its newest; leave it out',
    ],
    [['--rotate', 'a.yaml', ...cert, '--context', 'a'], '--cert: says nothing to --rotate'],
    [['--rotate', 'a.yaml', '--cluster', 'a=context:a', '--cluster', 'b=context:b'], '--rotate: needs the controller'],
  ])('fails when it is told %j', async (args, problem) => {
    const { code, err } = await seal(args);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });

  test('fails when the controller is asked by http across the net', async () => {
    const { code, err } = await seal(['--rotate', path('a.yaml'), '--controller', 'http://controller.example']);
    expect(code).toBe(1);
    expect(err).toContain('http://controller.example: is asked by http, where anybody on the way may answer');
  });
});
