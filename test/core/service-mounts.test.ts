import { service } from '../../lib/core/service';
import { plainEngine } from './engines';
import { reference } from './fixtures';
import { mounted } from './mounted';

const image = 'registry.example.com/worker:1.4.2';
const made = (spec: object) => service(plainEngine, { name: 'worker', namespace: 'orders', image, ...spec }).service;
type Template = { readonly metadata?: object; readonly spec: object };
const templateOf = (spec: object) => (made(spec).spec as { readonly template: Template }).template;
const folder = '/etc/worker/database';
const database = mounted({ sync: true });
const other = mounted({ name: 'other', identity: { podIdentity: { serviceAccountName: 'payments' } } });

describe('a service with a mounted credential', () => {
  test('has a CSI volume of it, mounts that read-only, and runs as its service account', () => {
    expect(templateOf({ files: { [folder]: database.files } }).spec).toEqual({
      automountServiceAccountToken: false,
      serviceAccountName: 'orders',
      containers: [{ image, volumeMounts: [{ name: 'etc-worker-database', mountPath: folder, readOnly: true }] }],
      volumes: [
        {
          name: 'etc-worker-database',
          csi: {
            driver: 'secrets-store.csi.k8s.io',
            readOnly: true,
            volumeAttributes: { secretProviderClass: 'database' },
          },
        },
      ],
    });
  });

  test('may say that service account, mount several credentials of it, and Secrets in other folders', () => {
    const files = { [folder]: database.files, '/etc/more': mounted({ name: 'more' }).files };
    const spec = { serviceAccountName: 'orders', files: { ...files, '/etc/aws': { id: reference({}, 'id') } } };
    expect(templateOf(spec).spec).toMatchObject({ serviceAccountName: 'orders', volumes: [{}, {}, {}] });
  });

  test('starts anew when the revision of the credential changes', () => {
    const files = { [folder]: mounted({ revision: '2' }).files, '/a': { id: reference({ revision: '1' }, 'a') } };
    expect(templateOf({ files }).metadata).toEqual({ annotations: { 'keywire/revisions': 'aws=1,database=2' } });
    expect(templateOf({ files: { [folder]: database.files } })).not.toHaveProperty('metadata');
  });

  test('may have variables from the Secret that is there with the files', () => {
    const spec = { env: { DB_PASSWORD: database.synced?.password }, files: { [folder]: database.files } };
    expect(templateOf(spec).spec).toMatchObject({
      containers: [
        {
          env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } }],
        },
      ],
    });
  });

  // eslint-disable-next-line @typescript-eslint/no-misused-spread -- the mistake that is looked for
  const spread = { ...database.files };
  test.each<[string, object, string]>([
    [
      'it is told to run as another service account',
      { serviceAccountName: 'worker', files: { [folder]: database.files } },
      `serviceAccountName: must be orders, as which files["${folder}"] are read; leave it out`,
    ],
    [
      'its credentials are of two service accounts',
      { files: { '/a': database.files, '/b': other.files } },
      'files["/b"]: are read as service account payments, files["/a"] as orders; a pod runs as one',
    ],
    [
      'the credential is in another namespace',
      { files: { '/a': mounted({ namespace: 'payments' }).files } },
      'files["/a"]: SecretProviderClass database is in namespace payments, its user in orders',
    ],
    [
      'its files are spread among others',
      { files: { '/a': { ...spread, id: reference({}, 'id') } } },
      'files["/a"]: must be the files() of a mounted credential as they are: they are a volume of their own',
    ],
    ['its files are spread alone', { files: { '/a': spread } }, 'files["/a"]: must be the files() of a mounted'],
    ['the credential itself is a folder', { files: { '/a': database } }, 'files["/a"].account: must be a field'],
    [
      'the files are one file among others',
      { files: { '/a': { database: database.files } } },
      'files["/a"].database: must be a field of a credential',
    ],
    [
      'they are mounted where nothing may be',
      { files: { '/dev': database.files } },
      'files["/dev"]: must be a folder of its own; Knative refuses to mount there',
    ],
    [
      'they are mounted inside of others',
      { files: { '/a': database.files, '/a/b': database.files } },
      'files["/a/b"]: must not be inside of /a',
    ],
    [
      'a variable is from their Secret, and they are not mounted',
      { env: { DB_PASSWORD: database.synced?.password } },
      'env.DB_PASSWORD: is from Secret database, which is there only while a pod of this service has the files mounted',
    ],
    [
      'a variable is from their Secret, and others are mounted',
      { env: { DB_PASSWORD: database.synced?.password }, files: { '/a': other.files } },
      'env.DB_PASSWORD: is from Secret database',
    ],
    ['a variable is the files', { env: { DATABASE: database.files } }, 'env.DATABASE: must be a string, or a field'],
    ['envFrom has the files', { envFrom: [database.files] }, 'envFrom[0]: must be a credential'],
  ])('fails when %s', (_, spec, message) => {
    expect(() => made(spec)).toThrow(message);
  });
});
