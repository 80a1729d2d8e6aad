import { credential } from '../../../lib/core/credential';
import { generic } from '../../../lib/core/credential-class';
import {
  awsSecretsManager,
  remoteSecrets,
  type AwsSecretsManagerOptions,
} from '../../../lib/core/backends/aws-secrets-manager';
import { aws } from '../../../lib/core/classes/aws';
import type { Manifest } from '../../../lib/core/manifest';
import { existingStore } from '../../../lib/core/secret-store';
import { Late, lateEngine, plainEngine } from '../engines';
import { awsCredential, store } from '../fixtures';

type Field = 'accessKeyId' | 'secretAccessKey' | 'sessionToken';
type Options = AwsSecretsManagerOptions<string, Field>;

const from = (options: object, spec: object = {}) =>
  awsCredential({ backend: awsSecretsManager<string, Field, Field>({ store, ...options } as Options), ...spec });
const dataOf = (manifest: Manifest<string> | undefined) =>
  (manifest?.spec as { data: { secretKey: string; remoteRef: Record<string, string> }[] }).data;
const remote = (options: object, spec: object = {}) =>
  dataOf(from(options, spec).bundle['external-secret'] as Manifest<string>).map(({ secretKey, remoteRef }) => ({
    [secretKey]: [remoteRef.key, remoteRef.property, remoteRef.version].filter(part => part !== undefined).join(' '),
  }));

describe('a remote secret that is known later', () => {
  const late = new Late(() => 'prod/aws');
  const lately = (options: object) =>
    credential(lateEngine, aws, {
      name: 'aws',
      backend: awsSecretsManager<string | Late, Field, Field>({ store, ...options } as never),
    }).bundle['external-secret'];

  test('is read for every field', () => {
    const keys = dataOf(lately({ secret: late }) as Manifest<string>).map(({ remoteRef }) => remoteRef.key);
    expect(keys).toEqual([late, late]);
  });

  test.each<[string, object]>([
    ['by itself', { secretAccessKey: late }],
    ['with its property', { secretAccessKey: { secret: late, property: 'key' } }],
  ])('may be that of one field, given %s', (_, secrets) => {
    const data = dataOf(lately({ secrets: { accessKeyId: 'prod/id', ...secrets } }) as Manifest<string>);
    expect(data.map(({ remoteRef }) => remoteRef.key)).toEqual(['prod/id', late]);
  });

  test('is what the role of a store has to read', () => {
    const secrets = { accessKeyId: 'prod/id', secretAccessKey: late };
    expect(remoteSecrets(awsSecretsManager<string | Late, Field>({ store, secrets }))).toEqual(['prod/id', late]);
  });

  test('fails when versions are pinned, as names are made of both', () => {
    const versions = ['b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001'];
    expect(() => lately({ secret: late, versions })).toThrow(
      'backend.secret: must be a string that is known when the program runs, as names are made of it and versions',
    );
  });

  test('fails when one is the whole of two fields', () => {
    expect(() => lately({ secrets: { accessKeyId: late, secretAccessKey: late } })).toThrow(
      'backend.secrets.secretAccessKey: is the whole of the secret that is accessKeyId, too',
    );
  });

  test.each([Promise.resolve({}), late])('fails when all of them are known later', secrets => {
    expect(() => lately({ secrets })).toThrow('backend.secrets: must be an object: a remote secret for each field');
  });
});

describe('a credential in AWS Secrets Manager', () => {
  test('is an ExternalSecret with the defaults of its CRD written out', () => {
    const secret = 'prod/orders/aws';
    const { bundle, secretNames } = from({ secret }, { labels: { team: 'a' }, annotations: { note: 'b' } });
    const remoteRef = { key: secret, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
    expect(secretNames).toEqual(['aws']);
    expect(bundle).toEqual({
      'external-secret': {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'aws', namespace: 'orders', labels: { team: 'a' }, annotations: { note: 'b' } },
        spec: {
          refreshInterval: '1h0m0s',
          secretStoreRef: { kind: 'SecretStore', name: 'store' },
          target: {
            name: 'aws',
            creationPolicy: 'Owner',
            deletionPolicy: 'Retain',
            template: {
              type: 'Opaque',
              engineVersion: 'v2',
              mergePolicy: 'Replace',
              metadata: { labels: { team: 'a' }, annotations: { note: 'b' } },
            },
          },
          data: [
            { secretKey: 'AWS_ACCESS_KEY_ID', remoteRef: { ...remoteRef, property: 'AWS_ACCESS_KEY_ID' } },
            { secretKey: 'AWS_SECRET_ACCESS_KEY', remoteRef: { ...remoteRef, property: 'AWS_SECRET_ACCESS_KEY' } },
          ],
        },
      },
    });
  });

  test('gives its labels and annotations to the Secret as they are, templates or not', () => {
    const { bundle } = from({ secret: 'a' }, { annotations: { note: 'a {{ b }}' } });
    expect(bundle['external-secret']?.spec).toMatchObject({
      target: { template: { metadata: { annotations: { note: 'a {{ "{{" }} b }}' } } } },
    });
    const plain = from({ secret: 'a' }).bundle['external-secret']?.spec;
    expect(plain).toMatchObject({
      target: { template: { type: 'Opaque', engineVersion: 'v2', mergePolicy: 'Replace' } },
    });
    expect(plain).not.toHaveProperty('target.template.metadata');
  });

  test('is read from properties named as its keys, whatever the convention', () => {
    expect(remote({ secret: 'a' }, { keys: 'consoleText' })).toEqual([
      { aws_access_key_id: 'a aws_access_key_id' },
      { aws_secrets_access_key: 'a aws_secrets_access_key' },
    ]);
  });

  test('is read from the properties that are named', () => {
    expect(remote({ secret: 'a', properties: { secretAccessKey: 'secret' } })).toEqual([
      { AWS_ACCESS_KEY_ID: 'a AWS_ACCESS_KEY_ID' },
      { AWS_SECRET_ACCESS_KEY: 'a secret' },
    ]);
  });

  test('has the optional fields that are listed', () => {
    expect(remote({ secret: 'a', optionalFields: ['sessionToken'] })).toHaveLength(3);
    expect(from({ secret: 'a', optionalFields: ['sessionToken'] }).keys.sessionToken?.key).toBe('AWS_SESSION_TOKEN');
    expect(from({ secret: 'a' }).keys.sessionToken).toBeUndefined();
  });

  test('may have a secret for each field, whole or a property of it', () => {
    const secrets = { accessKeyId: 'id', secretAccessKey: { secret: 'key', property: 'a' }, sessionToken: undefined };
    expect(remote({ secrets })).toEqual([{ AWS_ACCESS_KEY_ID: 'id' }, { AWS_SECRET_ACCESS_KEY: 'key a' }]);
  });

  test('may have a field named as what every object inherits', () => {
    const backend = awsSecretsManager<string, 'constructor'>({ store, secret: 'a' });
    const { bundle } = credential(plainEngine, generic('constructor'), { name: 'a', backend });
    expect(dataOf(bundle['external-secret'] as Manifest<string>)[0]?.remoteRef.property).toBe('constructor');
  });

  test('is of the stage that is named', () => {
    expect(remote({ secret: 'a', stage: 'AWSPREVIOUS' })[0]).toEqual({
      AWS_ACCESS_KEY_ID: 'a AWS_ACCESS_KEY_ID AWSPREVIOUS',
    });
    expect(remote({ secrets: { accessKeyId: 'b', secretAccessKey: 'c' }, stage: 'blue' })).toEqual([
      { AWS_ACCESS_KEY_ID: 'b blue' },
      { AWS_SECRET_ACCESS_KEY: 'c blue' },
    ]);
  });

  test('is refreshed, owned and kept as told', () => {
    const options = { secret: 'a', refreshInterval: '15m', creationPolicy: 'Orphan', deletionPolicy: 'Merge' };
    expect(from(options).bundle['external-secret']?.spec).toMatchObject({
      refreshInterval: '15m',
      target: { creationPolicy: 'Orphan', deletionPolicy: 'Merge' },
    });
  });

  test('may be read through a ClusterSecretStore that serves its namespace, or any', () => {
    const shared = existingStore<string>({ kind: 'ClusterSecretStore', name: 'platform', namespace: 'elsewhere' });
    expect(from({ store: shared, secret: 'a' }).bundle['external-secret']?.spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
    });
    expect(() => from({ store: { ...shared, namespaces: ['orders'] }, secret: 'a' })).not.toThrow();
  });

  test('names the remote secrets that are read', () => {
    expect(remoteSecrets(awsSecretsManager({ store, secret: 'a' }))).toEqual(['a']);
    const secrets = { accessKeyId: 'a', secretAccessKey: { secret: 'b', property: 'c' }, sessionToken: undefined };
    expect(remoteSecrets({ backend: 'awsSecretsManager', options: { store, secrets } })).toEqual(['a', 'b']);
  });
});

describe('what can not be delivered', () => {
  test.each<[string, object, string]>([
    ['a property is of no field', { secret: 'a', properties: { user: 'a' } }, 'backend.properties.user: is no field'],
    ['a secret is of no field', { secrets: { user: 'a' } }, 'backend.secrets.user: is no field of a credential'],
    [
      'an optional field is none',
      { secret: 'a', optionalFields: ['user'] },
      'backend.optionalFields[0]: must be an optional field of class aws: sessionToken',
    ],
    [
      'a required field has no secret',
      { secrets: { accessKeyId: 'a' } },
      'backend.secrets.secretAccessKey: is missing; a credential of class aws needs it',
    ],
    [
      'the name of the secret is none',
      { secret: 'a b' },
      'backend.secret: must be the name of a secret in Secrets Manager, up to 512',
    ],
    [
      "the name of a field's secret is none",
      { secrets: { accessKeyId: '', secretAccessKey: 'a' } },
      'backend.secrets.accessKeyId: must be the name',
    ],
    ['the secret is not told', {}, 'backend.secret: must be the name of a secret in Secrets Manager, up to 512'],
    [
      'the ARN is of something else',
      { secret: 'arn:aws:s3:::a' },
      'backend.secret: must be the name of a secret in Secrets Manager, up to 512',
    ],
    [
      'a property is of an optional field that is not listed',
      { secret: 'a', properties: { sessionToken: 'token' } },
      'backend.properties.sessionToken: is of an optional field; list it in optionalFields, too',
    ],
    [
      'a stage stands beside versions',
      { secret: 'a', versions: ['a'.repeat(32)], stage: 'AWSCURRENT' },
      'backend.stage: must be left out, as versions says which to deliver',
    ],
    ['a stage is none', { secret: 'a', stage: 'a b' }, 'backend.stage: must be a staging label'],
    ['the secrets are null', { secrets: null }, 'backend.secrets: must be an object'],
    ['the versions are null', { secret: 'a', versions: null }, 'backend.versions: must list at least one'],
    [
      'an ARN is of another partition than its region',
      { secret: 'arn:aws-cn:secretsmanager:eu-west-1:123456789012:secret:a' },
      'backend.secret: must be the name of a secret',
    ],
    [
      'the secret is a wildcard',
      { secret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:*' },
      'backend.secret: must be the name of a secret in Secrets Manager, up to 512',
    ],
    [
      'a property is empty, which would be the whole secret',
      { secret: 'a', properties: { accessKeyId: '' } },
      'backend.properties.accessKeyId: must be the name of a property',
    ],
    [
      'a property is a query',
      { secrets: { accessKeyId: { secret: 'a', property: '@this' }, secretAccessKey: 'b' } },
      'backend.secrets.accessKeyId.property: must be the name of a property',
    ],
    [
      'both layouts are given, as one would be ignored',
      { secrets: { accessKeyId: 'a', secretAccessKey: 'b' }, versions: ['a'] },
      'backend.versions: must be left out',
    ],
    [
      'what is not owned is to be deleted',
      { secret: 'a', creationPolicy: 'Orphan', deletionPolicy: 'Delete' },
      'backend.deletionPolicy: must be Retain or Merge: External Secrets deletes only what it owns',
    ],
    [
      'the interval is a number',
      { secret: 'a', refreshInterval: 60 },
      'backend.refreshInterval: must be a duration as Go writes it',
    ],
    [
      'the creation policy is unknown',
      { secret: 'a', creationPolicy: 'owner' },
      'backend.creationPolicy: must be Owner or Orphan',
    ],
    [
      'the deletion policy is unknown',
      { secret: 'a', deletionPolicy: 'Keep' },
      'backend.deletionPolicy: must be Retain, Delete or Merge',
    ],
    [
      'a stage is a version',
      { secret: 'a', stage: 'uuid/0' },
      'backend.stage: must be a staging label; a version id belongs in versions',
    ],
    [
      'the store is in another namespace',
      { secret: 'a', store: { ...store, namespace: 'other' } },
      'backend.store: SecretStore store is in namespace other, its user in orders',
    ],
  ])('fails when %s', (_, options, message) => {
    expect(() => from(options)).toThrow(message);
  });

  test('fails when its ARN is of another region than the store', () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf';
    expect(() => from({ store: { ...store, region: 'eu-west-1' }, secret })).toThrow(
      'backend.secret: is in region us-east-1, its store in eu-west-1; use a store of that region',
    );
    expect(() => from({ store: { ...store, region: 'us-east-1' }, secret })).not.toThrow();
    expect(() => from({ store, secret })).not.toThrow();
  });

  test('fails when no field would be delivered', () => {
    const none = { ...generic('a'), required: {} };
    const backend = awsSecretsManager<string>({ store, secret: 'a' });
    expect(() => credential(plainEngine, none, { name: 'a', backend })).toThrow(
      'backend: must deliver at least one field',
    );
  });
});

test.each(['my key', 'user@host', 'key#1', 'a]', 'a.b', 'schlüssel'])('takes the property %j as its name', property => {
  expect(() => from({ secret: 'a', properties: { accessKeyId: property } })).not.toThrow();
});

test.each(['a|b', 'a*', 'a?', '@this', '{a', '[a', '#', ' a', 'a\\b'])(
  'fails when a property is a query: %j',
  property => {
    expect(() => from({ secret: 'a', properties: { accessKeyId: property } })).toThrow(
      'backend.properties.accessKeyId: must be the name',
    );
  },
);
