import { symlinkSync } from 'node:fs';
import { controllerWith, standIn, type StandIn } from '../../../seal/sealed-secrets/controller-stand-in';
import { certificate, workFolder } from './fixtures';

const work = workFolder();
const { path, write, text, seal } = work;
const [oldOne, newOne] = [certificate(), certificate()];
const cert = { old: write('old.pem', oldOne.pem), new: write('new.pem', newOne.pem) };

let controller: StandIn;
beforeAll(async () => {
  controller = await standIn(controllerWith(() => [newOne.keys]));
  await made('all/new.yaml', cert.new);
  await made('all/deep/er/old.json', cert.old);
  write('all/kubeseal.yml', text('all/new.yaml').replace(/ {2}annotations:\n( {4}.*\n|\n)*/, ''));
  write('all/half.yaml', text('all/new.yaml').slice(0, 700));
  write('all/other.yaml', 'kind: ConfigMap\ndata: {a: SealedSecret, secret: hunter2}\n');
  write('all/notes.md', text('all/new.yaml'));
  for (const left of ['.git', 'node_modules']) write(`all/${left}/old.yaml`, text('all/deep/er/old.json'));
  write('empty/other.yaml', 'a: 1');
  symlinkSync(path('all/deep'), path('all/linked'));
  symlinkSync(path('all/deep/er/old.json'), path('all/linked.json'));
});
afterAll(async () => {
  await controller.stop();
  work.remove();
});

async function made(file: string, from: string): Promise<void> {
  const args = ['--cert', from, '--name', 'db', '--namespace', 'orders', '--field', 'user=env:U'];
  await seal([...args, '--out', path(file)], { env: { U: 'hunter2' } });
}
const check = (...args: readonly string[]) => seal(['--check', ...args]);

describe('keywire seal --check', () => {
  test('lists what is under another certificate than the newest, and what does not say', async () => {
    const { code, out, err } = await check('--cert', cert.new, path('all'));
    expect(code).toBe(3);
    const [first] = out.split('\n');
    expect(first?.replaceAll(`${path('')}/`, '')).toBe(
      `all/deep/er/old.json: is sealed under ${oldOne.fingerprint}, and the newest of new.pem is ${newOne.fingerprint}; run keywire seal --rotate`,
    );
    expect(out.split('\n').map(line => line.slice(path('').length + 1, line.indexOf(': ')))).toEqual([
      'all/deep/er/old.json',
      'all/half.yaml',
      'all/kubeseal.yml',
    ]);
    expect(out).toContain('kubeseal.yml: does not say which certificate it is sealed under, as kubeseal made it');
    expect(out + err).not.toContain('hunter2');
    expect(err).toBe('4 files looked at, 3 to be done');
  });

  test('sees a SealedSecret in JSON on one line', async () => {
    write('compact/old.json', JSON.stringify(JSON.parse(text('all/deep/er/old.json'))));
    const { code, err } = await check('--cert', cert.new, path('compact'));
    expect([code, err]).toEqual([3, '1 file looked at, 1 to be done']);
  });

  test('is done where there is nothing to list', async () => {
    const { code, out, err } = await check('--cert', cert.new, path('all/new.yaml'));
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '1 file looked at, 0 to be done' });
  });

  test('asks the controller what the newest is', async () => {
    expect((await check('--controller', controller.url, path('all/new.yaml'))).code).toBe(0);
    expect((await check('--controller', controller.url, path('all/deep'))).code).toBe(3);
  });

  test('takes a certificate that has expired, as what is sealed under it stays so', async () => {
    const expired = write('expired.pem', certificate(oldOne.keys).pem);
    expect((await check('--cert', expired, path('all/new.yaml'))).code).toBe(3);
  });

  test('takes what is under the newest of any cluster that is named', async () => {
    const clusters = ['--cluster', `a=${cert.old}`, '--cluster', `b=${cert.new}`];
    expect((await check(...clusters, path('all/new.yaml'), path('all/deep'))).code).toBe(0);
  });

  test('with --verify lists what the controller can not open', async () => {
    const { code, out } = await check(
      '--verify',
      '--controller',
      controller.url,
      path('all/deep'),
      path('all/new.yaml'),
    );
    expect(code).toBe(3);
    expect(out).toBe(`${path('all/deep/er/old.json')}: can't be opened by ${controller.url}; seal it again`);
  });

  test.each<[string, readonly string[], number, string]>([
    ['no file', ['--cert', cert.new], 2, 'name the files to --check'],
    ['a file that is not there', ['--cert', cert.new, path('none')], 1, 'none: is not there; name a file or a folder'],
    ['a file below a file', ['--cert', cert.new, path('all/new.yaml/x')], 1, "can't be read (ENOTDIR)"],
    ['another fingerprint', ['--cert', cert.new, '--fingerprint', `sha256:${'0'.repeat(64)}`, path('all')], 1, 'wants'],
    [
      'no fingerprint',
      ['--cert', cert.new, '--fingerprint', 'AB:CD', path('all')],
      2,
      '--fingerprint: must be sha256:',
    ],
    ['a folder without any', ['--cert', cert.new, path('empty')], 1, 'has no SealedSecret in any file'],
    ['no certificate', [path('all')], 2, '--cert: must name the certificate'],
    [
      '--verify without a controller',
      ['--verify', '--cert', cert.new, path('all')],
      2,
      '--verify: asks the controller',
    ],
  ])('fails when it is told %s', async (_, args, code, problem) => {
    const { err, ...said } = await check(...args);
    expect(err).toContain(problem);
    expect(said.code).toBe(code);
  });
});
