import type { MountedCredentialProps, generic } from 'keywire/cdk8s';
import { image, roleArn, type Row } from './row';

type Props = Omit<MountedCredentialProps<ReturnType<typeof generic<'username' | 'password'>>>, 'class'>;

const identity = { roleArn, serviceAccountName: 'orders' };
const source = { region: 'eu-west-1', secret: 'prod/orders/database' };

/** A mounted credential, and a service with its files. */
const mounted =
  (props: Partial<Props>): Row[1] =>
  (chart, { MountedCredential, TriggerMeshService, generic }) => {
    const database = new MountedCredential(chart, 'database', {
      class: generic('username', 'password'),
      source,
      identity,
      ...props,
    });
    const env = props.sync ? database.syncedEnv({ password: 'DB_PASSWORD' }) : {};
    new TriggerMeshService(chart, 'worker', { image, env, files: { '/etc/worker/database': database.files() } });
  };

const arn = (region: string) => `arn:aws:secretsmanager:${region}:123456789012:secret:a-AbCdEf`;

export const mountedRows: readonly Row[] = [
  ['a mounted credential with a role', mounted({})],
  [
    'a mounted credential with labels, annotations, name and mode',
    mounted({
      name: 'orders-database',
      labels: { team: 'orders' },
      annotations: { 'example.com/note': 'a' },
      filePermission: '0440',
    }),
  ],
  [
    'a mounted credential of a pinned version, in two regions',
    mounted({
      source: {
        region: 'eu-west-1',
        secret: arn('eu-west-1'),
        properties: { username: 'user name' },
        version: { id: 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001' },
        failover: { region: 'eu-central-1', secret: arn('eu-central-1') },
      },
    }),
  ],
  [
    'a mounted credential whose replica has its name',
    mounted({ source: { ...source, failover: { region: 'eu-west-2' } } }),
  ],
  [
    'a mounted credential with a secret for each field',
    mounted({
      source: {
        region: 'eu-west-1',
        secrets: { username: 'prod/user', password: { secret: 'prod/password', property: 'a"b' } },
        version: { stage: 'AWSPREVIOUS' },
        failover: { region: 'eu-west-2', secrets: { username: 'other/user' } },
      },
    }),
  ],
  ['a mounted credential with EKS Pod Identity', mounted({ identity: { podIdentity: {} } })],
  [
    'a mounted credential of a service account that exists',
    mounted({ identity: { existing: { serviceAccountName: 'orders', podIdentity: true } } }),
  ],
  ['a mounted credential that is synced', mounted({ sync: true, labels: { team: 'orders' }, revision: '2' })],
  [
    'two mounted credentials of one service account in one service',
    (chart, { MountedCredential, TriggerMeshService, generic }) => {
      const existing = { existing: { serviceAccountName: 'orders' } };
      const [one, other] = ['one', 'other'].map(
        (id, index) =>
          new MountedCredential(chart, id, {
            class: generic('token'),
            source: { region: 'eu-west-1', secret: id },
            identity: index === 0 ? identity : existing,
          }),
      );
      if (!one || !other) throw new Error('there are two');
      const files = { '/etc/one': one.files(), '/etc/other': other.files() };
      new TriggerMeshService(chart, 'worker', { image, serviceAccountName: 'orders', files });
    },
  ],
];
