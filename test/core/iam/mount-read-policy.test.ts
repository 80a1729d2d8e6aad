import { generic } from '../../../lib/core/credential-class';
import { mountReadPolicy } from '../../../lib/core/iam/mount-read-policy';

const accountId = '123456789012';
const arn = (name: string, region = 'eu-west-1') => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
const key = (region: string) => `arn:aws:kms:${region}:${accountId}:key/1`;
const source = { region: 'eu-west-1', secret: 'a' };
/** At run time anything may come. */
const policy = (spec: object = {}) =>
  mountReadPolicy({ class: generic('username', 'password'), source, accountId, ...spec }).Statement;

describe('the policy of a mounted credential', () => {
  test('lets its role read just its secrets', () => {
    const get = { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'] };
    expect(policy()).toEqual([{ ...get, Resource: [arn('a-??????')] }]);
    const secrets = { username: 'b', password: { secret: arn('c-AbCdEf'), property: 'd' } };
    expect(policy({ source: { region: 'eu-west-1', secrets } })).toEqual([
      { ...get, Resource: [arn('b-??????'), arn('c-AbCdEf'), arn('c-AbCdEf-??????')] },
    ]);
  });

  test('is for the other region, too, with the keys of each', () => {
    const failover = { region: 'eu-central-1', secret: 'b' };
    const kmsKeyArns = [key('eu-central-1'), key('eu-west-1')];
    const via = (region: string) => ({
      StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
    });
    expect(policy({ source: { ...source, failover }, kmsKeyArns })).toEqual(
      expect.arrayContaining([
        {
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue'],
          Resource: [arn('b-??????', 'eu-central-1'), arn('a-??????')],
        },
        { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key('eu-west-1')], Condition: via('eu-west-1') },
        { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key('eu-central-1')], Condition: via('eu-central-1') },
      ]),
    );
  });

  test('lets it look for new versions where the driver does, and none is pinned', () => {
    const both = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
    expect(policy({ rotates: true })).toMatchObject([{ Action: both, Resource: [arn('a-??????')] }]);
    expect(policy({ rotates: true, source: { ...source, version: { stage: 'A' } } })).toMatchObject([{ Action: both }]);
    const version = { id: 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001' };
    expect(policy({ rotates: true, source: { ...source, version } })).toEqual(policy());
    const withKey = policy({ rotates: true, kmsKeyArns: [key('eu-west-1')] });
    expect(withKey.filter(({ Action }) => Action.includes('secretsmanager:DescribeSecret'))).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['the source is none', { source: { region: 'eu-west-1' } }, 'source.secret: must be the name of a secret'],
    ['the account is none', { accountId: '1' }, 'accountId: must be the 12 digits of an AWS account'],
    [
      'a key is an alias',
      { kmsKeyArns: ['arn:aws:kms:eu-west-1:1:alias/a'] },
      'kmsKeyArns[0]: must be the ARN of a KMS',
    ],
    [
      'a key is in neither region',
      { kmsKeyArns: [key('eu-west-1'), key('eu-west-3')] },
      'kmsKeyArns[1]: must be the ARN of a KMS key in eu-west-1',
    ],
  ])('fails when %s', (_, spec, message) => {
    expect(() => policy(spec)).toThrow(message);
  });
});
