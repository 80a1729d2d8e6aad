import type { AwsConsumer } from 'keywire';

/** A call to AWS: the action, and the resource that IAM checks it against. */
export type Call = `${string}:${string} ${string}`;

/** A consumer, what it calls, and some of what it must not call although the resource is its own. */
export type Row = {
  readonly consumer: AwsConsumer;
  readonly adapter: readonly Call[];
  readonly controller?: readonly Call[];
  /** Calls for which nobody knows region and account. */
  readonly anywhere?: readonly Call[];
  readonly never: readonly Call[];
};

const here = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

const calls = (service: string, actions: string, ...resources: string[]): Call[] =>
  actions.split(' ').flatMap(action => resources.map((resource): Call => `${service}:${action} ${resource}`));

const logs = (resource: string) => here('logs', `log-group:orders${resource}`);
const pool = (resource: string) => here('cognito-sync', `identitypool/orders${resource}`);
const rule = (resource: string) => here('events', `rule/${resource}`);

const queue = here('sqs', 'orders');
const destination = { sqs: { queueARN: queue } };
const receive = 'GetQueueUrl ReceiveMessage DeleteMessage';
const manageQueue = 'GetQueueUrl CreateQueue TagQueue GetQueueAttributes SetQueueAttributes ListQueueTags DeleteQueue';
const manageRule =
  'DescribeRule PutRule TagResource ListTargetsByRule PutTargets RemoveTargets DeleteRule ListTagsForResource';
const notifications = 'GetBucketNotification PutBucketNotification';
const eventTypes = ['s3:ObjectCreated:*'] as const;

const bus = here('events', 'event-bus/orders');
const named = { name: 'bus', namespace: 'orders' };
const made = 'io_triggermesh_awseventbridgesources-1086466589'; // of orders/bus
const another = 'io_triggermesh_awseventbridgesources-133447708'; // of a/b

/** The table. Wherever a thing has a name, it is `orders`, so that `orders-2` is its neighbour. */
export const rows: readonly Row[] = [
  {
    consumer: { kind: 'AWSCloudWatchLogsSource', spec: { arn: logs(':log-stream:a') } },
    adapter: [
      ...calls('logs', 'DescribeLogStreams', logs(''), logs(':log-stream:')),
      ...calls('logs', 'GetLogEvents', logs(':log-stream:a')),
    ],
    never: [
      ...calls('logs', 'GetLogEvents', logs(':log-stream:b')),
      ...calls('logs', 'PutLogEvents', logs(':log-stream:a')),
    ],
  },
  {
    consumer: { kind: 'AWSCloudWatchLogsSource', spec: { arn: logs('') } },
    adapter: [
      ...calls('logs', 'DescribeLogStreams', logs(''), logs(':log-stream:')),
      ...calls('logs', 'GetLogEvents', logs(':log-stream:a'), logs(':log-stream:b')),
    ],
    never: calls('logs', 'FilterLogEvents DeleteLogGroup', logs(''), logs(':*')),
  },
  {
    consumer: {
      kind: 'AWSCloudWatchSource',
      spec: { region: 'eu-west-1', metricQueries: [{ expression: 'SUM(METRICS())' }] },
    },
    adapter: calls('cloudwatch', 'GetMetricData', '*'),
    never: calls('cloudwatch', 'ListMetrics PutMetricData', '*'),
  },
  {
    consumer: {
      kind: 'AWSCodeCommitSource',
      spec: { arn: here('codecommit', 'orders'), branch: 'main', eventTypes: ['push'] },
    },
    adapter: calls(
      'codecommit',
      'GetRepository GetBranch GetCommit ListPullRequests GetPullRequest',
      here('codecommit', 'orders'),
    ),
    never: calls('codecommit', 'GitPull GitPush GetFile', here('codecommit', 'orders')),
  },
  {
    consumer: {
      kind: 'AWSCodeCommitSource',
      spec: { arn: here('codecommit', 'orders'), branch: 'main', eventTypes: ['pull_request'] },
    },
    adapter: calls('codecommit', 'GetRepository ListPullRequests GetPullRequest', here('codecommit', 'orders')),
    never: calls('codecommit', 'GetBranch GetCommit', here('codecommit', 'orders')),
  },
  {
    consumer: { kind: 'AWSCognitoIdentitySource', spec: { arn: here('cognito-identity', 'identitypool/orders') } },
    adapter: [
      ...calls('cognito-identity', 'ListIdentities', here('cognito-identity', 'identitypool/orders')),
      ...calls('cognito-sync', 'ListDatasets', pool('/identity/a'), pool('/identity/a/dataset/*')),
      ...calls('cognito-sync', 'ListRecords', pool('/identity/a/dataset/b')),
    ],
    never: [
      ...calls('cognito-identity', 'GetCredentialsForIdentity', here('cognito-identity', 'identitypool/orders')),
      ...calls('cognito-sync', 'UpdateRecords DeleteDataset', pool('/identity/a/dataset/b')),
    ],
  },
  {
    consumer: { kind: 'AWSCognitoUserPoolSource', spec: { arn: here('cognito-idp', 'userpool/orders') } },
    adapter: calls('cognito-idp', 'DescribeUserPool ListUsers', here('cognito-idp', 'userpool/orders')),
    never: calls('cognito-idp', 'AdminGetUser AdminCreateUser', here('cognito-idp', 'userpool/orders')),
  },
  {
    consumer: { kind: 'AWSDynamoDBSource', spec: { arn: here('dynamodb', 'table/orders') } },
    adapter: [
      ...calls('dynamodb', 'DescribeTable', here('dynamodb', 'table/orders')),
      ...calls(
        'dynamodb',
        'DescribeStream GetShardIterator GetRecords',
        here('dynamodb', 'table/orders/stream/2026-11-22T00:00:00.000'),
      ),
    ],
    never: [
      ...calls('dynamodb', 'GetItem Scan PutItem', here('dynamodb', 'table/orders')),
      ...calls('dynamodb', 'GetRecords', here('dynamodb', 'table/orders/index/a')),
    ],
  },
  {
    consumer: { kind: 'AWSEventBridgeSource', spec: { arn: bus }, ...named },
    adapter: calls('sqs', receive, here('sqs', made)),
    controller: [
      ...calls('events', 'ListRuleNamesByTarget', '*'),
      ...calls('events', manageRule, rule(`orders/${made}`)),
      ...calls('sqs', manageQueue, here('sqs', made)),
    ],
    never: [
      ...calls('sqs', 'SendMessage PurgeQueue', here('sqs', made)),
      ...calls('sqs', 'ReceiveMessage DeleteQueue', here('sqs', another)),
      ...calls('events', 'PutRule ListTagsForResource', rule(`orders/${another}`), rule('orders/a'), rule(made)),
      ...calls('events', 'PutEvents', bus),
    ],
  },
  {
    consumer: { kind: 'AWSEventBridgeSource', spec: { arn: bus } },
    adapter: calls('sqs', receive, here('sqs', made), here('sqs', another)),
    controller: [
      ...calls('events', 'ListRuleNamesByTarget', '*'),
      ...calls('events', manageRule, rule(`orders/${made}`), rule(`orders/${another}`)),
      ...calls('sqs', manageQueue, here('sqs', made), here('sqs', another)),
    ],
    never: [
      ...calls('sqs', 'ReceiveMessage DeleteQueue', queue),
      ...calls('events', 'PutRule ListTagsForResource', rule('orders/a'), rule(made)),
    ],
  },
  {
    consumer: { kind: 'AWSEventBridgeSource', spec: { arn: here('events', 'event-bus/default') }, ...named },
    adapter: calls('sqs', receive, here('sqs', made)),
    controller: [
      ...calls('events', 'ListRuleNamesByTarget', '*'),
      ...calls('events', manageRule, rule(`default/${made}`), rule(made)),
      ...calls('sqs', manageQueue, here('sqs', made)),
    ],
    never: calls('events', 'PutRule ListTagsForResource', rule(`default/${another}`), rule(another), rule(`a/${made}`)),
  },
  {
    consumer: { kind: 'AWSEventBridgeSource', spec: { arn: bus, destination }, ...named },
    adapter: calls('sqs', receive, queue),
    controller: [
      ...calls('events', 'ListRuleNamesByTarget', '*'),
      ...calls('events', manageRule, rule(`orders/${made}`)),
      ...calls('events', 'ListTagsForResource', rule(`orders/${another}`), rule('orders/a')),
    ],
    never: [
      ...calls('events', 'PutRule DeleteRule', rule(`orders/${another}`)),
      ...calls('sqs', 'CreateQueue SetQueueAttributes DeleteQueue', queue, here('sqs', made)),
    ],
  },
  {
    consumer: { kind: 'AWSKinesisSource', spec: { arn: here('kinesis', 'stream/orders') } },
    adapter: calls('kinesis', 'DescribeStream GetShardIterator GetRecords', here('kinesis', 'stream/orders')),
    never: calls('kinesis', 'PutRecord DeleteStream', here('kinesis', 'stream/orders')),
  },
  {
    consumer: {
      kind: 'AWSPerformanceInsightsSource',
      spec: { arn: here('rds', 'db:orders'), pollingInterval: '1m', metrics: ['db.load.avg'] },
    },
    adapter: [
      ...calls('rds', 'DescribeDBInstances', here('rds', 'db:*')),
      ...calls('pi', 'ListAvailableResourceMetrics GetResourceMetrics', here('pi', 'metrics/rds/db-A')),
    ],
    never: [
      ...calls('rds', 'DeleteDBInstance ModifyDBInstance', here('rds', 'db:orders')),
      ...calls('pi', 'GetResourceMetrics', here('pi', 'metrics/docdb/db-A')),
      ...calls('pi', 'DescribeDimensionKeys', here('pi', 'metrics/rds/db-A')),
    ],
  },
  {
    consumer: { kind: 'AWSS3Source', spec: { arn: 'arn:aws:s3:eu-west-1:123456789012:orders', eventTypes } },
    adapter: calls('sqs', receive, here('sqs', 's3-events_orders')),
    controller: [
      ...calls('s3', notifications, 'arn:aws:s3:::orders'),
      ...calls('sqs', manageQueue, here('sqs', 's3-events_orders')),
    ],
    never: [
      ...calls('s3', 'GetBucketLocation GetBucketPolicy ListBucket', 'arn:aws:s3:::orders'),
      ...calls('s3', 'GetObject PutObject', 'arn:aws:s3:::orders/key'),
      ...calls('sqs', 'SendMessage', here('sqs', 's3-events_orders')),
    ],
  },
  {
    consumer: { kind: 'AWSS3Source', spec: { arn: 'arn:aws:s3:::orders', eventTypes } },
    adapter: [],
    anywhere: calls('sqs', `${receive} ${manageQueue}`, here('sqs', 's3-events_orders')),
    controller: calls('s3', `${notifications} GetBucketLocation`, 'arn:aws:s3:::orders'),
    never: [
      ...calls('sqs', 'ReceiveMessage DeleteQueue', queue, here('sqs', 's3-events_orders-2')),
      ...calls('s3', 'PutBucketPolicy DeleteBucket', 'arn:aws:s3:::orders'),
    ],
  },
  {
    consumer: { kind: 'AWSS3Source', spec: { arn: 'arn:aws:s3:::orders', eventTypes, destination } },
    adapter: calls('sqs', receive, queue),
    controller: calls('s3', notifications, 'arn:aws:s3:::orders'),
    never: [
      ...calls('s3', 'GetBucketLocation', 'arn:aws:s3:::orders'),
      ...calls('sqs', 'CreateQueue SetQueueAttributes DeleteQueue', queue, here('sqs', 's3-events_orders')),
    ],
  },
  {
    consumer: { kind: 'AWSSNSSource', spec: { arn: here('sns', 'orders') } },
    adapter: calls('sns', 'ConfirmSubscription', here('sns', 'orders')),
    controller: [
      ...calls('sns', 'GetTopicAttributes ListSubscriptionsByTopic Subscribe', here('sns', 'orders')),
      ...calls('sns', 'Unsubscribe', '*'),
    ],
    never: calls('sns', 'Publish SetTopicAttributes DeleteTopic', here('sns', 'orders')),
  },
  {
    consumer: { kind: 'AWSSQSSource', spec: { arn: queue } },
    adapter: calls('sqs', receive, queue),
    never: calls('sqs', 'SendMessage PurgeQueue DeleteQueue GetQueueAttributes', queue),
  },
  {
    consumer: { kind: 'AWSComprehendTarget', spec: { region: 'eu-west-1' } },
    adapter: calls('comprehend', 'DetectSentiment', '*'),
    never: calls('comprehend', 'DetectPiiEntities BatchDetectSentiment', '*'),
  },
  {
    consumer: { kind: 'AWSDynamoDBTarget', spec: { arn: here('dynamodb', 'table/orders') } },
    adapter: calls('dynamodb', 'PutItem', here('dynamodb', 'table/orders')),
    never: calls('dynamodb', 'GetItem DeleteItem BatchWriteItem', here('dynamodb', 'table/orders')),
  },
  {
    consumer: { kind: 'AWSEventBridgeTarget', spec: { arn: bus } },
    adapter: calls('events', 'PutEvents', bus),
    never: calls('events', 'PutRule DeleteEventBus', bus),
  },
  {
    consumer: { kind: 'AWSKinesisTarget', spec: { arn: here('kinesis', 'stream/orders') } },
    adapter: calls('kinesis', 'PutRecord', here('kinesis', 'stream/orders')),
    never: calls('kinesis', 'PutRecords GetRecords', here('kinesis', 'stream/orders')),
  },
  {
    consumer: { kind: 'AWSLambdaTarget', spec: { arn: here('lambda', 'function:orders') } },
    adapter: calls('lambda', 'InvokeFunction', here('lambda', 'function:orders')),
    never: [
      ...calls('lambda', 'GetFunction UpdateFunctionCode', here('lambda', 'function:orders')),
      ...calls('lambda', 'InvokeFunction', here('lambda', 'function:orders:live')),
    ],
  },
  {
    consumer: { kind: 'AWSS3Target', spec: { arn: 'arn:aws:s3:::orders' } },
    adapter: [
      ...calls('s3', 'GetBucketLocation', 'arn:aws:s3:::orders'),
      ...calls('s3', 'PutObject', 'arn:aws:s3:::orders/a/b'),
    ],
    never: [
      ...calls('s3', 'GetObject DeleteObject', 'arn:aws:s3:::orders/a/b'),
      ...calls('s3', 'ListBucket', 'arn:aws:s3:::orders'),
    ],
  },
  {
    consumer: { kind: 'AWSSNSTarget', spec: { arn: here('sns', 'orders') } },
    adapter: calls('sns', 'Publish', here('sns', 'orders')),
    never: calls('sns', 'Subscribe DeleteTopic', here('sns', 'orders')),
  },
  {
    consumer: { kind: 'AWSSQSTarget', spec: { arn: queue } },
    adapter: calls('sqs', 'SendMessage', queue),
    never: calls('sqs', 'ReceiveMessage DeleteMessage', queue),
  },
];
