import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { certificate, workFolder } from './fixtures';

const work = workFolder();
const { path, write, seal } = work;
afterAll(() => {
  work.remove();
});

const cert = ['--cert', write('cert.pem', certificate().pem)];
// Writes down what it is asked, and answers with what it finds.
write('bin/kubectl', `#!/bin/sh\nprintf '%s\\n' "$@" > ${path('asked')}\nenv > ${path('env')}\n. ${path('answer')}\n`);
spawnSync('chmod', ['755', path('bin/kubectl')]);

async function sealed(live: string, context = 'prod', more: readonly string[] = []) {
  write('answer', live);
  const args = [
    '--name',
    'db',
    '--namespace',
    'orders',
    '--field',
    'user=env:U',
    '--context',
    context,
    ...cert,
    ...more,
  ];
  return seal(args, { env: { U: 'hunter2', PATH: `${path('bin')}:/usr/bin:/bin` } });
}
const found = (kind = '', owner = '', managed = '', patch = '') =>
  `printf 'name:db\\nkind:${kind}\\nowner:${owner}\\nmanaged:${managed}\\npatch:${patch}'`;

describe('keywire seal --context, where a Secret of that name is in the cluster,', () => {
  test('prints the command that hands it over, where no SealedSecret manages it', async () => {
    const { code, err } = await sealed(found());
    expect(code).toBe(0);
    expect(err.split('\n').slice(-4)).toEqual([
      'keywire: warning: a Secret orders/db is there that no SealedSecret manages, and the controller will not touch it',
      'This hands it over; the controller then replaces all its values, labels and annotations:',
      '  kubectl --context prod annotate secret db --namespace orders sealedsecrets.bitnami.com/managed=true',
      'Do so before the file is applied: after that, the controller looks again only when a ciphertext changes.',
    ]);
  });

  test('prints a context as a shell reads it', async () => {
    expect((await sealed(found(), "it's a $context")).err).toContain(
      `kubectl --context 'it'\\''s a $context' annotate`,
    );
  });

  test('says that somebody else owns it', async () => {
    expect((await sealed(found('ExternalSecret', 'db-es'))).err).toContain(
      'keywire: warning: ExternalSecret db-es owns the Secret orders/db; the controller will not touch it',
    );
  });

  test.each([
    ['there is none', ''],
    ['its SealedSecret manages it', found('SealedSecret', 'db')],
    ['it is handed over', found('', '', 'true')],
    ['it is to be patched', found('', '', '', 'true')],
  ])('says nothing where %s', async (_, live) => {
    const { code, err } = await sealed(live);
    expect(code).toBe(0);
    expect(err).not.toContain('warning');
  });

  test('says that it can not see, and goes on', async () => {
    const { code, err } = await sealed("echo 'Error from server (Forbidden): no' >&2; exit 1");
    expect(code).toBe(0);
    expect(err).toContain(
      "keywire: warning: whether the Secret orders/db stands in the way can't be seen: Error from server (Forbidden): no",
    );
  });

  test('asks for its owner and two annotations, and gives kubectl no variable that holds a value', async () => {
    await sealed('');
    const asked = readFileSync(path('asked'), 'utf8');
    expect(asked.split('\n').slice(0, 6)).toEqual([
      '--context=prod',
      ...['get', 'secret', 'db', '--namespace=orders', '--ignore-not-found'],
    ]);
    expect(asked).not.toMatch(/\.data|=json\b|=yaml/);
    expect(readFileSync(path('env'), 'utf8')).not.toContain('hunter2');
  });

  test('is not looked for where no namespace is told', async () => {
    write('asked', '');
    write('answer', found());
    const args = ['--name', 'db', '--scope', 'cluster-wide', '--field', 'user=env:U', '--context', 'prod', ...cert];
    expect((await seal(args, { env: { U: 'u', PATH: path('bin') } })).err).not.toContain('warning');
    expect(readFileSync(path('asked'), 'utf8')).toBe('');
  });
});
