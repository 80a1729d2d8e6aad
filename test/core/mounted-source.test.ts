import { credentialClass } from '../../lib/core/credential-class';
import { mounted, objectsOf } from './mounted';

const arn = (region: string) => `arn:aws:secretsmanager:${region}:123456789012:secret:a-AbCdEf`;
const from = (source: unknown) => mounted({ source: withRegion(source) });
const withRegion = (source: unknown) =>
  typeof source === 'object' && source !== null ? { region: 'eu-west-1', ...source } : source;
const version = 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001';
const secrets = { username: 'a', password: 'b' };

describe('the source of a mounted credential', () => {
  test('may be in any region of any partition of AWS', () => {
    for (const region of ['eu-west-1', 'us-gov-west-1', 'us-isob-east-1', 'ap-southeast-7']) {
      const identity = { podIdentity: {} };
      expect(mounted({ identity, source: { region, secret: 'a' } }).bundle).toMatchObject({
        'secret-provider-class': { spec: { parameters: { region } } },
      });
    }
  });

  test('has the optional fields that are listed', () => {
    const database = credentialClass({
      name: 'database',
      type: 'Opaque',
      required: { user: {} },
      optional: { host: {}, port: {} },
      conventions: { plain: { user: 'user', host: 'host', port: 'port' } },
    });
    expect(objectsOf({ secret: 'a', optionalFields: ['host'] }, { class: database })).toMatchObject([
      { jmesPath: [{ path: 'user' }, { path: 'host' }] },
    ]);
  });

  const far = { region: 'eu-central-1' };
  test.each<[string, unknown, string]>([
    ['it is none', undefined, 'source: must be an object: the region, and secret or secrets in it'],
    ['it is a name alone', 'prod/database', 'source: must be an object'],
    ['its region is none', { region: 'Europe', secret: 'a' }, 'source.region: must be an AWS region, as in eu-west-1'],
    ['it has no secret', {}, 'source.secret: must be the name of a secret in Secrets Manager'],
    ['a secret has a wildcard', { secret: 'prod/*' }, 'source.secret: must be the name of a secret in Secrets Manager'],
    ['a secret is a path up', { secret: '../prod?' }, 'source.secret: must be the name of a secret'],
    [
      'the ARN is of another region',
      { secret: arn('us-east-1') },
      'source.secret: is in region us-east-1, and is looked for in eu-west-1; say its own region',
    ],
    [
      'the ARN of a field is of another region',
      { secrets: { ...secrets, password: arn('us-east-1') } },
      'source.secrets.password: is in region us-east-1',
    ],
    [
      'the ARN is of another service',
      { secret: 'arn:aws:ssm:eu-west-1:123456789012:parameter/a' },
      'source.secret: must be the name of a secret in Secrets Manager',
    ],
    ['there is a secret and secrets', { secret: 'a', secrets }, 'source.secret: must be left out, as secrets names'],
    ['secrets are a list', { secrets: ['a'] }, 'source.secrets: must be an object: a remote secret for each field'],
    ['a field has no secret', { secrets: { username: 'a' } }, 'source.secrets.password: is missing'],
    ['a field is none', { secrets: { ...secrets, host: 'c' } }, 'source.secrets.host: is no field of a credential'],
    [
      'two fields are one secret as a whole',
      { secrets: { username: 'a', password: 'a' } },
      'source.secrets.password: is the whole of the secret that is username, too',
    ],
    ['a property is of no field', { secret: 'a', properties: { host: 'h' } }, 'source.properties.host: is no field'],
    ['a property has no name', { secret: 'a', properties: { username: '' } }, 'source.properties.username: must be'],
    [
      'a property has half of a character',
      { secret: 'a', properties: { username: 'a\ud800' } },
      'source.properties.username: must be the name of a property in the JSON of the secret',
    ],
    [
      'a property of a field is no text',
      { secrets: { ...secrets, password: { secret: 'b', property: 7 } } },
      'source.secrets.password.property: must be the name of a property',
    ],
    ['a field is not optional', { secret: 'a', optionalFields: ['host'] }, 'source.optionalFields[0]: must be an opt'],
    ['its version is a text', { secret: 'a', version }, 'source.version: must be either { id } or { stage }'],
    ['its version is two', { secret: 'a', version: { id: version, stage: 'A' } }, 'source.version: must be either'],
    ['its version is no id', { secret: 'a', version: { id: 'v1' } }, 'source.version.id: must be a version id'],
    ['its stage is empty', { secret: 'a', version: { stage: '' } }, 'source.version.stage: must be a staging label'],
    [
      'several secrets have one version',
      { secrets, version: { id: version } },
      'source.version.id: is of one secret, and there are several; use stage',
    ],
    ['failover is a region alone', { secret: 'a', failover: 'eu-west-2' }, 'source.failover: must be an object with a'],
    ['failover has no region', { secret: 'a', failover: {} }, 'source.failover.region: must be an AWS region'],
    [
      'failover is to the same region',
      { secret: 'a', failover: { region: 'eu-west-1' } },
      'source.failover.region: must be another region than source.region',
    ],
    [
      'failover is to another partition',
      { secret: 'a', failover: { region: 'cn-north-1' } },
      'source.failover.region: is of partition aws-cn, source.region of aws; one role reads both',
    ],
    [
      'failover is from an ARN, and there is none for the other region',
      { secret: arn('eu-west-1'), failover: far },
      'source.failover.secret: must be told, as an ARN is that of a secret in one region',
    ],
    [
      'failover is from the ARN of a field, and there is none for the other region',
      { secrets: { ...secrets, password: arn('eu-west-1') }, failover: far },
      'source.failover.secret: must be told',
    ],
    [
      'failover is to an ARN of a third region',
      { secret: 'a', failover: { ...far, secret: arn('eu-west-3') } },
      'source.failover.secret: is in region eu-west-3, and is looked for in eu-central-1',
    ],
    [
      'failover is laid out otherwise than the source',
      { secret: 'a', failover: { ...far, secrets: { username: 'a' } } },
      'source.failover.secrets: must be laid out as the source',
    ],
    [
      'failover is for one secret, and there are several',
      { secrets, failover: { ...far, secret: 'a' } },
      'source.failover.secret: must be laid out as the source',
    ],
    [
      'failover is for a field that the source has not',
      { secrets, failover: { ...far, secrets: { host: 'a' } } },
      'source.failover.secrets.host: is of a field that source.secrets has not',
    ],
  ])('fails when %s', (_, source, message) => {
    expect(() => from(source)).toThrow(message);
  });
});
