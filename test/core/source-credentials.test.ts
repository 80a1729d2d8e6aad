import { assumeRole, auth, iamRole, requireIdentity } from '../../lib/core/source-credentials';
import { Late } from './engines';
import { awsKeys, queueArn, roleArn } from './fixtures';

const all = { iam: true, sessionToken: true, assumeRole: true };
const none = { iam: false, sessionToken: false, assumeRole: false };
const role = iamRole({ roleArn, serviceAccount: 'reader' });
const assumed = assumeRole({ credentials: awsKeys(), roleArn });
const elsewhere = 'arn:aws:iam::999999999999:role/orders';

type Source = { kind?: string; facts?: typeof all; arn?: unknown };

const check =
  (credentials: unknown, { kind = 'AWSSQSSource', facts = all, arn = queueArn }: Source = {}) =>
  () => {
    requireIdentity(kind, facts, { arn }, credentials as never, 'orders');
  };

describe('who a source is to AWS', () => {
  test('is a key, a role, or a role for a key', () => {
    expect(role).toEqual({ identity: 'iamRole', roleArn, serviceAccount: 'reader' });
    expect(Object.keys(auth(awsKeys()) as object)).toEqual(['credentials']);
    expect(auth(role)).toEqual({ iam: { roleArn, serviceAccount: 'reader' } });
    expect(auth(assumed)).toMatchObject({ credentials: { assumeIamRole: roleArn } });
  });

  test.each<[string, unknown]>([
    ['a key', awsKeys()],
    ['a key of the account', awsKeys({ accountId: '123456789012' })],
    ['a role', role],
    [
      'a role for a key of another account',
      assumeRole({ credentials: awsKeys({ accountId: '999999999999' }), roleArn }),
    ],
    ['a role that is known later', iamRole({ roleArn: new Late(() => ''), serviceAccount: 'a' })],
  ])('passes: %s', (_, credentials) => {
    expect(check(credentials)).not.toThrow();
  });

  test('is not compared with an ARN that has no account, or is known later', () => {
    expect(check(iamRole({ roleArn: elsewhere, serviceAccount: 'a' }), { arn: 'arn:aws:s3:::orders' })).not.toThrow();
    expect(check(awsKeys({ accountId: '999999999999' }), { arn: new Late(() => '') })).not.toThrow();
  });

  test('is not compared where the account of its key is known later', () => {
    expect(check(awsKeys({ accountId: new Late(() => '') as never }))).not.toThrow();
  });
});

const ways =
  'credentials: must be a credential such as an AwsCredentialSecret, the keys of a CredentialSecret, iamRole(…) or assumeRole(…)';
const sns = { kind: 'AWSSNSSource', facts: none };

describe('credentials that a source could not use', () => {
  test.each<[string, unknown, Source, string]>([
    ['they are missing', undefined, {}, `${ways}; without one the adapter would fall back to the role of its node`],
    ['they are null', null, {}, ways],
    ['they are empty', {}, {}, ways],
    ['half of the key is missing', { accessKeyId: awsKeys().accessKeyId }, {}, ways],
    [
      'they are names and keys',
      { accessKeyId: { name: 'a', key: 'b' }, secretAccessKey: { name: 'a', key: 'c' } },
      {},
      ways,
    ],
    ['the kind knows no role', role, sns, 'credentials: must be an access key: an AWSSNSSource knows no IAM role'],
    [
      'the kind knows no role to assume',
      assumed,
      sns,
      'credentials: must be an access key: an AWSSNSSource ignores a role to assume',
    ],
    [
      'the kind ignores the role to assume',
      assumed,
      { kind: 'AWSCodeCommitSource' },
      'credentials: must be an access key or iamRole(…): an AWSCodeCommitSource ignores a role to assume',
    ],
    [
      'the kind takes no session token',
      awsKeys({}, ['sessionToken']),
      sns,
      'credentials: must be a key without session token: an AWSSNSSource takes none',
    ],
    [
      'the role is none',
      iamRole({ roleArn: queueArn, serviceAccount: 'a' }),
      {},
      'credentials.roleArn: must be the ARN of an IAM role',
    ],
    [
      'the service account is none',
      iamRole({ roleArn, serviceAccount: 'A' }),
      {},
      'credentials.serviceAccount: must be a DNS-1123 subdomain',
    ],
    [
      'the Secret is in another namespace',
      awsKeys({ namespace: 'other' }),
      {},
      'credentials: Secret aws is in namespace other, its user in orders',
    ],
    [
      'the assumed role has such a key',
      assumeRole({ credentials: awsKeys({ namespace: 'other' }), roleArn }),
      {},
      'credentials: Secret aws is in namespace other',
    ],
    [
      'the key is of another account',
      awsKeys({ accountId: '999999999999' }),
      {},
      'spec.arn: is in account 123456789012, the credentials in 999999999999; use assumeRole(…) with a role of account 123456789012',
    ],
    [
      'the role is of another account',
      iamRole({ roleArn: elsewhere, serviceAccount: 'a' }),
      {},
      'spec.arn: is in account 123456789012, the credentials in 999999999999',
    ],
    [
      'the role is of another partition',
      iamRole({ roleArn: 'arn:aws-cn:iam::123456789012:role/a', serviceAccount: 'a' }),
      {},
      'spec.arn: is of partition aws, the role of aws-cn; use a role of the same partition',
    ],
  ])('fails when %s', (_, credentials, source, message) => {
    expect(check(credentials, source)).toThrow(message);
  });
});

test('fails when a role would hang on the default service account', () => {
  const role = iamRole({ roleArn: 'arn:aws:iam::123456789012:role/a', serviceAccount: 'default' });
  const facts = { iam: true, sessionToken: true, assumeRole: true };
  expect(() => {
    requireIdentity('AWSSQSSource', facts, {}, role, undefined);
  }).toThrow('credentials.serviceAccount: must not be the default service account');
});
