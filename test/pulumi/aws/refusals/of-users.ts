import { secret } from '@pulumi/pulumi';
import { AwsCredentialSecret } from 'keywire/pulumi';
import { DedicatedUser } from 'keywire/pulumi/aws';
import { credential, incoming, queue, source, store, stream, user } from '../sound';
import type { Refusal } from './refusal';

const other = '210987654321';
const ofAccount = (account: string) => ({
  kind: 'AWSSQSSource',
  spec: { arn: queue.replace('123456789012', account) },
});
const inChina = { kind: 'AWSSQSSource', spec: { arn: 'arn:aws-cn:sqs:cn-north-1:123456789012:orders' } };
const toIam = ['orders-policy', 'orders-key'];
const many = (as: (arn: string) => unknown) =>
  Array.from({ length: 12 }, (_, index) => ({
    kind: 'AWSKinesisSource',
    spec: { arn: as(`${stream}-${'long'.repeat(30)}-${index}`) },
  }));

/** What a dedicated user is for. */
export const ofUsers: readonly Refusal[] = [
  {
    failsWhen: 'a source has the id of one key and the secret of another',
    declare: () => {
      const [one, other] = ['one', 'other'].map(name => {
        const keys = new DedicatedUser(name, { for: [incoming] }).inNativeSecret();
        return new AwsCredentialSecret(`${name}-key`, { namespace: 'orders', backend: keys });
      });
      return source({ accessKeyId: one?.accessKeyId, secretAccessKey: other?.secretAccessKey });
    },
    at: 'incoming: credentials',
    says: /are parts of two keys/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a source has a queue of its own that its user was not told of',
    declare: as => {
      const bucket = { arn: as('arn:aws:s3:::uploads'), eventTypes: ['s3:ObjectCreated:*'] };
      const uploads = { kind: 'AWSS3Source', spec: bucket };
      const credentials = credential(user({ for: [uploads] }).inNativeSecret());
      const destination = { sqs: { queueARN: queue } };
      return source(credentials, { ...uploads, spec: { ...bucket, destination } });
    },
    at: 'incoming: credentials',
    says: /may not do all that this AWSS3Source does/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a tag of a user is secret',
    declare: () => user({ tags: { team: secret('orders') } }),
    at: 'orders: tags.team',
    says: /must not be secret/,
    before: ['orders-user'],
    onlyLate: true,
  },
  {
    failsWhen: 'the boundary of a user is no policy',
    declare: as => user({ permissionsBoundary: as('arn:aws:iam::123456789012:role/a') }),
    at: 'orders: permissionsBoundary',
    says: /must be the ARN of a policy/,
    before: ['orders-user'],
  },
  {
    failsWhen: 'the path of a user does not end with a slash',
    declare: as => user({ path: as('/keywire') }),
    at: 'orders: path',
    says: /must begin and end with a slash/,
    before: ['orders-user'],
  },
  {
    failsWhen: 'a store reads with the key of a user that is for sources',
    declare: () => store({ auth: { credentials: credential(user().inNativeSecret()) } }),
    at: 'store: auth.credentials',
    says: /is the key of a dedicated user, which may read no secret/,
    before: ['store-store'],
  },
  {
    failsWhen: 'a user has no sources',
    declare: () => user({ for: [] }),
    at: 'orders: for',
    says: /one source or target at least/,
  },
  {
    failsWhen: 'the sources of a user are left out',
    declare: () => user({ for: undefined }),
    at: 'orders: for',
    says: /must be a list/,
  },
  {
    failsWhen: 'the sources of a user are no list',
    declare: () => user({ for: incoming }),
    at: 'orders: for',
    says: /must be a list/,
  },
  {
    failsWhen: 'a source of a user is of an unknown kind',
    declare: as => user({ for: [{ kind: 'AWSSqsSource', spec: { arn: as(queue) } }] }),
    at: 'orders: for[0].kind',
    says: /must be one of AWSCloudWatchLogsSource/,
    before: toIam,
  },
  {
    failsWhen: 'a source of a user has the spec of another kind',
    declare: as => user({ for: [incoming, { kind: 'AWSSQSSource', spec: { arn: as(stream) } }] }),
    at: 'orders: for[1].spec.arn',
    says: /must/,
    before: toIam,
  },
  {
    failsWhen: 'a source of a user has a field that its kind does not know',
    declare: as => user({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(queue), branch: 'main' } }] }),
    at: 'orders: for[0].spec.branch',
    says: /is not a field here/,
    before: toIam,
  },
  {
    failsWhen: 'a user is for sources in two accounts',
    declare: as => user({ for: [incoming, { kind: 'AWSSQSSource', spec: { arn: as(ofAccount(other).spec.arn) } }] }),
    at: 'orders: for[1].spec.arn',
    says: /is in account 210987654321, for\[0\]\.spec\.arn in 123456789012/,
    before: toIam,
  },
  {
    failsWhen: 'a user is for sources of two partitions',
    declare: as => user({ for: [incoming, { kind: 'AWSSQSSource', spec: { arn: as(inChina.spec.arn) } }] }),
    at: 'orders: for[1].spec.arn',
    says: /is of partition aws-cn, for\[0\]\.spec\.arn of aws/,
    before: toIam,
  },
  {
    failsWhen: 'a user is in another account than its source (73)',
    declare: as => user({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(ofAccount(other).spec.arn) } }] }),
    at: 'orders: for',
    says: /is in account 210987654321, the identity in 123456789012/,
    before: toIam,
    onlyLate: true,
  },
  {
    failsWhen: 'a user is of another partition than its source (104)',
    declare: as => user({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(inChina.spec.arn) } }] }),
    at: 'orders: for',
    says: /is of partition aws-cn, the identity of aws/,
    before: toIam,
    onlyLate: true,
  },
  {
    failsWhen: 'the ARN of a source of a user is secret',
    declare: () => user({ for: [{ kind: 'AWSSQSSource', spec: { arn: secret(queue) } }] }),
    at: 'orders: for[0].spec.arn',
    says: /must not be secret/,
    before: toIam,
    onlyLate: true,
  },
  {
    failsWhen: 'the policy of a user is too long for IAM',
    declare: as => user({ for: many(as) }),
    at: 'orders: for',
    says: /makes a policy of \d{4} characters, and IAM takes 2048/,
    before: toIam,
  },
];
