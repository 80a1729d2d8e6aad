import { readPolicy } from '../../../lib/core/iam/read-policy';

const account = { region: 'eu-west-1', accountId: '123456789012' };
const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const prefix = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:';

describe('the policy to read secrets', () => {
  test('allows to get exactly those that are named, each once', () => {
    expect(readPolicy({ ...account, secrets: ['prod/b', 'prod/a', 'prod/b'] })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue'],
          Resource: [`${prefix}prod/a-??????`, `${prefix}prod/b-??????`],
        },
      ],
    });
  });

  test.each([
    // Nobody can say whether these end in Secrets Manager's own six characters.
    [`${prefix}prod/a-AbCd12`, `${prefix}prod/a-AbCd12`, `${prefix}prod/a-AbCd12-??????`],
    [`${prefix}prod/db-secret`, `${prefix}prod/db-secret`, `${prefix}prod/db-secret-??????`],
    [`${prefix}prod/a`, `${prefix}prod/a-??????`],
    [`${prefix}prod/a-abcde`, `${prefix}prod/a-abcde-??????`],
  ])('takes ARNs with the six characters and without: %s', (secret, ...resources) => {
    expect(readPolicy({ ...account, secrets: [secret] }).Statement[0]?.Resource).toEqual(resources);
  });

  test.each(['*', 'prod/*', `${prefix}*`, '', 'arn:aws:s3:::a'])('fails when it is not one secret: %j', secret => {
    expect(() => readPolicy({ ...account, secrets: [secret] })).toThrow('secrets[0]: must be the name of a secret');
  });

  test('fails when a secret is in another region', () => {
    const secrets = [`${prefix}a`.replace('eu-west-1', 'us-east-1')];
    expect(() => readPolicy({ ...account, secrets })).toThrow('secrets[0]: is in region us-east-1');
  });

  test('never has a wildcard that more than one secret fits', () => {
    const { Statement } = readPolicy({ ...account, secrets: ['a', `${prefix}b`], kmsKeyArns: [key] });
    const texts = Statement.flatMap(({ Action, Resource }) => [...Action, ...Resource]);
    expect(texts.filter(text => text.includes('*'))).toEqual([]);
    expect(texts.filter(text => text.includes('?')).every(text => /[^?]-\?{6}$/.test(text))).toBe(true);
  });

  test('allows to decrypt with those keys, through Secrets Manager alone', () => {
    expect(readPolicy({ ...account, secrets: ['a'], kmsKeyArns: [key, key] }).Statement[1]).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    });
  });

  test.each([
    ['cn-north-1', 'aws-cn', 'secretsmanager.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'secretsmanager.us-gov-west-1.amazonaws.com'],
  ])('is written for the partition of %s', (region, partition, service) => {
    const kmsKeyArns = [`arn:${partition}:kms:${region}:123456789012:key/1`];
    const { Statement } = readPolicy({ ...account, region, secrets: ['a'], kmsKeyArns });
    expect(Statement).toMatchObject([
      { Resource: [`arn:${partition}:secretsmanager:${region}:123456789012:secret:a-??????`] },
      { Resource: kmsKeyArns, Condition: { StringEquals: { 'kms:ViaService': service } } },
    ]);
  });

  test('fails when there is nothing to read', () => {
    expect(() => readPolicy({ ...account, secrets: [] })).toThrow('secrets: must name at least one secret');
  });

  test.each(['', '12345', '12345678901a'])('fails when the account is %p', accountId => {
    expect(() => readPolicy({ ...account, accountId, secrets: ['a'] })).toThrow(
      'accountId: must be the 12 digits of an AWS account',
    );
  });

  test.each(['1', prefix])('fails when a key is none of KMS: %s', arn => {
    expect(() => readPolicy({ ...account, secrets: ['a'], kmsKeyArns: [key, arn] })).toThrow(
      'kmsKeyArns[1]: must be the ARN of a KMS key',
    );
  });
});

test.each(['*', 'eu-west-?', ''])('fails when the region is none: %j', region => {
  expect(() => readPolicy({ ...account, region, secrets: ['a'] })).toThrow('region: must be an AWS region');
});

test('fails when the secrets are no list', () => {
  expect(() => readPolicy({ ...account, secrets: 'abc' as never })).toThrow('secrets: must be a list of names or ARNs');
});

test.each(['arn:aws:kms:::key/a', 'arn:aws:kms:us-east-1:123456789012:key/a'])(
  'fails when a key is not one of the region: %s',
  kms => {
    expect(() => readPolicy({ ...account, secrets: ['a'], kmsKeyArns: [kms] })).toThrow(
      'kmsKeyArns[0]: must be the ARN of a KMS key in eu-west-1',
    );
  },
);
