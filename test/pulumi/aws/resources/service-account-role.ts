import { policyFor, readPolicy } from 'keywire/pulumi';
import { type Outcome } from '../../program';
import { inputs, json, late, names, resource, runIn } from '../aws-program';
import {
  account,
  clusterArn,
  credential,
  incoming,
  kmsKeyArn,
  oidcProviderArn,
  readingRole,
  region,
  remote,
  role,
  sourceRole,
  store,
  stored,
  user,
} from '../sound';

const policy = (outcome: Outcome): unknown => json(outcome, 'orders-role-policy', 'policy');
const trust = (outcome: Outcome): unknown => json(outcome, 'orders-role-role', 'assumeRolePolicy');
const roleArn = `arn:aws:iam::${account}:role/orders-role`;
const service = { policies: [policyFor([incoming])] };
const podIdentity = { trust: { clusterName: 'main', clusterArn }, ...service };

describe('the role of a store', () => {
  test('reads the secrets that are named, by their names and six characters more', async () => {
    const outcome = await runIn({}, () => {
      const keys = user({ keys: ['a', 'b'] }).inSecretsManager({ secret: 'prod/aws', kmsKeyArn: late(kmsKeyArn) });
      readingRole({ reads: [keys, stored(), remote({ secret: 'prod/other' })] });
    });
    const arnOf = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-??????`;
    expect(outcome.messages).toEqual([]);
    expect(policy(outcome)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt'],
          Resource: [kmsKeyArn],
          Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
        },
        {
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue'],
          Resource: ['prod/aws/a', 'prod/aws/b', 'prod/database', 'prod/other'].map(arnOf),
        },
      ],
    });
    expect(inputs(outcome, 'orders-prod/aws/a-secret').kmsKeyId).toBe(kmsKeyArn);
  });

  test('reads secrets of its own account', async () => {
    const outcome = await runIn({ account: '210987654321' }, () => {
      const trusted = oidcProviderArn.replace(account, '210987654321');
      readingRole({ trust: { oidcProviderArn: trusted } });
    });
    const expected = readPolicy({ region, accountId: '210987654321', secrets: ['prod/database'] });
    expect(policy(outcome)).toEqual(expected);
  });

  test('is the auth of the store, by its service account, which the store makes', async () => {
    const outcome = await runIn({}, () => {
      const keys = user().inSecretsManager({ secret: 'prod/aws' });
      const through = store({ auth: readingRole({ reads: [keys] }).storeAuth() });
      credential(keys.readThrough(through));
    });
    expect(outcome.messages).toEqual([]);
    expect(inputs(outcome, 'store-service-account')).toMatchObject({
      metadata: { name: 'orders', annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
    });
    expect(resource(outcome, 'store-service-account').dependsOn).toContain('orders-role-policy');
    expect(resource(outcome, 'aws-external-secret').dependsOn).toContain('store-service-account');
  });

  test('is left to the service account of External Secrets itself with EKS Pod Identity', async () => {
    const auths: unknown[] = [];
    const outcome = await runIn({}, () => {
      const auth = readingRole({ trust: { clusterName: 'main' } }).storeAuth();
      auths.push(auth);
      store({ auth });
    });
    expect(outcome.messages).toEqual([]);
    expect(auths).toMatchObject([{ controller: {} }]);
    expect(resource(outcome, 'store-store').dependsOn).toContain('orders-role-association');
    expect(inputs(outcome, 'store-store')).toMatchObject({
      spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } },
    });
  });
});

describe('a role by EKS Pod Identity', () => {
  test('is associated with the service account once it has its policy, and trusts its pods alone', async () => {
    const outcome = await runIn({}, () =>
      role({ ...podIdentity, trust: { clusterName: late('main'), clusterArn: late(clusterArn) } }),
    );
    expect(outcome.messages).toEqual([]);
    expect(resource(outcome, 'orders-role-association')).toMatchObject({
      type: 'aws:eks/podIdentityAssociation:PodIdentityAssociation',
      parent: 'orders-role',
      inputs: { clusterName: 'main', namespace: 'orders', serviceAccount: 'orders', roleArn },
    });
    expect(resource(outcome, 'orders-role-association').dependsOn).toContain('orders-role-policy');
    expect(trust(outcome)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-arn': clusterArn,
              'aws:RequestTag/kubernetes-namespace': 'orders',
              'aws:RequestTag/kubernetes-service-account': 'orders',
            },
          },
        },
      ],
    });
  });

  test('by its tokens has no association', async () => {
    const outcome = await runIn({}, () => sourceRole());
    expect(names(outcome)).toEqual(['orders-role-policy', 'orders-role-role']);
  });
});

describe('the service account of a role', () => {
  test('is made only where that is asked', async () => {
    const outcome = await runIn({}, () => {
      role(service);
      role({ ...podIdentity, makesServiceAccount: false }, undefined, 'other');
    });
    expect(names(outcome).filter(name => name.endsWith('service-account'))).toEqual([]);
  });

  test('carries the annotation of its role, once that has its policy', async () => {
    const outcome = await runIn({}, () => role({ ...service, makesServiceAccount: true }));
    expect(resource(outcome, 'orders-role-service-account')).toMatchObject({
      type: 'kubernetes:core/v1:ServiceAccount',
      parent: 'orders-role',
    });
    expect(resource(outcome, 'orders-role-service-account').dependsOn).toContain('orders-role-policy');
    expect(inputs(outcome, 'orders-role-service-account')).toMatchObject({
      metadata: { name: 'orders', namespace: 'orders', annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
      automountServiceAccountToken: false,
    });
  });

  test('with EKS Pod Identity carries none, and comes after its association', async () => {
    const outcome = await runIn({}, () => role({ ...podIdentity, makesServiceAccount: true }));
    expect(inputs(outcome, 'orders-role-service-account').metadata).toEqual({ name: 'orders', namespace: 'orders' });
    expect(resource(outcome, 'orders-role-service-account').dependsOn).toContain('orders-role-association');
  });
});
