import type { AwsConsumer, AwsConsumerKind } from '../../../lib/core/iam/aws-consumer';
import type { PolicyDocument } from '../../../lib/core/iam/policy-document';
import { adapterPolicyFor, controllerPolicyFor, policyFor } from '../../../lib/core/iam/policy-for';
import { consumer, consumers } from './consumers';

/** A document by its actions, each without its service, which stands in front of the first. */
type Short = Readonly<Record<string, readonly string[]>>;

const short = (document: PolicyDocument | undefined): Short | undefined =>
  document && Object.fromEntries(document.Statement.map(({ Action, Resource }) => [Action.join(' '), [...Resource]]));

const here = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

const receive = 'sqs:DeleteMessage sqs:GetQueueUrl sqs:ReceiveMessage';
const manageQueue =
  'sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListQueueTags sqs:SetQueueAttributes sqs:TagQueue';
const manageRule =
  'events:DeleteRule events:DescribeRule events:ListTagsForResource events:ListTargetsByRule events:PutRule events:PutTargets events:RemoveTargets events:TagResource';
const rules = 'io_triggermesh_awseventbridgesources-*';

const expected: Readonly<Record<AwsConsumerKind, { readonly adapter: Short; readonly controller?: Short }>> = {
  AWSCloudWatchLogsSource: {
    adapter: {
      'logs:DescribeLogStreams': [here('logs', 'log-group:a'), here('logs', 'log-group:a:*')],
      'logs:GetLogEvents': [here('logs', 'log-group:a:log-stream:b')],
    },
  },
  AWSCloudWatchSource: { adapter: { 'cloudwatch:GetMetricData': ['*'] } },
  AWSCodeCommitSource: {
    adapter: {
      'codecommit:GetBranch codecommit:GetCommit codecommit:GetPullRequest codecommit:GetRepository codecommit:ListPullRequests':
        [here('codecommit', 'a')],
    },
  },
  AWSCognitoIdentitySource: {
    adapter: {
      'cognito-identity:ListIdentities': [here('cognito-identity', 'identitypool/eu-west-1:a')],
      'cognito-sync:ListDatasets': [here('cognito-sync', 'identitypool/eu-west-1:a/identity/*')],
      'cognito-sync:ListRecords': [here('cognito-sync', 'identitypool/eu-west-1:a/identity/*/dataset/*')],
    },
  },
  AWSCognitoUserPoolSource: {
    adapter: { 'cognito-idp:DescribeUserPool cognito-idp:ListUsers': [here('cognito-idp', 'userpool/eu-west-1_a')] },
  },
  AWSDynamoDBSource: {
    adapter: {
      'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator': [here('dynamodb', 'table/a/stream/*')],
      'dynamodb:DescribeTable': [here('dynamodb', 'table/a')],
    },
  },
  AWSEventBridgeSource: {
    adapter: { [receive]: [here('sqs', rules)] },
    controller: {
      [manageRule]: [here('events', `rule/a/${rules}`)],
      'events:ListRuleNamesByTarget': ['*'],
      [manageQueue]: [here('sqs', rules)],
    },
  },
  AWSKinesisSource: {
    adapter: { 'kinesis:DescribeStream kinesis:GetRecords kinesis:GetShardIterator': [here('kinesis', 'stream/a')] },
  },
  AWSPerformanceInsightsSource: {
    adapter: {
      'pi:GetResourceMetrics pi:ListAvailableResourceMetrics': [here('pi', 'metrics/rds/*')],
      'rds:DescribeDBInstances': [here('rds', 'db:*')],
    },
  },
  AWSS3Source: {
    adapter: { [receive]: ['arn:aws:sqs:*:*:s3-events_orders'] },
    controller: {
      's3:GetBucketLocation s3:GetBucketNotification s3:PutBucketNotification': ['arn:aws:s3:::orders'],
      [manageQueue]: ['arn:aws:sqs:*:*:s3-events_orders'],
    },
  },
  AWSSNSSource: {
    adapter: { 'sns:ConfirmSubscription': [here('sns', 'orders')] },
    controller: {
      'sns:GetTopicAttributes sns:ListSubscriptionsByTopic sns:Subscribe': [here('sns', 'orders')],
      'sns:Unsubscribe': ['*'],
    },
  },
  AWSSQSSource: { adapter: { [receive]: [here('sqs', 'orders')] } },
  AWSComprehendTarget: { adapter: { 'comprehend:DetectSentiment': ['*'] } },
  AWSDynamoDBTarget: { adapter: { 'dynamodb:PutItem': [here('dynamodb', 'table/orders')] } },
  AWSEventBridgeTarget: { adapter: { 'events:PutEvents': [here('events', 'event-bus/orders')] } },
  AWSKinesisTarget: { adapter: { 'kinesis:PutRecord': [here('kinesis', 'stream/orders')] } },
  AWSLambdaTarget: { adapter: { 'lambda:InvokeFunction': [here('lambda', 'function:orders')] } },
  AWSS3Target: {
    adapter: { 's3:GetBucketLocation': ['arn:aws:s3:::orders'], 's3:PutObject': ['arn:aws:s3:::orders/*'] },
  },
  AWSSNSTarget: { adapter: { 'sns:Publish': [here('sns', 'orders')] } },
  AWSSQSTarget: { adapter: { 'sqs:SendMessage': [here('sqs', 'orders')] } },
};

test('there are twenty kinds', () => {
  expect(consumers.map(({ kind }) => kind)).toEqual(Object.keys(expected));
  expect(consumers).toHaveLength(20);
});

describe.each(consumers)('an identity for an $kind', given => {
  const { adapter, controller } = expected[given.kind];

  test('may do what its adapter does, in its role', () => {
    expect(short(adapterPolicyFor([given]))).toEqual(adapter);
  });

  test('may do what the controller does, in a role of the controller', () => {
    expect(short(controllerPolicyFor([given]))).toEqual(controller);
  });

  test('may do both with its key', () => {
    const both = [adapterPolicyFor([given]), controllerPolicyFor([given])].flatMap(
      document => document?.Statement ?? [],
    );
    const allowed = (statements: PolicyDocument['Statement']) =>
      new Set(statements.flatMap(({ Action, Resource }) => Action.flatMap(a => Resource.map(r => `${a} ${r}`))));
    expect(allowed(policyFor([given]).Statement)).toEqual(allowed(both));
  });
});

test('a policy is ready for IAM', () => {
  expect(policyFor([consumer('AWSSQSTarget', { arn: here('sqs', 'orders') })])).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [here('sqs', 'orders')] }],
  });
});

test('consumers of one resource, and of one kind, share a statement', () => {
  const queues = [here('sqs', 'orders'), here('sqs', 'returns')].map(arn => consumer('AWSSQSSource', { arn }));
  const target = consumer('AWSSQSTarget', { arn: here('sqs', 'orders') });
  expect(short(policyFor(queues))).toEqual({ [receive]: [here('sqs', 'orders'), here('sqs', 'returns')] });
  expect(short(policyFor([target, ...queues]))).toEqual({
    [`${receive} sqs:SendMessage`]: [here('sqs', 'orders')],
    [receive]: [here('sqs', 'returns')],
  });
});

test('the object that is made into a source later may hold more', () => {
  const incoming = { kind: 'AWSSQSSource', spec: { arn: here('sqs', 'orders') } } as const;
  expect(policyFor([{ ...incoming, credentials: {}, sink: {} } as AwsConsumer])).toEqual(policyFor([incoming]));
});

test('a log group without a stream is read whole', () => {
  const given = consumer('AWSCloudWatchLogsSource', { arn: here('logs', 'log-group:/aws/lambda/a') });
  expect(short(policyFor([given]))).toEqual({
    'logs:DescribeLogStreams': [here('logs', 'log-group:/aws/lambda/a'), here('logs', 'log-group:/aws/lambda/a:*')],
    'logs:GetLogEvents': [here('logs', 'log-group:/aws/lambda/a:log-stream:*')],
  });
});

test('without pushes, no branch is read', () => {
  const spec = { arn: here('codecommit', 'a'), branch: 'main', eventTypes: ['pull_request'] };
  expect(short(policyFor([consumer('AWSCodeCommitSource', spec)]))).toEqual({
    'codecommit:GetPullRequest codecommit:GetRepository codecommit:ListPullRequests': [here('codecommit', 'a')],
  });
});

describe('the identity of an AWSEventBridgeSource', () => {
  const bus = (name: string, spec: object = {}, rest: object = {}) =>
    consumer('AWSEventBridgeSource', { arn: here('events', `event-bus/${name}`), ...spec }, rest);
  // What TriggerMesh's own code makes of `orders/bus`.
  const name = 'io_triggermesh_awseventbridgesources-1086466589';

  test('may use exactly its own queue and rule where its name and namespace are known', () => {
    const given = [bus('a', {}, { name: 'bus', namespace: 'orders' })];
    expect(short(adapterPolicyFor(given))).toEqual({ [receive]: [here('sqs', name)] });
    expect(short(controllerPolicyFor(given))).toMatchObject({
      [manageRule]: [here('events', `rule/a/${name}`)],
      [manageQueue]: [here('sqs', name)],
    });
  });

  test.each([{ name: 'bus' }, { namespace: 'orders' }])('may use those of any source where it only knows %j', rest => {
    expect(short(adapterPolicyFor([bus('a', {}, rest)]))).toEqual({ [receive]: [here('sqs', rules)] });
  });

  test('may use rules of the default bus under both of its names', () => {
    expect(short(controllerPolicyFor([bus('default', {}, { name: 'bus', namespace: 'orders' })]))).toMatchObject({
      [manageRule]: [here('events', `rule/default/${name}`), here('events', `rule/${name}`)],
    });
  });

  test('may only receive from a queue of yours, and reads the tags of whatever rules lead to it', () => {
    const spec = { destination: { sqs: { queueARN: here('sqs', 'orders') } } };
    const given = [bus('a', spec, { name: 'bus', namespace: 'orders' })];
    expect(short(adapterPolicyFor(given))).toEqual({ [receive]: [here('sqs', 'orders')] });
    expect(short(controllerPolicyFor(given))).toEqual({
      'events:ListRuleNamesByTarget': ['*'],
      'events:ListTagsForResource': [here('events', 'rule/a/*')],
      [manageRule.replace('events:ListTagsForResource ', '')]: [here('events', `rule/a/${name}`)],
    });
  });

  test('may make a queue where the destination names none', () => {
    expect(short(controllerPolicyFor([bus('a', { destination: {} })]))).toHaveProperty([manageQueue]);
  });
});

describe('the identity of an AWSS3Source', () => {
  const bucket = (place: string, spec: object = {}) =>
    consumer('AWSS3Source', { arn: `arn:aws:s3:${place}:orders`, eventTypes: ['s3:ObjectCreated:*'], ...spec });
  const notifications = 's3:GetBucketNotification s3:PutBucketNotification';

  test.each([
    ['eu-west-1:123456789012', 'eu-west-1:123456789012', notifications],
    ['eu-west-1:', 'eu-west-1:*', notifications],
    [':123456789012', '*:123456789012', `s3:GetBucketLocation ${notifications}`],
  ])('may make its queue in %s where the bucket is, and asks where only if it must', (place, there, actions) => {
    const queue = `arn:aws:sqs:${there}:s3-events_orders`;
    expect(short(adapterPolicyFor([bucket(place)]))).toEqual({ [receive]: [queue] });
    expect(short(controllerPolicyFor([bucket(place)]))).toEqual({
      [actions]: ['arn:aws:s3:::orders'],
      [manageQueue]: [queue],
    });
  });

  test('may only receive from a queue of yours, and set the notifications of the bucket', () => {
    const given = [bucket(':', { destination: { sqs: { queueARN: here('sqs', 'orders') } } })];
    expect(short(adapterPolicyFor(given))).toEqual({ [receive]: [here('sqs', 'orders')] });
    expect(short(controllerPolicyFor(given))).toEqual({ [notifications]: ['arn:aws:s3:::orders'] });
  });
});

test.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('in %s every ARN is of that partition', (partition, region) => {
  const text = JSON.stringify(consumers).replaceAll('arn:aws:', `arn:${partition}:`).replaceAll('eu-west-1', region);
  const resources = policyFor(JSON.parse(text) as AwsConsumer[]).Statement.flatMap(({ Resource }) => Resource);
  const arns = resources.filter(resource => resource !== '*');
  expect(arns.length).toBeGreaterThan(20);
  expect(arns.filter(arn => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
});
