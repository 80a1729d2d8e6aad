import { AwsCredentialSecret, EventSource } from 'keywire/cdk8s';
import { secretKeyRef, service } from './by-hand';
import type { Row } from './row';
import { credential, incoming, queueArn, store, worker } from './sound';

const elsewhere = { namespace: 'payments' };
const crosses = /is in namespace payments, its user in orders; Kubernetes reads no Secret across namespaces/;
const notACredential = /must be a string, or a field of a credential such as aws\.accessKeyId/;

const otherNamespace: readonly Row[] = [
  {
    number: 27,
    failsWhen: 'a variable is read from a Secret in another namespace',
    declare: chart => worker(chart, { env: credential(chart, elsewhere).env() }),
    at: 'orders/worker: env.AWS_ACCESS_KEY_ID',
    says: crosses,
    byHand: [service({ env: [{ name: 'A', ...secretKeyRef('in-payments', 'a') }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 27,
    failsWhen: 'all variables are read from a Secret in another namespace',
    declare: chart => worker(chart, { envFrom: [{ credential: credential(chart, elsewhere) }] }),
    at: 'orders/worker: envFrom[0]',
    says: crosses,
    byHand: [service({ envFrom: [{ secretRef: { name: 'in-payments' } }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 27,
    failsWhen: 'a file is read from a Secret in another namespace',
    declare: chart => worker(chart, { files: { '/etc/aws': credential(chart, elsewhere).files() } }),
    at: 'orders/worker: files["/etc/aws"].AWS_ACCESS_KEY_ID',
    says: crosses,
  },
  {
    number: 27,
    failsWhen: 'a source has its key in another namespace',
    declare: chart => incoming(chart, { credentials: credential(chart, elsewhere) }),
    at: 'orders/incoming: credentials',
    says: crosses,
  },
  {
    number: 27,
    failsWhen: 'a source has half of its key in another namespace',
    declare: chart => {
      const { accessKeyId } = credential(chart);
      const { secretAccessKey } = credential(chart, elsewhere, 'other');
      incoming(chart, { credentials: { accessKeyId, secretAccessKey, sessionToken: undefined } });
    },
    at: 'orders/incoming: credentials',
    says: /Secret other is in namespace payments, its user in orders/,
  },
  {
    number: 27,
    failsWhen: 'a store has its key in another namespace',
    declare: chart => store(chart, { auth: { credentials: credential(chart, elsewhere) } }),
    at: 'orders/store: auth.credentials',
    says: crosses,
  },
];

const missing: readonly Row[] = [
  {
    number: 28,
    failsWhen: 'a variable names a Secret by hand',
    // @ts-expect-error not a handle of a credential
    declare: chart => worker(chart, { env: { TOKEN: { name: 'awz', key: 'token' } } }),
    at: 'orders/worker: env.TOKEN',
    says: notACredential,
    byHand: [service({ env: [{ name: 'TOKEN', ...secretKeyRef('awz', 'token') }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 28,
    failsWhen: 'a file names a Secret by hand',
    // @ts-expect-error not a handle of a credential
    declare: chart => worker(chart, { files: { '/etc/aws': { token: { name: 'awz', key: 'token' } } } }),
    at: 'orders/worker: files["/etc/aws"].token',
    says: /must be a field of a credential, such as aws\.secretAccessKey/,
  },
  {
    number: 28,
    failsWhen: 'a source names a Secret by hand',
    declare: chart =>
      new EventSource(chart, 'incoming', {
        kind: 'AWSSQSSource',
        spec: { arn: queueArn },
        // @ts-expect-error not handles of a credential
        credentials: { accessKeyId: { name: 'awz', key: 'id' }, secretAccessKey: { name: 'awz', key: 'key' } },
        sink: { uri: 'https://events.example.com' },
      }),
    at: 'orders/incoming: credentials',
    says: /must be a credential such as an AwsCredentialSecret/,
  },
  {
    number: 28,
    failsWhen: 'a credential has no backend',
    // @ts-expect-error it is missing
    declare: chart => new AwsCredentialSecret(chart, 'aws', {}),
    at: 'orders/aws: backend',
    says: /must be what awsSecretsManager\(…\), sealed\(…\) or another of the backends returns/,
  },
  {
    number: 29,
    failsWhen: 'a handle is misspelt',
    // @ts-expect-error it is misspelt
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
    declare: chart => worker(chart, { env: { ID: credential(chart).accessKeyID } }),
    at: 'orders/worker: env.ID',
    says: notACredential,
    byHand: [service({ env: [{ name: 'ID', ...secretKeyRef('aws', 'AWS_ACESS_KEY_ID') }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 29,
    failsWhen: 'a variable is to be a field that the credential has not',
    declare: chart => credential(chart).env({ sessionToken: 'AWS_SESSION_TOKEN' }),
    at: 'orders/aws: env().sessionToken',
    says: /is not a field that this credential has; list it in optionalFields/,
  },
  {
    number: 29,
    failsWhen: 'a variable is to be a field that the class has not',
    // @ts-expect-error it is misspelt
    declare: chart => credential(chart).env({ accessKeyID: 'AWS_ACCESS_KEY_ID' }),
    at: 'orders/aws: env().accessKeyID',
    says: /its fields are accessKeyId, secretAccessKey, sessionToken/,
  },
  {
    number: 30,
    failsWhen: 'a reference is optional, which would hide that it leads nowhere',
    declare: chart =>
      worker(chart, {
        // @ts-expect-error not a handle of a credential
        env: { TOKEN: { valueFrom: { secretKeyRef: { name: 'awz', key: 'token', optional: true } } } },
      }),
    at: 'orders/worker: env.TOKEN',
    says: notACredential,
    byHand: [
      service({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'awz', key: 'token', optional: true } } }] }),
    ],
    kubernetes: 'lets it through',
  },
];

export const references: readonly Row[] = [...otherNamespace, ...missing];
