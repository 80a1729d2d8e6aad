import { policyFor, type AwsConsumer } from 'keywire/pulumi';
import { inputs, json, late, names, resource, runIn } from '../aws-program';
import { account, credential, incoming, queue, source, stream, user } from '../sound';

const all = [
  incoming,
  { kind: 'AWSKinesisSource', spec: { arn: stream } },
  { kind: 'AWSSNSTarget', spec: { arn: `arn:aws:sns:eu-west-1:${account}:orders` } },
] as const satisfies readonly AwsConsumer[];

describe('a dedicated user', () => {
  test('is an IAM user with an inline policy and one key, under a component that shows nothing', async () => {
    const outcome = await runIn({}, () => user());
    expect(outcome.messages).toEqual([]);
    expect(outcome.resources.map(({ type, name, parent }) => [type, name, parent]).toSorted()).toEqual([
      ['aws:iam/accessKey:AccessKey', 'orders-key', 'orders'],
      ['aws:iam/user:User', 'orders-user', 'orders'],
      ['aws:iam/userPolicy:UserPolicy', 'orders-policy', 'orders'],
      ['keywire:aws:DedicatedUser', 'orders', undefined],
    ]);
    const component = outcome.resources.find(({ isComponent }) => isComponent);
    expect(component?.inputs).toEqual({});
    expect(component?.outputs).toEqual({ userName: 'orders', userArn: `arn:aws:iam::${account}:user/orders` });
    expect(inputs(outcome, 'orders-user')).toEqual({ name: 'orders' });
    expect(inputs(outcome, 'orders-key')).toEqual({ user: 'orders' });
    expect(inputs(outcome, 'orders-policy')).toMatchObject({ name: 'orders', user: 'orders' });
  });

  test('takes the name, path, boundary and tags that it is given', async () => {
    const permissionsBoundary = late(`arn:aws:iam::${account}:policy/boundary`);
    const given = { name: 'prod-orders', path: late('/keywire/'), permissionsBoundary, tags: { team: late('orders') } };
    const outcome = await runIn({}, () => user(given));
    expect(inputs(outcome, 'orders-user')).toEqual({
      name: 'prod-orders',
      path: '/keywire/',
      permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
      tags: { team: 'orders' },
    });
    expect(inputs(outcome, 'orders-policy').name).toBe('prod-orders');
  });

  test('has its policy before its key, and its key before the credential and the source', async () => {
    const outcome = await runIn({}, () => {
      source(credential(user().inNativeSecret()));
    });
    expect(resource(outcome, 'orders-policy').dependsOn).toEqual(['orders-user']);
    expect(resource(outcome, 'orders-key').dependsOn.toSorted()).toEqual(['orders-policy', 'orders-user']);
    expect(resource(outcome, 'aws-secret').dependsOn).toEqual(
      expect.arrayContaining(['orders-key', 'orders-policy', 'orders-user']),
    );
    expect(resource(outcome, 'incoming-source').dependsOn).toContain('aws-secret');
  });

  test('may do what its sources and targets do, whether their ARNs are known at once or late', async () => {
    const expected = policyFor(all, 'for');
    const atOnce = await runIn({}, () => user({ for: all }));
    const lateOnes = all.map(({ kind, spec: { arn } }) => ({ kind, spec: { arn: late(arn) } }));
    const later = await runIn({}, () => user({ for: lateOnes }));
    expect(json(atOnce, 'orders-policy', 'policy')).toEqual(expected);
    expect(inputs(later, 'orders-policy')).toEqual(inputs(atOnce, 'orders-policy'));
  });

  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('of partition %s has a policy over resources there', async (partition, region) => {
    const arn = `arn:${partition}:sqs:${region}:${account}:orders`;
    const outcome = await runIn({ partition }, () => {
      source(credential(user({ for: [{ kind: 'AWSSQSSource', spec: { arn } }] }).inNativeSecret()), { spec: { arn } });
    });
    expect(outcome.messages).toEqual([]);
    expect(json(outcome, 'orders-policy', 'policy')).toMatchObject({ Statement: [{ Resource: [arn] }] });
    expect(names(outcome)).toContain('incoming-source');
  });

  test('tells its name, ARN and policy', async () => {
    const seen: unknown[] = [];
    await runIn({}, () => {
      const { userName, userArn, policy } = user({ name: 'prod' });
      userArn.apply(arn => seen.push(userName, arn));
      policy.apply(text => seen.push(JSON.parse(text)));
    });
    expect(seen).toEqual(['prod', `arn:aws:iam::${account}:user/prod`, policyFor([incoming])]);
  });

  test('has a key for each of its sources, and a source of another spec is not compared by more than its ARN', async () => {
    const outcome = await runIn({}, () => {
      const aws = credential(user({ for: all }).inNativeSecret());
      source(aws, { spec: { arn: queue, receiveOptions: { visibilityTimeout: '30s' } } });
      source(aws, { kind: 'AWSKinesisSource', spec: { arn: late(stream) } }, 'readings');
    });
    expect(outcome.messages).toEqual([]);
    expect(names(outcome)).toEqual(expect.arrayContaining(['incoming-source', 'readings-source']));
  });
});
