import { Chart, Lazy } from 'cdk8s';
import {
  App,
  AwsSecretStore,
  CredentialSecret,
  MountedCredential,
  TriggerMeshService,
  existing,
  generic,
  type MountedCredentialProps,
} from 'keywire/cdk8s';
import { image, namesIn, ordersChart, rendered, roleArn, written } from './app';

type Class = ReturnType<typeof generic<'username' | 'password'>>;

const identity = { roleArn, serviceAccountName: 'orders' };
const mounted = (chart: Chart, id = 'database', props: Partial<MountedCredentialProps<Class>> = {}) =>
  new MountedCredential(chart, id, {
    class: generic('username', 'password'),
    source: { region: 'eu-west-1', secret: `prod/orders/${id}` },
    identity,
    ...props,
  });

describe('a mounted credential', () => {
  test('makes a SecretProviderClass and the service account of its role, and no Secret', () => {
    const chart = ordersChart();
    const database = mounted(chart);
    expect(namesIn(chart)).toEqual(['ServiceAccount orders', 'SecretProviderClass database']);
    expect(Object.keys(database.apiObjects)).toEqual(['service-account', 'secret-provider-class']);
    expect([database.secretProviderClassName, database.namespace, database.serviceAccountName]).toEqual([
      'database',
      'orders',
      'orders',
    ]);
  });

  test('is mounted by a service, which runs as its service account', () => {
    const chart = ordersChart();
    const worker = new TriggerMeshService(chart, 'worker', { image, files: { '/etc/db': mounted(chart).files() } });
    expect(written(worker.apiObjects.service).spec).toMatchObject({
      template: {
        spec: {
          serviceAccountName: 'orders',
          volumes: [{ name: 'etc-db', csi: { volumeAttributes: { secretProviderClass: 'database' } } }],
        },
      },
    });
  });

  test('is good as variables for a service that mounts it, where it is synced', () => {
    const chart = ordersChart();
    const database = mounted(chart, 'database', { sync: true });
    const env = database.syncedEnv({ password: 'DB_PASSWORD' });
    const { apiObjects } = new TriggerMeshService(chart, 'worker', { image, env, files: { '/db': database.files() } });
    expect(written(apiObjects.service).spec).toMatchObject({
      template: {
        spec: {
          containers: [
            { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } }] },
          ],
        },
      },
    });
    expect(Object.keys(database.syncedEnv())).toEqual(['username', 'password']);
  });

  test('has the policy of its role, for the account of the role unless it is told another', () => {
    const secret = (account: string) =>
      `arn:aws:secretsmanager:eu-west-1:${account}:secret:prod/orders/database-??????`;
    const database = mounted(ordersChart());
    expect(database.readPolicy().Statement).toMatchObject([{ Resource: [secret('123456789012')] }]);
    expect(database.readPolicy({ accountId: '999999999999', rotates: true }).Statement).toMatchObject([
      {
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: [secret('999999999999')],
      },
    ]);
  });

  test('takes the name of a secret that is known at synth, and writes it as it is then', () => {
    const chart = ordersChart();
    const secret = Lazy.any({ produce: () => 'prod/late' }) as string;
    mounted(chart, 'database', { source: { region: 'eu-west-1', secret } });
    const { parameters } = rendered(chart)[1]?.spec as { parameters: { objects: string } };
    expect(JSON.parse(parameters.objects)).toMatchObject([{ objectName: 'prod/late' }]);
  });

  test('fails when its variables are asked for, and it is not synced', () => {
    expect(() => mounted(ordersChart()).syncedEnv()).toThrow(
      'orders/database: sync: must be true for variables: without it there are files alone',
    );
  });

  test('fails when a variable is of a field that it has not', () => {
    const database = mounted(ordersChart(), 'database', { sync: true });
    expect(() => database.syncedEnv({ host: 'DB_HOST' } as never)).toThrow(
      'orders/database: syncedEnv().host: is no field of a credential of class generic',
    );
  });

  test('fails when the account of its policy is not known', () => {
    const database = mounted(ordersChart(), 'database', { identity: { podIdentity: {} } });
    expect(() => database.readPolicy()).toThrow('orders/database: accountId: must be told, as there is no role');
  });

  test('fails when its props are none, with its path', () => {
    expect(() => mounted(ordersChart(), 'Database')).toThrow('orders/Database: name: must be a DNS-1123 subdomain');
  });
});

describe('several mounted credentials of one service account', () => {
  test('make it once where all name its role, also from another chart', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(app, id, { namespace: 'orders' })) as [Chart, Chart];
    mounted(one);
    const api = mounted(two, 'api');
    expect([...namesIn(one), ...namesIn(two)]).toEqual([
      'ServiceAccount orders',
      'SecretProviderClass database',
      'SecretProviderClass api',
    ]);
    const files = { '/db': api.files(), '/etc/api': api.files() };
    expect(new TriggerMeshService(two, 'worker', { image, files }).serviceName).toBe('worker');
  });

  test('make one in each namespace', () => {
    const chart = ordersChart();
    mounted(chart);
    mounted(chart, 'elsewhere', { namespace: 'payments' });
    expect(namesIn(chart).filter(name => name.startsWith('ServiceAccount'))).toHaveLength(2);
  });

  test('make it once with EKS Pod Identity, and where others say that it exists', () => {
    const chart = ordersChart();
    mounted(chart, 'a', { identity: { podIdentity: { serviceAccountName: 'orders' } } });
    mounted(chart, 'b', { identity: { podIdentity: { serviceAccountName: 'orders' } } });
    mounted(chart, 'c', { identity: { existing: { serviceAccountName: 'orders', podIdentity: true } } });
    expect(namesIn(chart).filter(name => name.startsWith('ServiceAccount'))).toEqual(['ServiceAccount orders']);
  });

  test('fails when they give it two roles', () => {
    const chart = ordersChart();
    mounted(chart);
    const other = { roleArn: `${roleArn}-2`, serviceAccountName: 'orders' };
    expect(() => mounted(chart, 'api', { identity: other })).toThrow(
      'orders/api: identity.roleArn: gives the role of service account orders/orders, which orders/database gives otherwise; use one role, or a service account for each',
    );
    expect(() => mounted(chart, 'pods', { identity: { podIdentity: { serviceAccountName: 'orders' } } })).toThrow(
      'orders/pods: identity.podIdentity: gives the role of service account orders/orders',
    );
  });

  test('fails when a store has made it', () => {
    const chart = ordersChart();
    new AwsSecretStore(chart, 'orders', { region: 'eu-west-1', auth: { roleArn } });
    expect(() => mounted(chart)).toThrow(
      'orders/database: name: would make ServiceAccount orders/orders, which orders/orders makes already',
    );
  });
});

describe('the Secret of a mounted credential', () => {
  const secret = (chart: Chart) =>
    new CredentialSecret(chart, 'database', {
      class: generic('password'),
      backend: existing(),
    });

  test('is no claim on its name where it is not synced', () => {
    const chart = ordersChart();
    mounted(chart);
    expect(() => secret(new Chart(chart, 'more', { namespace: 'orders' }))).not.toThrow();
  });

  test('fails when another construct makes it', () => {
    const chart = ordersChart();
    mounted(chart, 'one', { name: 'database', sync: true });
    expect(() =>
      mounted(new Chart(chart, 'x', { namespace: 'orders' }), 'two', { name: 'database', sync: true }),
    ).toThrow(
      'orders/x/two: name: would make Secret orders/database, which orders/one makes already; give one of them another name',
    );
  });
});
