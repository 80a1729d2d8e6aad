import { EventSource, assumeRole, iamRole } from 'keywire/cdk8s';
import { auth, source } from './by-hand';
import { accessKey, secretLine } from './secret-values';
import type { Row } from './row';
import { credential, incoming, queueArn, roleArn } from './sound';

const sink = { uri: 'https://events.example.com' };
const ways =
  /must be a credential such as an AwsCredentialSecret, the keys of a CredentialSecret, iamRole\(…\) or assumeRole\(…\)/;
const byKeywire = /is written by keywire; give a credential, iamRole\(…\) or assumeRole\(…\) as credentials/;
const serviceAccount = 'orders-adapter';

const identities: readonly Row[] = [
  {
    number: 63,
    failsWhen: 'a source has no credentials',
    declare: chart =>
      // @ts-expect-error they are missing
      new EventSource(chart, 'incoming', { kind: 'AWSSQSSource', spec: { arn: queueArn }, sink }),
    at: 'orders/incoming: credentials',
    says: /without one the adapter would fall back to the role of its node/,
    byHand: [source({ auth: undefined })],
    kubernetes: 'lets it through',
  },
  {
    number: 63,
    failsWhen: 'the credentials of a source are an empty object',
    // @ts-expect-error there is nothing in it
    declare: chart => incoming(chart, { credentials: {} }),
    at: 'orders/incoming: credentials',
    says: ways,
    byHand: [source({ auth: {} })],
    kubernetes: { refusesIt: /spec\.auth.*must validate one and only one schema \(oneOf\)/s },
  },
  {
    number: 64,
    failsWhen: 'an IAM role is empty',
    // @ts-expect-error there is nothing in it
    declare: chart => incoming(chart, { credentials: iamRole({}) }),
    at: 'orders/incoming: credentials.serviceAccount',
    says: /must be a string that is known when the program runs/,
    byHand: [source({ auth: { iam: {} } })],
    kubernetes: 'lets it through',
  },
  {
    number: 64,
    failsWhen: 'an IAM role has no ARN',
    // @ts-expect-error it is missing
    declare: chart => incoming(chart, { credentials: iamRole({ serviceAccount }) }),
    at: 'orders/incoming: credentials.roleArn',
    says: /must be the ARN of an IAM role, as in/,
    byHand: [source({ auth: { iam: { serviceAccount } } })],
    kubernetes: 'lets it through',
  },
  {
    number: 65,
    failsWhen: 'a source has a key and a role',
    declare: chart => {
      const { accessKeyId, secretAccessKey, sessionToken } = credential(chart);
      const key = { accessKeyId, secretAccessKey, sessionToken };
      incoming(chart, { credentials: { ...key, ...iamRole({ roleArn, serviceAccount }) } });
    },
    at: 'orders/incoming: credentials',
    says: /must be one of them: a credential such as/,
    byHand: [source({ auth: { ...auth, iam: { roleArn, serviceAccount } } })],
    kubernetes: { refusesIt: /spec\.auth.*must validate one and only one schema \(oneOf\)/s },
  },
  {
    number: 65,
    failsWhen: 'a role is to be assumed with a role instead of a key',
    declare: chart =>
      incoming(chart, {
        // @ts-expect-error a role is no access key
        credentials: assumeRole({ credentials: iamRole({ roleArn, serviceAccount }), roleArn }),
      }),
    at: 'orders/incoming: credentials.credentials',
    says: /must be an access key such as an AwsCredentialSecret/,
  },
  {
    number: 65,
    failsWhen: 'a role is to be assumed without a key',
    // @ts-expect-error it is missing
    declare: chart => incoming(chart, { credentials: assumeRole({ roleArn }) }),
    at: 'orders/incoming: credentials.credentials',
    says: /must be an access key such as an AwsCredentialSecret/,
  },
  {
    number: 65,
    failsWhen: 'an identity is of no known kind',
    // @ts-expect-error it is misspelt
    declare: chart => incoming(chart, { credentials: { identity: 'iam', roleArn, serviceAccount } }),
    at: 'orders/incoming: credentials',
    says: ways,
  },
];

const [id, key] = [accessKey.accessKeyId, accessKey.secretAccessKey];
const both = { value: key, valueFromSecret: { name: 'aws', key: 'key' } };
const { accessKeyID } = auth.credentials;

const inline: readonly Row[] = [
  {
    number: 66,
    failsWhen: 'a field of the credentials is a value and a reference',
    // @ts-expect-error not handles of a credential
    declare: chart => incoming(chart, { credentials: { accessKeyId: both, secretAccessKey: both } }),
    at: 'orders/incoming: credentials',
    says: ways,
    byHand: [source({ auth: { credentials: { accessKeyID, secretAccessKey: both } } })],
    kubernetes: { refusesIt: /secretAccessKey.*must validate one and only one schema \(oneOf\)/s },
  },
  {
    number: 67,
    failsWhen: 'a value in the credentials is empty',
    // @ts-expect-error not handles of a credential
    declare: chart => incoming(chart, { credentials: { accessKeyId: { value: '' }, secretAccessKey: { value: '' } } }),
    at: 'orders/incoming: credentials',
    says: ways,
    byHand: [source({ auth: { credentials: { accessKeyID, secretAccessKey: { value: '' } } } })],
    kubernetes: 'lets it through',
  },
  {
    number: 68,
    failsWhen: 'the credentials of a source are values',
    // @ts-expect-error not handles of a credential
    declare: chart => incoming(chart, { credentials: { accessKeyId: id, secretAccessKey: key } }),
    at: 'orders/incoming: credentials',
    says: ways,
    byHand: [source({ auth: { credentials: { accessKeyID: { value: id }, secretAccessKey: { value: key } } } })],
    kubernetes: 'lets it through',
  },
  {
    number: 68,
    failsWhen: 'a session token is a value',
    declare: chart => {
      const { accessKeyId, secretAccessKey } = credential(chart);
      // @ts-expect-error not a handle of a credential
      incoming(chart, { credentials: { accessKeyId, secretAccessKey, sessionToken: secretLine } });
    },
    at: 'orders/incoming: credentials',
    says: ways,
  },
  {
    number: 68,
    failsWhen: 'a source is to have the values in its spec',
    declare: chart =>
      incoming(chart, {
        // @ts-expect-error not for the user to write
        spec: { arn: queueArn, auth: { credentials: { accessKeyID: { value: id }, secretAccessKey: { value: key } } } },
      }),
    at: 'orders/incoming: spec.auth',
    says: byKeywire,
  },
  {
    number: 68,
    failsWhen: 'a value is hidden in a variable of the adapter',
    declare: chart =>
      incoming(chart, {
        spec: { arn: queueArn, adapterOverrides: { env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: key }] } },
      }),
    at: 'orders/incoming: spec.adapterOverrides.env[0].name',
    says: /is set by the credentials of the source; an override would stand beside it/,
    byHand: [source({ adapterOverrides: { env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: secretLine }] } })],
    kubernetes: 'lets it through',
  },
  {
    number: 69,
    failsWhen: 'a role is given in the deprecated way',
    // @ts-expect-error not for the user to write
    declare: chart => incoming(chart, { spec: { arn: queueArn, auth: { iamRole: roleArn } } }),
    at: 'orders/incoming: spec.auth',
    says: byKeywire,
    byHand: [source({ auth: { iamRole: roleArn } })],
    kubernetes: 'lets it through',
  },
  {
    number: 69,
    failsWhen: 'a role is given bare',
    // @ts-expect-error not a role of keywire
    declare: chart => incoming(chart, { credentials: { iamRole: roleArn } }),
    at: 'orders/incoming: credentials',
    says: ways,
  },
];

const other = { roleArn: 'arn:aws:iam::210987654321:role/orders' };
const otherAccount = /is in account 123456789012, the credentials in 210987654321/;

const accounts: readonly Row[] = [
  {
    number: 73,
    failsWhen: 'the key is of another account than the queue',
    declare: chart => incoming(chart, { credentials: credential(chart, { accountId: '210987654321' }) }),
    at: 'orders/incoming: spec.arn',
    says: otherAccount,
    byHand: [source()],
    kubernetes: 'lets it through',
  },
  {
    number: 73,
    failsWhen: 'the role is of another account than the queue',
    declare: chart => incoming(chart, { credentials: iamRole({ ...other, serviceAccount }) }),
    at: 'orders/incoming: spec.arn',
    says: otherAccount,
    byHand: [source({ auth: { iam: { ...other, serviceAccount } } })],
    kubernetes: 'lets it through',
  },
  {
    number: 73,
    failsWhen: 'the role to assume is of another account than the queue',
    declare: chart => incoming(chart, { credentials: assumeRole({ ...other, credentials: credential(chart) }) }),
    at: 'orders/incoming: spec.arn',
    says: otherAccount,
  },
  {
    number: 73,
    failsWhen: 'the account of a key is no account',
    declare: chart => credential(chart, { accountId: '1234' }),
    at: 'orders/aws: accountId',
    says: /must be the 12 digits of an AWS account/,
  },
  {
    number: 78,
    failsWhen: 'two sources want different roles of one service account',
    declare: chart => {
      const elsewhere = 'arn:aws:iam::123456789012:role/invoices';
      incoming(chart, { credentials: iamRole({ roleArn, serviceAccount }) });
      incoming(chart, { credentials: iamRole({ roleArn: elsewhere, serviceAccount }) }, 'invoices');
    },
    at: 'orders/invoices: credentials.roleArn',
    says: /gives the role of service account orders\/orders-adapter, which orders\/incoming gives otherwise; use one role/,
    byHand: ['orders', 'invoices'].map(name =>
      source({ auth: { iam: { roleArn: `arn:aws:iam::123456789012:role/${name}`, serviceAccount } } }, { name }),
    ),
    kubernetes: 'lets it through',
  },
];

export const sourceCredentials: readonly Row[] = [...identities, ...inline, ...accounts];
