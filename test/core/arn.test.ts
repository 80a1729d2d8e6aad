import * as fc from 'fast-check';
import { parseArn, partitionOf, requireRoleArn } from '../../lib/core/arn';
import { queueArn, roleArn } from './fixtures';
import { Late } from './engines';

describe('an ARN', () => {
  test('has five parts, of which region and account may be empty', () => {
    expect(parseArn(queueArn)).toEqual({
      partition: 'aws',
      service: 'sqs',
      region: 'eu-west-1',
      account: '123456789012',
      resource: 'orders',
    });
    expect(parseArn('arn:aws:s3:::orders')).toMatchObject({ region: '', account: '', resource: 'orders' });
  });

  const letters = (alphabet: string, minLength: number) =>
    fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength: 12 });
  const parts = fc.record({
    partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b', 'aws-eusc'),
    service: letters('abcz019-', 1),
    region: letters('abcz019-', 0),
    account: fc.oneof(
      fc.constant(''),
      fc.string({ unit: fc.constantFrom('0', '1', '8', '9'), minLength: 12, maxLength: 12 }),
    ),
    resource: fc.string({ minLength: 1 }),
  });

  test('gives its parts back, whatever they are', () => {
    fc.assert(
      fc.property(parts, arn => {
        const text = `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
        expect(parseArn(text)).toEqual(arn);
      }),
    );
  });

  test('is nothing else: no other text has parts', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(parseArn(text)).toBeUndefined();
      }),
    );
    const near = ['arn:aws:sqs:eu-west-1:12345:orders', 'arn:gcp:sqs:::a', 'arn:aws:sqs:::', ` ${queueArn}`, ''];
    expect(near.filter(text => parseArn(text) !== undefined)).toEqual([]);
  });
});

describe('the ARN of a role', () => {
  test.each([roleArn, 'arn:aws-cn:iam::123456789012:role/path/name', new Late(() => ''), Promise.resolve('')])(
    'passes, as does what is known later',
    arn => {
      expect(() => {
        requireRoleArn('roleArn', arn);
      }).not.toThrow();
    },
  );

  test.each(['', undefined, queueArn, 'arn:aws:iam::123456789012:user/a', 'arn:aws:iam:::role/a', 'orders'])(
    'fails when it is %p',
    arn => {
      expect(() => {
        requireRoleArn('roleArn', arn);
      }).toThrow('roleArn: must be the ARN of an IAM role, as in arn:aws:iam::123456789012:role/NAME');
    },
  );
});

describe('a region', () => {
  test.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('%s is of partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
