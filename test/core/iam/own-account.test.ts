import { allow, policyDocument } from '../../../lib/core/iam/policy-document';
import { requireOwnAccount } from '../../../lib/core/iam/own-account';

const over = (...resources: readonly string[]) => policyDocument([allow(['sqs:ReceiveMessage'], resources)]);
const identity = 'arn:aws:iam::123456789012:user/orders';

test('a policy may be over resources of its own account, and over what tells none', () => {
  const document = over('arn:aws:sqs:eu-west-1:123456789012:orders', 'arn:aws:s3:::orders', '*');
  expect(() => {
    requireOwnAccount('for', document, identity);
  }).not.toThrow();
});

test('fails when a resource is in another account or partition than the identity', () => {
  const require = (resource: string) => () => {
    requireOwnAccount('for', over(resource), identity);
  };
  expect(require('arn:aws:sqs:eu-west-1:210987654321:orders')).toThrow(
    'for: is in account 210987654321, the identity in 123456789012; make the identity there, with a provider of that account',
  );
  expect(require('arn:aws-cn:sqs:cn-north-1:123456789012:orders')).toThrow(
    'for: is of partition aws-cn, the identity of aws; make the identity there, with a provider of that partition',
  );
});
