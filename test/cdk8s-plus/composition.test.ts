import { Chart } from 'cdk8s';
import { Deployment, Group, Pod, ServiceAccount, User, Volume, type ISubject } from 'cdk8s-plus-27';
import { App, AwsCredentialSecret, CredentialSecret, existing, generic } from 'keywire/cdk8s';
import { asSecret, envVariables, subjectOf } from 'keywire/cdk8s-plus';

type Rendered = { readonly kind: string; readonly spec: object; readonly subjects?: readonly object[] };

function inChart(declare: (chart: Chart, aws: AwsCredentialSecret) => void): readonly Rendered[] {
  const chart = new Chart(new App(), 'orders', { namespace: 'orders' });
  declare(chart, new AwsCredentialSecret(chart, 'aws', { backend: existing(), keys: 'console' }));
  return chart.toJson() as readonly Rendered[];
}

test('a credential is the Secret of a volume and of a registry, and renders nothing of its own', () => {
  const objects = inChart((chart, aws) => {
    new Pod(chart, 'pod', {
      containers: [{ image: 'batch' }],
      volumes: [Volume.fromSecret(chart, 'files', asSecret(aws), { name: 'files' })],
      dockerRegistryAuth: asSecret(aws),
    });
  });
  expect(objects.map(({ kind }) => kind)).toEqual(['Pod']);
  expect(objects[0]?.spec).toMatchObject({
    imagePullSecrets: [{ name: 'aws' }],
    volumes: [{ name: 'files', secret: { secretName: 'aws' } }],
  });
});

test('its fields are variables, under the names that programs read or others', () => {
  const [deployment] = inChart((chart, aws) => {
    const database = new CredentialSecret(chart, 'database', { class: generic('password'), backend: existing() });
    const envVariablesOfBoth = { ...envVariables(aws), ...envVariables(database, { password: 'DB_PASSWORD' }) };
    new Deployment(chart, 'batch', { containers: [{ image: 'batch', envVariables: envVariablesOfBoth }] });
  });
  const variable = (name: string, secret: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  expect(deployment?.spec).toMatchObject({
    template: {
      spec: {
        containers: [
          {
            env: [
              variable('AWS_ACCESS_KEY_ID', 'aws', 'aws_access_key_id'),
              variable('AWS_SECRET_ACCESS_KEY', 'aws', 'aws_secret_access_key'),
              variable('DB_PASSWORD', 'database', 'password'),
            ],
          },
        ],
      },
    },
  });
});

test('its subjects are users, groups and service accounts', () => {
  const objects = inChart((chart, aws) => {
    aws.grantRead(subjectOf(User.fromName(chart, 'alice', 'alice')), subjectOf(Group.fromName(chart, 'ops', 'ops')));
    const account = ServiceAccount.fromServiceAccountName(chart, 'audit', 'audit', { namespaceName: 'operations' });
    aws.grantRead(subjectOf(account));
  });
  const rbac = { apiGroup: 'rbac.authorization.k8s.io' };
  expect(objects.flatMap(({ subjects = [] }) => subjects)).toEqual([
    { ...rbac, kind: 'User', name: 'alice' },
    { ...rbac, kind: 'Group', name: 'ops' },
    { kind: 'ServiceAccount', name: 'audit', namespace: 'operations' },
  ]);
});

test('fails when a subject is of another kind', () => {
  const robot = { toSubjectConfiguration: () => ({ kind: 'Robot', name: 'r2' }) } as ISubject;
  expect(() => subjectOf(robot)).toThrow('subjectOf(): must be a User, a Group or a ServiceAccount');
});
