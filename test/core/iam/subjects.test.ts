import { controllerPolicyFor, adapterPolicyFor, policyFor } from '../../../lib/core/iam/policy-for';
import { Late } from '../engines';
import { consumer, consumers } from './consumers';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const queue = consumer('AWSSQSSource', { arn: arn('sqs', 'orders') });
const made = (...given: unknown[]) => policyFor(given as never);

describe('a policy', () => {
  test.each([[[]], [undefined], [queue]])('fails when it is for no list of consumers: %j', given => {
    expect(() => policyFor(given as never)).toThrow('consumers: must be a list with one source or target at least');
  });

  test.each([policyFor, adapterPolicyFor, controllerPolicyFor])(
    'fails at the path that its list has, in the words of %p',
    makePolicy => {
      expect(() => makePolicy([], 'for')).toThrow('for: must be a list');
      expect(() => makePolicy([queue, consumer('AWSSQSSource', {})], 'for')).toThrow('for[1].spec.arn: is missing');
    },
  );

  test.each([undefined, 'arn:aws:sqs:eu-west-1:123456789012:orders', new Late(() => '')])(
    'fails when a consumer is no object: %p',
    given => {
      expect(() => made(queue, given)).toThrow('consumers[1]: must be an object with kind and spec');
    },
  );

  test.each(['AWSSqsSource', 'constructor', undefined])('fails when a kind is %p', kind => {
    expect(() => made({ ...queue, kind })).toThrow(
      /^consumers\[0\]\.kind: must be one of AWSCloudWatchLogsSource, .*, AWSSQSSource, AWSComprehendTarget, .*, AWSSQSTarget$/,
    );
  });

  test('fails when there is no spec', () => {
    expect(() => made({ kind: 'AWSSQSSource' })).toThrow('consumers[0].spec: must be an object: the spec of an AWSSQS');
  });

  test.each<[string, object, string]>([
    ['AWSSQSSource', { arn: arn('sns', 'orders') }, 'spec.arn: must be the ARN of an sqs resource'],
    ['AWSSQSSource', { arn: arn('sqs', 'orders'), endpont: {} }, 'spec.endpont: is not a field here'],
    ['AWSKinesisSource', { arn: arn('kinesis', 'stream/a/b') }, 'spec.arn: must end in stream/NAME'],
    ['AWSCloudWatchSource', { metricQueries: [{ expression: '1' }] }, 'spec.region: is missing'],
  ])('fails when the spec of an %s is not what an EventSource takes: %j', (kind, spec, problem) => {
    expect(() => made(consumer(kind, spec))).toThrow(`consumers[0].${problem}`);
  });

  test.each<[string, string, string]>([
    ['AWSSQSSource', arn('sqs', 'orders/a'), 'an SQS queue'],
    ['AWSSNSSource', arn('sns', 'orders:0a1b'), 'an SNS topic'],
    ['AWSCloudWatchLogsSource', arn('logs', 'destination:a'), 'a log group or stream'],
    ['AWSSQSTarget', arn('sns', 'orders'), 'an SQS queue'],
    ['AWSSQSTarget', 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders', 'an SQS queue'],
    ['AWSSQSTarget', 'arn:aws:sqs:eu-west-1::orders', 'an SQS queue'],
    ['AWSSQSTarget', 'arn:aws:sqs::123456789012:orders', 'an SQS queue'],
    ['AWSDynamoDBTarget', arn('dynamodb', 'table/a/index/b'), 'a DynamoDB table'],
    ['AWSEventBridgeTarget', arn('events', 'rule/a'), 'an event bus'],
    ['AWSKinesisTarget', arn('kinesis', 'a'), 'a Kinesis stream'],
    ['AWSLambdaTarget', arn('lambda', 'layer:a'), 'a Lambda function'],
    ['AWSS3Target', 'arn:aws:s3:::orders/key', 'an S3 bucket'],
    ['AWSS3Target', 'arn:aws:s3:eu-west-1:123456789012:orders', 'an S3 bucket'],
    ['AWSSNSTarget', arn('sns', ''), 'an SNS topic'],
  ])('fails when the ARN of an %s is of something else: %s', (kind, given, what) => {
    expect(() => made(consumer(kind, { arn: given }))).toThrow(
      `consumers[0].spec.arn: must be the ARN of ${what}, as in`,
    );
  });

  test('fails when the database of an AWSPerformanceInsightsSource is a cluster', () => {
    const spec = { arn: arn('rds', 'cluster:a'), pollingInterval: '1m', metrics: ['db.load.avg'] };
    expect(() => made(consumer('AWSPerformanceInsightsSource', spec))).toThrow(/spec\.arn: must be the ARN of an? /i);
  });

  test('fails when an ARN is known later, or missing', () => {
    const late = { arn: new Late(() => arn('sqs', 'orders')) };
    for (const given of [
      consumer('AWSSQSSource', late),
      consumer('AWSSQSTarget', late),
      consumer('AWSSQSTarget', {}),
    ]) {
      expect(() => made(given)).toThrow(
        /spec\.arn: must be the ARN of an SQS queue, .*, known when the policy is made$/,
      );
    }
  });

  test.each([undefined, 'Ireland', new Late(() => 'eu-west-1')])('fails when the region of a target is %p', region => {
    expect(() => made(consumer('AWSComprehendTarget', { region }))).toThrow('[0].spec.region: must be an AWS region');
  });

  test.each([
    ['AWSSQSSource', arn('sqs', '*')],
    ['AWSSQSSource', 'arn:aws:sqs:*:123456789012:orders'],
    ['AWSSQSTarget', arn('sqs', 'orders-?')],
    ['AWSSNSTarget', arn('sns', '${aws:username}')],
    ['AWSS3Source', 'arn:aws:s3:::*'],
  ])('fails when the ARN of an %s is a pattern: %s', (kind, given) => {
    expect(() => made(queue, consumer(kind, { arn: given }))).toThrow(
      /^consumers\[1\]\.spec\.arn: must name one resource, without \*, \? and \$\{: IAM would take it as a pattern, and allow more$/,
    );
  });

  test('fails when the ARN of a log group is as AWS shows it, and says what to do', () => {
    const given = consumer('AWSCloudWatchLogsSource', { arn: arn('logs', 'log-group:orders:*') });
    expect(() => made(given)).toThrow('and allow more; leave the :* at its end out');
  });

  test.each([
    [arn('sqs', '*'), 'must name one resource'],
    [arn('sqs', 'a/b'), 'must be the ARN of an SQS queue'],
    [new Late(() => arn('sqs', 'a')), 'must be the ARN of an SQS queue'],
  ])('fails when a queue of yours is %p', (queueARN, problem) => {
    const spec = { arn: arn('events', 'event-bus/a'), destination: { sqs: { queueARN } } };
    expect(() => made(consumer('AWSEventBridgeSource', spec))).toThrow(
      `consumers[0].spec.destination.sqs.queueARN: ${problem}`,
    );
  });

  test.each([
    [{ name: 'a_b' }, 'name: must be a DNS-1123 subdomain'],
    [{ name: 'a', namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
  ])('fails when the object could not be named %j', (rest, problem) => {
    expect(() => made({ ...queue, ...rest })).toThrow(`consumers[0].${problem}`);
  });
});

describe('one identity', () => {
  const elsewhere = consumer('AWSSNSTarget', { arn: 'arn:aws:sns:eu-west-1:210987654321:orders' });
  const inChina = consumer('AWSSNSTarget', { arn: 'arn:aws-cn:sns:cn-north-1:123456789012:orders' });
  const bucket = (place: string, destination?: object) =>
    consumer('AWSS3Source', { arn: `arn:${place}:orders`, eventTypes: ['s3:ObjectCreated:*'], destination });

  test('may serve all kinds, in several regions', () => {
    const there = consumer('AWSSQSTarget', { arn: 'arn:aws:sqs:us-east-1:123456789012:orders' });
    expect(() => made(...consumers, there)).not.toThrow();
  });

  test('fails when its consumers are in two accounts', () => {
    expect(() => made(bucket('aws:s3::'), queue, elsewhere)).toThrow(
      'consumers[2].spec.arn: is in account 210987654321, consumers[1].spec.arn in 123456789012; an identity is of one account: make one for each',
    );
  });

  test('fails when its consumers are of two partitions', () => {
    expect(() => made(queue, inChina)).toThrow(
      'consumers[1].spec.arn: is of partition aws-cn, consumers[0].spec.arn of aws; no identity reaches over partitions: make one for each',
    );
    expect(() => made(queue, bucket('aws-cn:s3::'))).toThrow('consumers[1].spec.arn: is of partition aws-cn');
    expect(() => made(queue, consumer('AWSComprehendTarget', { region: 'cn-north-1' }))).toThrow(
      'consumers[1].spec.region: is of partition aws-cn',
    );
  });

  test('fails when a source and its queue are in two accounts', () => {
    const destination = { sqs: { queueARN: 'arn:aws:sqs:eu-west-1:210987654321:orders' } };
    expect(() => made(bucket('aws:s3::123456789012', destination))).toThrow(
      'consumers[0].spec.destination.sqs.queueARN: is in account 210987654321, consumers[0].spec.arn in 123456789012',
    );
    expect(() => made(bucket('aws:s3::', destination), queue)).toThrow(
      'consumers[1].spec.arn: is in account 123456789012',
    );
    expect(() => made(bucket('aws:s3::', destination))).not.toThrow();
  });
});
