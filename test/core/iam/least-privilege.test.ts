import fc from 'fast-check';
import type { AwsConsumer } from '../../../lib/core/iam/aws-consumer';
import { policyDocument } from '../../../lib/core/iam/policy-document';
import { adapterPolicyFor, controllerPolicyFor, policyFor } from '../../../lib/core/iam/policy-for';
import { consumer, consumers } from './consumers';

/** The service authorization reference gives these no resource type. */
const withoutResource = [
  'cloudwatch:GetMetricData',
  'comprehend:DetectSentiment',
  'events:ListRuleNamesByTarget',
  'sns:Unsubscribe',
];

const queueArn = fc.constantFrom('orders', 'orders-2').map(name => `arn:aws:sqs:eu-west-1:123456789012:${name}`);
const destination = fc.option(
  queueArn.map(queueARN => ({ sqs: { queueARN } })),
  { nil: undefined },
);
const bus = fc
  .tuple(fc.constantFrom('default', 'orders'), destination, fc.constantFrom(undefined, 'a', 'b'))
  .map(([name, given, object]) =>
    consumer(
      'AWSEventBridgeSource',
      { arn: `arn:aws:events:eu-west-1:123456789012:event-bus/${name}`, destination: given },
      { name: object, namespace: 'orders' },
    ),
  );
const bucket = fc
  .tuple(fc.constantFrom(':', 'eu-west-1:', ':123456789012', 'eu-west-1:123456789012'), destination)
  .map(([place, given]) =>
    consumer('AWSS3Source', {
      arn: `arn:aws:s3:${place}:orders`,
      eventTypes: ['s3:ObjectCreated:*'],
      destination: given,
    }),
  );
const some = fc.array(fc.oneof(fc.constantFrom(...consumers), bus, bucket), { minLength: 1, maxLength: 8 });

const documents = (given: readonly AwsConsumer[]) => ({
  whole: policyFor(given),
  adapter: adapterPolicyFor(given),
  controller: controllerPolicyFor(given) ?? policyDocument([]),
});

describe('the policy of any consumers', () => {
  test('is the union of the policies of each, whatever their order', () => {
    fc.assert(
      fc.property(some, some, (left, right) => {
        const [both, one, other] = [documents([...right, ...left]), documents(left), documents(right)];
        for (const which of ['whole', 'adapter', 'controller'] as const) {
          expect(both[which]).toEqual(policyDocument([...one[which].Statement, ...other[which].Statement]));
        }
        expect(both.whole).toEqual(policyDocument([...both.adapter.Statement, ...both.controller.Statement]));
      }),
    );
  });

  test('names each action, and every resource only where an action knows none', () => {
    fc.assert(
      fc.property(some, given => {
        for (const { Action, Resource } of policyFor(given).Statement) {
          expect(Action.filter(action => !/^[a-z0-9-]+:[A-Za-z]+$/.test(action))).toEqual([]);
          if (Resource.includes('*')) expect(withoutResource).toEqual(expect.arrayContaining([...Action]));
          const arns = Resource.filter(resource => resource !== '*');
          expect(arns.filter(arn => !/^arn:[a-z-]+:[a-z0-9-]+:/.test(arn))).toEqual([]);
        }
      }),
    );
  });
});
