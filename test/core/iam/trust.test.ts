import { trustPodIdentity, type TrustedPods } from '../../../lib/core/iam/trust-pod-identity';
import { trustServiceAccount } from '../../../lib/core/iam/trust-service-account';

const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
const oidcProviderArn = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
const clusterArn = 'arn:aws:eks:eu-west-1:123456789012:cluster/production';
const trusted = { oidcProviderArn, namespace: 'orders', serviceAccount: 'reader' };

describe('the trust in a service account', () => {
  test('is in exactly that one, with a token for STS', () => {
    expect(trustServiceAccount(trusted)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: oidcProviderArn },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: 'sts.amazonaws.com',
              [`${issuer}:sub`]: 'system:serviceaccount:orders:reader',
            },
          },
        },
      ],
    });
  });

  test.each([
    ['arn:aws-cn:iam::123456789012:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/A', 'id/A:sub'],
    ['arn:aws:iam::123456789012:oidc-provider/oidc.example.com', 'oidc.example.com:sub'],
    ['arn:aws:iam::123456789012:oidc-provider/s3.amazonaws.com/a-bucket', 's3.amazonaws.com/a-bucket:sub'],
  ])('may be from any issuer: %s', (arn, key) => {
    const { Principal, Condition } = trustServiceAccount({ ...trusted, oidcProviderArn: arn }).Statement[0] ?? {};
    expect(Principal).toEqual({ Federated: arn });
    expect(Object.keys(Condition?.StringEquals ?? {}).some(name => name.endsWith(key))).toBe(true);
  });

  test('may be with a token for another audience', () => {
    const [statement] = trustServiceAccount({ ...trusted, audience: 'sts.amazonaws.com.cn' }).Statement;
    expect(statement?.Condition?.StringEquals?.[`${issuer}:aud`]).toBe('sts.amazonaws.com.cn');
  });

  test.each([
    ['an issuer with a wildcard', { oidcProviderArn: `${oidcProviderArn}*` }, 'oidcProviderArn: must be the ARN of an'],
    ['a role', { oidcProviderArn: 'arn:aws:iam::123456789012:role/a' }, 'oidcProviderArn: must be the ARN of an OIDC'],
    ['no issuer', { oidcProviderArn: 'arn:aws:iam::123456789012:oidc-provider/' }, 'oidcProviderArn: must be the ARN'],
    ['no account', { oidcProviderArn: `arn:aws:iam:::oidc-provider/${issuer}` }, 'oidcProviderArn: must be the ARN of'],
    ['the URL of the issuer', { oidcProviderArn: `https://${issuer}` }, 'oidcProviderArn: must be the ARN of an OIDC'],
    ['an ARN that is known later', { oidcProviderArn: {} }, 'oidcProviderArn: must be the ARN of an OIDC provider'],
    ['any namespace', { namespace: '*' }, 'namespace: must be a DNS-1123 label'],
    ['any service account', { serviceAccount: '*' }, 'serviceAccount: must be a DNS-1123 subdomain'],
    ['two service accounts', { serviceAccount: 'a:b' }, 'serviceAccount: must be a DNS-1123 subdomain'],
    ['the default one', { serviceAccount: 'default' }, 'serviceAccount: must not be the default service account'],
    ['no service account', { serviceAccount: undefined }, 'serviceAccount: must be a string that is known'],
    ['any audience', { audience: '*' }, 'audience: must be whom the tokens are for, as in sts.amazonaws.com'],
  ])('fails when it is in %s', (_, wrong, problem) => {
    expect(() => trustServiceAccount({ ...trusted, ...wrong } as never)).toThrow(problem);
  });
});

describe('the trust in EKS Pod Identity', () => {
  const statementOf = (pods?: TrustedPods) => trustPodIdentity(pods).Statement[0];

  test('is in every association where nothing is said', () => {
    expect(trustPodIdentity()).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
        },
      ],
    });
  });

  test.each([
    [{ namespace: 'orders' }, { 'aws:RequestTag/kubernetes-namespace': 'orders' }],
    [{ serviceAccount: 'reader' }, { 'aws:RequestTag/kubernetes-service-account': 'reader' }],
    [{ clusterArn }, { 'aws:RequestTag/eks-cluster-arn': clusterArn }],
    [
      { namespace: 'orders', serviceAccount: 'reader', clusterArn },
      {
        'aws:RequestTag/eks-cluster-arn': clusterArn,
        'aws:RequestTag/kubernetes-namespace': 'orders',
        'aws:RequestTag/kubernetes-service-account': 'reader',
      },
    ],
  ])('is in the pods of %j', (pods, tags) => {
    expect(statementOf(pods)?.Condition).toEqual({ StringEquals: tags });
  });

  test.each<[TrustedPods, string]>([
    [{ namespace: 'Orders' }, 'namespace: must be a DNS-1123 label'],
    [{ namespace: '*' }, 'namespace: must be a DNS-1123 label'],
    [{ serviceAccount: 'read*' }, 'serviceAccount: must be a DNS-1123 subdomain'],
    [{ serviceAccount: 'default' }, 'serviceAccount: must not be the default service account'],
    [{ clusterArn: 'production' }, 'clusterArn: must be the ARN of an EKS cluster'],
    [{ clusterArn: `${clusterArn}*` }, 'clusterArn: must be the ARN of an EKS cluster'],
    [{ clusterArn: 'arn:aws:eks:::cluster/a' }, 'clusterArn: must be the ARN of an EKS cluster'],
    [{ clusterArn: {} as never }, 'clusterArn: must be the ARN of an EKS cluster'],
  ])('fails when it is in the pods of %j', (pods, problem) => {
    expect(() => statementOf(pods)).toThrow(problem);
  });
});
