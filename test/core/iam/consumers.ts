import type { AwsConsumer } from '../../../lib/core/iam/aws-consumer';
import { minimalSpecs } from '../minimal-sources';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

const minimalTargets = {
  AWSComprehendTarget: { region: 'eu-west-1', language: 'en' },
  AWSDynamoDBTarget: { arn: arn('dynamodb', 'table/orders') },
  AWSEventBridgeTarget: { arn: arn('events', 'event-bus/orders') },
  AWSKinesisTarget: { arn: arn('kinesis', 'stream/orders') },
  AWSLambdaTarget: { arn: arn('lambda', 'function:orders') },
  AWSS3Target: { arn: 'arn:aws:s3:::orders' },
  AWSSNSTarget: { arn: arn('sns', 'orders') },
  AWSSQSTarget: { arn: arn('sqs', 'orders') },
};

/** One consumer of each kind, with the least that it takes. */
export const consumers = Object.entries({ ...minimalSpecs, ...minimalTargets }).map(
  ([kind, spec]) => ({ kind, spec }) as AwsConsumer,
);

/** A consumer, however wrong. */
export const consumer = (kind: string, spec: object, rest: object = {}) => ({ kind, spec, ...rest }) as AwsConsumer;
