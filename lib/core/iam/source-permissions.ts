import type { EventSourceKind } from '../event-source';
import { arnForms } from './arn-forms';
import type { Permission, Permissions } from './permission';
import * as on from './resources';
import type { Subject } from './subject';

const receive = ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'];
const manageQueue = [
  'sqs:CreateQueue',
  'sqs:DeleteQueue',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ListQueueTags',
  'sqs:SetQueueAttributes',
  'sqs:TagQueue',
];
const manageRule = [
  'events:DeleteRule',
  'events:DescribeRule',
  'events:ListTargetsByRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:TagResource',
];

const hasOwnQueue = ({ queueArn }: Subject): boolean => queueArn === undefined;
const ownQueue = (queue: Permission['on']): Permission => ({ actions: manageQueue, on: queue, when: hasOwnQueue });

/** What an event type is, or may turn out to be. */
const hasPushes = ({ spec }: Subject): boolean =>
  (spec.eventTypes as readonly unknown[]).some(type => type !== 'pull_request');

/**
 * What TriggerMesh 1.27 calls for each kind of source, and no more.
 * https://github.com/triggermesh/triggermesh/tree/v1.27.0/pkg/sources, and for what each action takes
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const sourcePermissions: Readonly<Record<EventSourceKind, Permissions>> = {
  AWSCloudWatchLogsSource: {
    arn: arnForms.logs,
    adapter: [
      { actions: ['logs:DescribeLogStreams'], on: on.logGroup },
      { actions: ['logs:GetLogEvents'], on: on.logStreams },
    ],
  },
  AWSCloudWatchSource: {
    adapter: [{ actions: ['cloudwatch:GetMetricData'], on: on.everything }],
  },
  AWSCodeCommitSource: {
    arn: arnForms.repository,
    adapter: [
      // Pull requests are listed once at the start, whatever the event types.
      {
        actions: ['codecommit:GetPullRequest', 'codecommit:GetRepository', 'codecommit:ListPullRequests'],
        on: on.itself,
      },
      { actions: ['codecommit:GetBranch', 'codecommit:GetCommit'], on: on.itself, when: hasPushes },
    ],
  },
  AWSCognitoIdentitySource: {
    arn: arnForms.identityPool,
    adapter: [
      { actions: ['cognito-identity:ListIdentities'], on: on.itself },
      { actions: ['cognito-sync:ListDatasets'], on: on.identities },
      { actions: ['cognito-sync:ListRecords'], on: on.datasets },
    ],
  },
  AWSCognitoUserPoolSource: {
    arn: arnForms.userPool,
    adapter: [{ actions: ['cognito-idp:DescribeUserPool', 'cognito-idp:ListUsers'], on: on.itself }],
  },
  AWSDynamoDBSource: {
    arn: arnForms.table,
    adapter: [
      { actions: ['dynamodb:DescribeTable'], on: on.itself },
      { actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], on: on.tableStreams },
    ],
  },
  AWSEventBridgeSource: {
    arn: arnForms.eventBus,
    adapter: [{ actions: receive, on: on.busQueue }],
    controller: [
      { actions: ['events:ListRuleNamesByTarget'], on: on.everything },
      { actions: ['events:ListTagsForResource'], on: on.taggedRules },
      { actions: manageRule, on: on.busRule },
      ownQueue(on.busQueue),
    ],
  },
  AWSKinesisSource: {
    arn: arnForms.stream,
    adapter: [{ actions: ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator'], on: on.itself }],
  },
  AWSPerformanceInsightsSource: {
    arn: arnForms.database,
    adapter: [
      { actions: ['rds:DescribeDBInstances'], on: on.databases },
      { actions: ['pi:GetResourceMetrics', 'pi:ListAvailableResourceMetrics'], on: on.databaseMetrics },
    ],
  },
  AWSS3Source: {
    arn: arnForms.bucketAnywhere,
    adapter: [{ actions: receive, on: on.bucketQueue }],
    controller: [
      { actions: ['s3:GetBucketNotification', 's3:PutBucketNotification'], on: on.bucket },
      {
        actions: ['s3:GetBucketLocation'],
        on: on.bucket,
        when: subject => subject.arn.region === '' && hasOwnQueue(subject),
      },
      ownQueue(on.bucketQueue),
    ],
  },
  AWSSNSSource: {
    arn: arnForms.topic,
    adapter: [{ actions: ['sns:ConfirmSubscription'], on: on.itself }],
    controller: [
      { actions: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic', 'sns:Subscribe'], on: on.itself },
      { actions: ['sns:Unsubscribe'], on: on.everything },
    ],
  },
  AWSSQSSource: {
    arn: arnForms.queue,
    adapter: [{ actions: receive, on: on.itself }],
  },
};
