import { output, secret } from '@pulumi/pulumi';
import { policyFor } from 'keywire/pulumi';
import { account, clusterArn, incoming, oidcProviderArn, queue, role, sourceRole } from '../sound';
import type { Refusal } from './refusal';

const late = output('late');
const service = { policies: [policyFor([incoming])] };
const clusterName = 'main';
const policy = ['orders-role-policy'];
const whole = ['orders-role-role', ...policy];
const wrongAccount = (text: string) => text.replace(account, '210987654321');

/** Who may take a role. */
export const ofTrusts: readonly Refusal[] = [
  ...[undefined, {}, null, 'main', { oidcProviderArn, clusterName }, { clusterArn }].map(given => ({
    failsWhen: `the trust is ${given === undefined ? 'left out' : JSON.stringify(given)}`,
    declare: () => role({ ...service, trust: given }),
    at: 'orders-role: trust',
    says: /must be either \{ oidcProviderArn \} or \{ clusterName \}/,
  })),
  {
    failsWhen: 'the trust is in no OIDC provider',
    declare: as => sourceRole({ trust: { oidcProviderArn: as(`arn:aws:iam::${account}:role/a`) } }),
    at: 'orders-role: trust.oidcProviderArn',
    says: /must be the ARN of an OIDC provider/,
    before: whole,
  },
  {
    failsWhen: 'the OIDC provider of a trust is secret',
    declare: () => sourceRole({ trust: { oidcProviderArn: secret(oidcProviderArn) } }),
    at: 'orders-role: trust.oidcProviderArn',
    says: /must not be secret/,
    before: whole,
    onlyLate: true,
  },
  {
    failsWhen: 'the namespace is secret',
    declare: () => sourceRole({ namespace: secret('orders') }),
    at: 'orders-role: namespace',
    says: /must not be secret/,
    before: whole,
    onlyLate: true,
  },
  {
    failsWhen: 'the ARN of a source of a role is secret',
    declare: () => sourceRole({ for: [{ kind: 'AWSSQSSource', spec: { arn: secret(queue) } }] }),
    at: 'orders-role: for[0].spec.arn',
    says: /must not be secret/,
    before: policy,
    onlyLate: true,
  },
  {
    failsWhen: 'the trust is in an OIDC provider of another account (104)',
    declare: as => sourceRole({ trust: { oidcProviderArn: as(wrongAccount(oidcProviderArn)) } }),
    at: 'orders-role: trust.oidcProviderArn',
    says: /is in account 210987654321, the role in 123456789012/,
    before: policy,
    onlyLate: true,
  },
  {
    failsWhen: 'the trust is in a cluster of another account (104)',
    declare: as => role({ ...service, trust: { clusterName, clusterArn: as(wrongAccount(clusterArn)) } }),
    at: 'orders-role: trust.clusterArn',
    says: /is in account 210987654321, the role in 123456789012/,
    before: [...policy, 'orders-role-association'],
    onlyLate: true,
  },
  {
    failsWhen: 'the trust is in the ARN of no cluster',
    declare: as => role({ ...service, trust: { clusterName, clusterArn: as('main') } }),
    at: 'orders-role: trust.clusterArn',
    says: /must be the ARN of an EKS cluster/,
    before: [...whole, 'orders-role-association'],
  },
  {
    failsWhen: 'tokens are for an audience with a wildcard',
    declare: as => sourceRole({ trust: { oidcProviderArn: as(oidcProviderArn), audience: '*' } }),
    at: 'orders-role: trust.audience',
    says: /must be whom the tokens are for/,
    before: whole,
  },
  ...['*', 'orders-*', 'Orders', ''].map(namespace => ({
    failsWhen: `the namespace is ${JSON.stringify(namespace)} (103)`,
    declare: (as: <Value>(value: Value) => Value) => sourceRole({ namespace: as(namespace) }),
    at: 'orders-role: namespace',
    says: /must be a DNS-1123 label/,
    before: whole,
  })),
  {
    failsWhen: 'the namespace is left out',
    declare: () => sourceRole({ namespace: undefined }),
    at: 'orders-role: namespace',
    says: /must be a string/,
  },
  {
    failsWhen: 'the service account is the default one',
    declare: () => sourceRole({ serviceAccount: 'default' }),
    at: 'orders-role: serviceAccount',
    says: /not be the default/,
  },
  ...['*', 'orders*', undefined, late].map(serviceAccount => ({
    failsWhen: `the service account is ${typeof serviceAccount === 'object' ? 'an Output' : String(serviceAccount)} (103)`,
    declare: () => sourceRole({ serviceAccount }),
    at: 'orders-role: serviceAccount',
    says: /must be/,
  })),
  {
    failsWhen: 'a role by EKS Pod Identity is for sources',
    declare: () => sourceRole({ trust: { clusterName } }),
    at: 'orders-role: trust.clusterName',
    says: /can't be for sources.*use oidcProviderArn/,
  },
  {
    failsWhen: 'a role by EKS Pod Identity is given to a source',
    declare: () => role({ ...service, trust: { clusterName } }, undefined, 'pods').iamRole(),
    at: 'pods: trust.clusterName',
    says: /can't be for sources/,
    before: [],
    onlyLate: true,
  },
];
