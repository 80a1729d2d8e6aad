import { covers } from '../../../lib/core/iam/covers';
import { allow, policyDocument } from '../../../lib/core/iam/policy-document';

const policy = (actions: readonly string[], resources: readonly string[]) =>
  policyDocument([allow(actions, resources)]);
const queue = 'arn:aws:sqs:eu-west-1:123456789012:orders';

test.each<[string, readonly string[], readonly string[], boolean]>([
  ['the same', ['sqs:ReceiveMessage'], [queue], true],
  ['fewer actions', [], [queue], true],
  ['another action', ['sqs:SendMessage'], [queue], false],
  ['another resource', ['sqs:ReceiveMessage'], [`${queue}-2`], false],
  ['one of two resources', ['sqs:ReceiveMessage'], [queue, `${queue}-2`], false],
])('a policy covers what needs %s: %s', (_, actions, resources, isCovered) => {
  expect(covers(policy(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], [queue]), policy(actions, resources))).toBe(
    isCovered,
  );
});

test('a pattern covers what it stands for, and no other way round', () => {
  const [wide, narrow] = [policy(['a:B'], ['arn:aws:a:::x-*']), policy(['a:B'], ['arn:aws:a:::x-1'])];
  expect(covers(wide, narrow)).toBe(true);
  expect(covers(narrow, wide)).toBe(false);
  expect(covers(wide, policy(['a:B'], ['arn:aws:a:::x-1-*']))).toBe(true);
  expect(covers(policy(['a:B'], ['arn:aws:a:::x.?']), policy(['a:B'], ['arn:aws:a:::xy1']))).toBe(false);
});
