import { output } from '@pulumi/pulumi';
import { policyFor } from 'keywire/pulumi';
import {
  account,
  incoming,
  kmsKeyArn,
  queue,
  readingRole,
  remote,
  role,
  source,
  sourceRole,
  store,
  stream,
} from '../sound';
import type { Refusal } from './refusal';

const late = output('late');
const policy = ['orders-role-policy'];
const wrongAccount = (text: string) => text.replace(account, '210987654321');

/** What a role is for. */
export const ofRoles: readonly Refusal[] = [
  {
    failsWhen: 'a source in another namespace has the role (103)',
    declare: as => source(sourceRole({ namespace: as('payments') }).iamRole()),
    at: 'incoming: credentials',
    says: /are a role for a service account in namespace payments, which trusts none in orders/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a store in another namespace has the role (103)',
    declare: as => store({ auth: readingRole({ namespace: as('payments') }).storeAuth() }),
    at: 'store: auth',
    says: /in namespace payments, which trusts none in orders/,
    before: ['store-store'],
  },
  {
    failsWhen: 'a source that the role is not for has it',
    declare: as => source(sourceRole().iamRole(), { kind: 'AWSKinesisSource', spec: { arn: as(stream) } }),
    at: 'incoming: credentials',
    says: /are of a role that may not do all that this AWSKinesisSource does/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a role is of no use',
    declare: () => role(),
    at: 'orders-role: for',
    says: /must name at least one source/,
  },
  {
    failsWhen: 'all uses of a role are empty',
    declare: () => role({ for: [], reads: [], policies: [] }),
    at: 'orders-role: for',
    says: /must name at least one source/,
  },
  {
    failsWhen: 'the sources of a role are no list',
    declare: () => role({ for: incoming }),
    at: 'orders-role: for',
    says: /must be a list/,
  },
  {
    failsWhen: 'the secrets of a role are no list',
    declare: () => role({ reads: remote() }),
    at: 'orders-role: reads',
    says: /must be a list/,
  },
  {
    failsWhen: 'the policies of a role are no list',
    declare: () => role({ policies: policyFor([incoming]) }),
    at: 'orders-role: policies',
    says: /must be a list/,
  },
  {
    failsWhen: 'the policy of a role is too long for IAM',
    declare: () => role({ policies: [{ Version: '2012-10-17', Statement: [{ Sid: 'a'.repeat(10_240) }] }] }),
    at: 'orders-role: policies',
    says: /makes a policy of \d{5} characters, and IAM takes 10240/,
  },
  {
    failsWhen: 'a policy is JSON',
    declare: () => role({ policies: [JSON.stringify(policyFor([incoming]))] }),
    at: 'orders-role: policies[0]',
    says: /must be a policy/,
  },
  {
    failsWhen: 'a policy has no statement',
    declare: () => sourceRole({ policies: [{ Statement: [] }] }),
    at: 'orders-role: policies[0]',
    says: /must be a policy/,
  },
  {
    failsWhen: 'the name of a role is none for IAM',
    declare: () => sourceRole({ name: 'a b' }),
    at: 'orders-role: name',
    says: /up to 64 letters/,
  },
  {
    failsWhen: 'the name of a role is an Output',
    declare: () => sourceRole({ name: late }),
    at: 'orders-role: name',
    says: /known when the program runs/,
  },
  {
    failsWhen: 'a source of a role is of an unknown kind',
    declare: as => sourceRole({ for: [{ kind: 'AWSSqsSource', spec: { arn: as(queue) } }] }),
    at: 'orders-role: for[0].kind',
    says: /must be one of/,
    before: policy,
  },
  {
    failsWhen: 'a source of a role has the spec of another kind',
    declare: as => sourceRole({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(stream) } }] }),
    at: 'orders-role: for[0].spec.arn',
    says: /must/,
    before: policy,
  },
  {
    failsWhen: 'a role is in another account than its source (104)',
    declare: as => sourceRole({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(wrongAccount(queue)) } }] }),
    at: 'orders-role: for',
    says: /is in account 210987654321, the identity in 123456789012/,
    before: policy,
    onlyLate: true,
  },
  {
    failsWhen: 'a role reads secrets of no region',
    declare: () => readingRole({ region: undefined }),
    at: 'orders-role: region',
    says: /must be told/,
  },
  {
    failsWhen: 'a role reads secrets of what is no region',
    declare: () => readingRole({ region: 'Ireland' }),
    at: 'orders-role: region',
    says: /must be an AWS region/,
  },
  {
    failsWhen: 'a role reads secrets of another partition',
    declare: () => readingRole({ region: 'cn-north-1' }),
    at: 'orders-role: region',
    says: /is of partition aws-cn, the role of aws/,
    before: policy,
    onlyLate: true,
  },
  {
    failsWhen: 'a role reads a secret of another region',
    declare: () => {
      const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf';
      return readingRole({ reads: [remote(), remote({ secret })] });
    },
    at: 'orders-role: reads[1].secrets[0]',
    says: /is in region eu-central-1/,
  },
  {
    failsWhen: 'a role reads what is encrypted with an alias (101)',
    declare: as => readingRole({ reads: [remote({ kmsKeyArn: as(kmsKeyArn.replace(/key\/.*/, 'alias/a')) })] }),
    at: 'orders-role: reads[0].kmsKeyArn',
    says: /IAM resolves no alias/,
    before: policy,
  },
  {
    failsWhen: 'a role reads what is no secret',
    declare: () => readingRole({ reads: [{}] }),
    at: 'orders-role: reads[0].secrets',
    says: /must be a list/,
  },
];
