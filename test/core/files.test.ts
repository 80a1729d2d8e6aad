import { mounts } from '../../lib/core/files';
import { marked } from '../../lib/core/marks';
import { reference } from './fixtures';

const key = reference({ name: 'aws', namespace: 'orders' }, 'secret');
const mount = (folders: object, namespace?: string) => mounts(namespace, folders as never);

describe('a folder of files', () => {
  test('from one Secret is a Secret volume with just those keys, read-only', () => {
    expect(mount({ '/etc/aws': { id: reference({ name: 'aws' }, 'access_key_id'), credentials: key } })).toEqual({
      volumes: [
        {
          name: 'etc-aws',
          secret: {
            secretName: 'aws',
            items: [
              { key: 'access_key_id', path: 'id' },
              { key: 'secret', path: 'credentials' },
            ],
          },
        },
      ],
      volumeMounts: [{ name: 'etc-aws', mountPath: '/etc/aws', readOnly: true }],
    });
  });

  test('from two Secrets is a projected volume', () => {
    const { volumes } = mount({ '/etc/all': { aws: key, db: reference({ name: 'db' }, 'password') } });
    expect(volumes).toEqual([
      {
        name: 'etc-all',
        projected: {
          sources: [
            { secret: { name: 'aws', items: [{ key: 'secret', path: 'aws' }] } },
            { secret: { name: 'db', items: [{ key: 'password', path: 'db' }] } },
          ],
        },
      },
    ]);
  });

  test('has a volume of its own, whose name is a DNS label', () => {
    const folders = ['/a/b', '/a-b', '/A/b', `/${'a'.repeat(70)}`, '/a.b', '/a_b', '/home/me/.aws', '/dev/log2'];
    const { volumes } = mount(Object.fromEntries(folders.map(folder => [folder, { file: key }])));
    const names = volumes.map(volume => (volume as { name: string }).name);
    expect(new Set(names).size).toBe(folders.length);
    expect(names.filter(name => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))).toEqual([]);
  });

  test.each([
    'etc/aws',
    '',
    '/',
    '/etc/aws/',
    '/etc/../aws',
    '/../etc',
    '/./etc',
    '/..',
    '//etc',
    '/etc//aws',
    '/etc/.',
  ])('fails when its path is not absolute and plain: %p', path => {
    expect(() => mount({ [path]: { file: key } })).toThrow(
      `files["${path}"]: must be the absolute path of a folder, without "." or "..", and without a "/" at the end`,
    );
  });

  test.each(['/dev', '/dev/log'])('fails when Knative keeps its path: %s', path => {
    expect(() => mount({ [path]: { file: key } })).toThrow(
      `files["${path}"]: must be a folder of its own; Knative refuses to mount there`,
    );
  });

  test('fails when it is empty', () => {
    expect(() => mount({ '/etc/aws': {} })).toThrow(
      'files["/etc/aws"]: must have at least one file, such as aws.files()',
    );
  });

  test.each(['a/b', '..', ''])('fails when a file has the name %p', file => {
    expect(() => mount({ '/etc/aws': { [file]: key } })).toThrow(
      `files["/etc/aws"].${file}: must be a key of a Secret`,
    );
  });

  test.each([undefined, 'text', { name: 'aws', key: 'secret' }])(
    'fails when a file is no field of a credential: %j',
    file => {
      expect(() => mount({ '/etc/aws': { file } })).toThrow(
        'files["/etc/aws"].file: must be a field of a credential, such as aws.secretAccessKey',
      );
    },
  );

  test('fails when the Secret is in another namespace', () => {
    expect(() => mount({ '/etc/aws': { file: key } }, 'other')).toThrow(
      'files["/etc/aws"].file: Secret aws is in namespace orders, its user in other',
    );
  });
});

test('fails when a folder is inside of another: both are read-only', () => {
  expect(() => mount({ '/etc/a': { key }, '/etc/a/b': { key } })).toThrow(
    'files["/etc/a/b"]: must not be inside of /etc/a; put the files of both into one folder',
  );
  expect(() => mount({ '/etc/a': { key }, '/etc/ab': { key } })).not.toThrow();
});

test('fails when one credential writes over the file of another', () => {
  const other = marked({ key: reference({ name: 'other' }, 'key') });
  expect(() => mount({ '/etc/a': { ...marked({ key }), ...other } })).toThrow(
    'files["/etc/a"].key: is written twice, and the last would win; name the files yourself',
  );
});
