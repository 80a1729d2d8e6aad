import { Queue } from '@pulumi/aws/sqs/queue';
import { adapterPolicyFor, controllerPolicyFor, policyFor, type AwsConsumer } from 'keywire/pulumi';
import { run, type Outcome } from '../../program';
import { inputs, json, late, resource, runIn } from '../aws-program';
import { account, incoming, issuer, oidcProviderArn, role, source, sourceRole, stream } from '../sound';

const policy = (outcome: Outcome): unknown => json(outcome, 'orders-role-policy', 'policy');
const trust = (outcome: Outcome): unknown => json(outcome, 'orders-role-role', 'assumeRolePolicy');
const roleArn = `arn:aws:iam::${account}:role/orders-role`;
const service = { policies: [policyFor([incoming])] };

describe('a workload role', () => {
  test('is an IAM role with an inline policy, under a component that shows nothing', async () => {
    const outcome = await runIn({}, () => sourceRole());
    expect(outcome.messages).toEqual([]);
    expect(outcome.resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ['keywire:aws:WorkloadRole', 'orders-role', undefined],
      ['aws:iam/role:Role', 'orders-role-role', 'orders-role'],
      ['aws:iam/rolePolicy:RolePolicy', 'orders-role-policy', 'orders-role'],
    ]);
    const [component] = outcome.resources;
    expect(component?.inputs).toEqual({});
    expect(component?.outputs).toEqual({ roleName: 'orders-role', roleArn });
    expect(inputs(outcome, 'orders-role-policy')).toMatchObject({ name: 'orders-role', role: 'orders-role' });
  });

  test('takes policies over what is known late', async () => {
    const statement = (resource: unknown) => ({ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [resource] });
    const ofQueue = (arn: unknown) => ({ policies: [{ Version: '2012-10-17', Statement: [statement(arn)] }] });
    const outcome = await runIn({}, () => role(ofQueue(late('arn:aws:sqs:eu-west-1:123456789012:out'))));
    expect(outcome.messages).toEqual([]);
    expect(policy(outcome)).toEqual(ofQueue('arn:aws:sqs:eu-west-1:123456789012:out').policies[0]);
  });

  test('takes the name, boundary and tags that it is given', async () => {
    const permissionsBoundary = late(`arn:aws:iam::${account}:policy/boundary`);
    const outcome = await runIn({}, () => sourceRole({ name: 'prod', permissionsBoundary, tags: { team: late('a') } }));
    expect(inputs(outcome, 'orders-role-role')).toMatchObject({
      name: 'prod',
      permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
      tags: { team: 'a' },
    });
    expect(inputs(outcome, 'orders-role-policy').name).toBe('prod');
  });

  test('trusts the tokens of exactly one service account, whether its trust is known at once or late', async () => {
    const outcome = await runIn({}, () => sourceRole());
    expect(trust(outcome)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: oidcProviderArn },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: 'sts.amazonaws.com',
              [`${issuer}:sub`]: 'system:serviceaccount:orders:orders',
            },
          },
        },
      ],
    });
    const later = await runIn({}, () =>
      sourceRole({ trust: { oidcProviderArn: late(oidcProviderArn) }, namespace: late('orders') }),
    );
    expect(trust(later)).toEqual(trust(outcome));
  });

  test('trusts tokens for the audience that is given', async () => {
    const outcome = await runIn({}, () => sourceRole({ trust: { oidcProviderArn, audience: 'orders' } }));
    expect(JSON.stringify(trust(outcome))).toContain(`"${issuer}:aud":"orders"`);
  });

  test('is previewed with its trust while the ARNs of its sources are not known, which only its policy waits for', async () => {
    const program = () => sourceRole({ for: [{ kind: 'AWSSQSSource', spec: { arn: new Queue('orders').arn } }] });
    const outcome = await run(program, { preview: true });
    expect(trust(outcome)).toMatchObject({ Statement: [{ Principal: { Federated: oidcProviderArn } }] });
  });

  test('may do what the adapters of its sources do, whether ARNs are known at once or late', async () => {
    const sources = [incoming, { kind: 'AWSKinesisSource', spec: { arn: stream } }] as const;
    const atOnce = await runIn({}, () => sourceRole({ for: sources }));
    const lateOnes = sources.map(({ kind, spec: { arn } }) => ({ kind, spec: { arn: late(arn) } }));
    const later = await runIn({}, () => sourceRole({ for: lateOnes }));
    expect(policy(atOnce)).toEqual(adapterPolicyFor(sources));
    expect(inputs(later, 'orders-role-policy')).toEqual(inputs(atOnce, 'orders-role-policy'));
  });

  test('may not do what the controller does for a source', async () => {
    const uploads = {
      kind: 'AWSS3Source',
      spec: { arn: 'arn:aws:s3:::uploads', eventTypes: ['s3:ObjectCreated:*'] },
    } as const;
    const outcome = await runIn({}, () => sourceRole({ for: [uploads] }));
    expect(policy(outcome)).toEqual(adapterPolicyFor([uploads]));
    expect(JSON.stringify(policy(outcome))).not.toContain('PutBucketNotification');
  });

  test('is known to a source by its ARN once it has its policy', async () => {
    const outcome = await runIn({}, () => {
      source(sourceRole().iamRole());
    });
    expect(inputs(outcome, 'incoming-source').spec).toMatchObject({
      auth: { iam: { roleArn, serviceAccount: 'orders' } },
    });
    expect(resource(outcome, 'incoming-source').dependsOn).toEqual(
      expect.arrayContaining(['orders-role-policy', 'orders-role-role']),
    );
  });

  test('adds the statements of other policies as they are', async () => {
    const deny = { Sid: 'no', Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' };
    const outcome = await runIn({}, () => sourceRole({ policies: [{ Version: '2012-10-17', Statement: [deny] }] }));
    expect(policy(outcome)).toEqual({
      Version: '2012-10-17',
      Statement: [...adapterPolicyFor([incoming]).Statement, deny],
    });
  });
});

describe('what the controller needs beside the role of a source', () => {
  const notifies = [
    { kind: 'AWSS3Source', spec: { arn: 'arn:aws:s3:::uploads', eventTypes: ['s3:ObjectCreated:*'] } },
    { kind: 'AWSEventBridgeSource', spec: { arn: `arn:aws:events:eu-west-1:${account}:event-bus/orders` } },
    { kind: 'AWSSNSSource', spec: { arn: `arn:aws:sns:eu-west-1:${account}:orders` } },
  ] as const satisfies readonly AwsConsumer[];

  test.each<[string, readonly AwsConsumer[], boolean]>([
    ...notifies.map((each): [string, readonly AwsConsumer[], boolean] => [each.kind, [each], true]),
    ['AWSSQSSource', [incoming], false],
    ['nothing at all', [], false],
  ])('is told for %s, and undefined where it is nothing', async (_, consumers, isTold) => {
    const told: (string | undefined)[] = [];
    const outcome = await runIn({}, () => {
      role({ for: consumers, ...service }).controllerPolicy.apply(text => told.push(text));
    });
    expect(outcome.messages).toEqual([]);
    expect(told).toEqual([isTold ? JSON.stringify(controllerPolicyFor(consumers)) : undefined]);
    expect(told[0] === undefined).toBe(!isTold);
  });
});
