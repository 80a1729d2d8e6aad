import { requireSourceSpec } from '../../lib/core/source-traps';
import { Late } from './engines';
import { minimalSpecs } from './minimal-sources';

const check = (kind: string, spec: object) => () => {
  requireSourceSpec(kind, spec as Readonly<Record<string, unknown>>);
};
const sqs = (more: object) => check('AWSSQSSource', { ...minimalSpecs.AWSSQSSource, ...more });

describe('what TriggerMesh would do wrong silently', () => {
  test.each(Object.entries(minimalSpecs))('is nothing in the least spec of an %s', (kind, spec) => {
    expect(check(kind, spec)).not.toThrow();
  });

  test('is not looked for in what is known later', () => {
    const late = new Late(() => '');
    expect(check('AWSKinesisSource', { arn: late })).not.toThrow();
    expect(sqs({ arn: late, receiveOptions: { visibilityTimeout: late }, endpoint: { url: late } })).not.toThrow();
  });

  test.each([
    ['AWSDynamoDBSource', 'dynamodb', 'table/a/stream/2026', 'table'],
    ['AWSKinesisSource', 'kinesis', 'stream/a/consumer/b:1', 'stream'],
    ['AWSCognitoIdentitySource', 'cognito-identity', 'identitypool/a/b', 'identitypool'],
    ['AWSCognitoUserPoolSource', 'cognito-idp', 'userpool/a/b', 'userpool'],
  ])('fails when the ARN of an %s is of a part of the thing', (kind, service, resource, type) => {
    expect(check(kind, { arn: `arn:aws:${service}:eu-west-1:123456789012:${resource}` })).toThrow(
      `spec.arn: must end in ${type}/NAME and nothing behind it`,
    );
  });

  test('fails when a bucket has dots in its name and no queue is named', () => {
    const bucket = { arn: 'arn:aws:s3:::orders.example.com', eventTypes: [] };
    expect(check('AWSS3Source', bucket)).toThrow('spec.destination: must name a queue of yours');
    expect(check('AWSS3Source', { ...bucket, destination: { sqs: { queueARN: 'a' } } })).not.toThrow();
  });

  test('fails when a queue is to be read by the processor that it ignores', () => {
    expect(sqs({ messageProcessor: 'eventbridge' })).toThrow('spec.messageProcessor: must be default or s3');
    expect(sqs({ messageProcessor: 's3' })).not.toThrow();
  });

  test.each(['12h1ns', '13h', '721m', '43201s', '-1s'])(
    'fails when a visibility timeout is out of bounds: %s',
    visibilityTimeout => {
      expect(sqs({ receiveOptions: { visibilityTimeout } })).toThrow(
        'spec.receiveOptions.visibilityTimeout: must be between 0s and 12h; another is ignored',
      );
    },
  );

  test.each(['0s', '12h', '11h59m60s', '1.5h', '720m', '+30s', '1ms'])(
    'takes the visibility timeout %s',
    visibilityTimeout => {
      expect(sqs({ receiveOptions: { visibilityTimeout } })).not.toThrow();
    },
  );

  test.each(['http://sqs.eu-west-1.amazonaws.com', 'HTTP://sqs.cn-north-1.amazonaws.com.cn:80/a'])(
    'fails when AWS itself is asked in clear text: %s',
    url => {
      expect(sqs({ endpoint: { url } })).toThrow('spec.endpoint.url: must be https where it is an endpoint of AWS');
    },
  );

  test.each(['https://sqs.eu-west-1.amazonaws.com', 'http://localhost:4566', 'http://a.amazonaws.com.example.org'])(
    'takes the endpoint %s',
    url => {
      expect(sqs({ endpoint: { url } })).not.toThrow();
    },
  );
});
