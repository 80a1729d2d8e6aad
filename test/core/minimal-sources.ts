import type { AwsSourceSpecs } from '../../lib/core/generated/aws-sources';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

/** The least that each kind takes. */
export const minimalSpecs: AwsSourceSpecs<string> = {
  AWSCloudWatchLogsSource: { arn: arn('logs', 'log-group:a:log-stream:b') },
  AWSCloudWatchSource: { region: 'eu-west-1', metricQueries: [{ expression: 'SUM(METRICS())' }] },
  AWSCodeCommitSource: { arn: arn('codecommit', 'a'), branch: 'main', eventTypes: ['push'] },
  AWSCognitoIdentitySource: { arn: arn('cognito-identity', 'identitypool/eu-west-1:a') },
  AWSCognitoUserPoolSource: { arn: arn('cognito-idp', 'userpool/eu-west-1_a') },
  AWSDynamoDBSource: { arn: arn('dynamodb', 'table/a') },
  AWSEventBridgeSource: { arn: arn('events', 'event-bus/a') },
  AWSKinesisSource: { arn: arn('kinesis', 'stream/a') },
  AWSPerformanceInsightsSource: { arn: arn('rds', 'db:a'), pollingInterval: '1m', metrics: ['db.load.avg'] },
  AWSS3Source: { arn: 'arn:aws:s3:::orders', eventTypes: ['s3:ObjectCreated:*'] },
  AWSSNSSource: { arn: arn('sns', 'orders') },
  AWSSQSSource: { arn: arn('sqs', 'orders') },
};
