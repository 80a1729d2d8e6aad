import { secret } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  CredentialSecret,
  aws,
  awsSecretsManager,
  credentialClass,
  generic,
  type CredentialArgs,
  type CredentialClass,
} from 'keywire/pulumi';
import { awsSecretsManagerSecret } from 'keywire/pulumi/aws';
import type { Outcome } from '../../program';
import { secretPathsIn } from '../../registered';
import { inputs, json, late, names, resource, runIn } from '../aws-program';
import { kmsKeyArn, namespace, remote, store, stored, user } from '../sound';

const registry = credentialClass({
  name: 'registry',
  type: 'Opaque',
  required: { username: {}, password: {} },
  optional: { email: {}, note: {} },
  conventions: { own: { username: 'user-name', password: 'pass-word', email: 'e-mail', note: 'a-note' } },
});
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: late('wJalrXUtnFEMI') };

const externalSecret = (declare: () => unknown): Promise<Readonly<Record<string, unknown>>> =>
  runIn({}, declare).then((outcome: Outcome) => {
    expect(outcome.messages).toEqual([]);
    return inputs(outcome, 'one-external-secret');
  });
const one = <C extends CredentialClass>(of: C, backend: CredentialArgs<C>['backend']) =>
  new CredentialSecret('one', { namespace, class: of, backend });
const byHand = { secret: 'prod/one' };

describe('a secret in Secrets Manager', () => {
  test('is made with its values as JSON, which are secret as a whole', async () => {
    const outcome = await runIn({}, () =>
      stored({ tags: { team: late('orders') }, recoveryWindowInDays: 7, kmsKeyArn: late(kmsKeyArn) }),
    );
    expect(outcome.resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ['keywire:aws:SecretsManagerSecret', 'database', undefined],
      ['aws:secretsmanager/secret:Secret', 'database-secret', 'database'],
      ['aws:secretsmanager/secretVersion:SecretVersion', 'database-version', 'database'],
    ]);
    expect(inputs(outcome, 'database-secret')).toEqual({
      name: 'prod/database',
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: 7,
      tags: { team: 'orders' },
    });
    expect(json(outcome, 'database-version', 'secretString')).toEqual({
      username: 'orders',
      password: 'correct horse',
    });
    expect(secretPathsIn(resource(outcome, 'database-version').inputs)).toEqual(['secretString']);
    expect(resource(outcome, 'database-version').dependsOn).toContain('database-secret');
    const [component] = outcome.resources;
    expect(component?.inputs).toEqual({});
    expect(Object.keys(component?.outputs ?? {})).toEqual(['secretArn']);
  });

  test('spells its properties as the first convention of its class', async () => {
    const values = { username: 'orders', password: late('a'), email: secret('b') };
    const outcome = await runIn({}, () =>
      awsSecretsManagerSecret('database', { secret: 'prod/one', class: registry, values }),
    );
    expect(json(outcome, 'database-version', 'secretString')).toEqual({
      'user-name': 'orders',
      'pass-word': 'a',
      'e-mail': 'b',
    });
  });

  test('that is only referred to makes nothing, by name or by ARN', async () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/one-AbCdEf';
    const told: unknown[] = [];
    const outcome = await runIn({}, () => {
      told.push(
        remote().secrets,
        awsSecretsManagerSecret('b', { secret: arn }).secrets,
        remote({ kmsKeyArn }).kmsKeyArn,
      );
    });
    expect(outcome.resources).toEqual([]);
    expect(told).toEqual([['prod/database'], [arn], kmsKeyArn]);
  });

  test('of a user is named for each label', async () => {
    const secrets: unknown[] = [];
    await runIn({}, () => {
      secrets.push(user({ keys: ['a', 'b'] }).inSecretsManager({ secret: 'prod/aws' }).secrets);
    });
    expect(secrets).toEqual([['prod/aws/a', 'prod/aws/b']]);
  });

  test('is there before what reads it, and stays until that is gone', async () => {
    const outcome = await runIn({}, () => one(generic('username', 'password'), stored().readThrough(store())));
    expect(resource(outcome, 'one-external-secret').dependsOn).toEqual(
      expect.arrayContaining(['database-secret', 'database-version', 'store-store']),
    );
  });
});

describe('read through a store, a secret makes the same ExternalSecret as awsSecretsManager', () => {
  test('with a generic class', async () => {
    const values = { username: 'orders', password: 'a' };
    const read = await externalSecret(() =>
      one(generic('username', 'password'), awsSecretsManagerSecret('s', { ...byHand, values }).readThrough(store())),
    );
    const referred = await externalSecret(() =>
      one(generic('username', 'password'), awsSecretsManagerSecret('s', byHand).readThrough(store())),
    );
    const written = await externalSecret(() =>
      one(generic('username', 'password'), awsSecretsManager({ ...byHand, store: store() })),
    );
    expect(read).toEqual(written);
    expect(referred).toEqual(written);
  });

  test('with a field of a name that every object inherits', async () => {
    const values = { constructor: 'a' };
    const read = await externalSecret(() =>
      one(generic('constructor'), awsSecretsManagerSecret('s', { ...byHand, values }).readThrough(store())),
    );
    const written = await externalSecret(() =>
      one(generic('constructor'), awsSecretsManager({ ...byHand, store: store() })),
    );
    expect(read).toEqual(written);
  });

  test('with a class that has optional fields, of those that it has', async () => {
    const values = { username: 'orders', password: 'a', note: 'b' };
    const read = await externalSecret(() =>
      one(registry, awsSecretsManagerSecret('s', { ...byHand, class: registry, values }).readThrough(store())),
    );
    const properties = { username: 'user-name', password: 'pass-word', note: 'a-note' };
    const written = await externalSecret(() =>
      one(registry, awsSecretsManager({ ...byHand, properties, optionalFields: ['note'], store: store() })),
    );
    expect(read).toEqual(written);
    expect(JSON.stringify(read)).not.toContain('e-mail');
  });

  test('of class aws, with the options of reading it', async () => {
    const options = { refreshInterval: '10m', creationPolicy: 'Orphan', deletionPolicy: 'Merge' } as const;
    const read = await externalSecret(() => {
      const backend = awsSecretsManagerSecret('s', { ...byHand, class: aws, values: key }).readThrough(
        store(),
        options,
      );
      return new AwsCredentialSecret('one', { namespace, backend });
    });
    const written = await externalSecret(() => {
      const backend = awsSecretsManager({ ...byHand, ...options, store: store() });
      return new AwsCredentialSecret('one', { namespace, backend });
    });
    expect(read).toEqual(written);
  });

  test('under another convention of the credential, the properties stay as they are in the secret', async () => {
    const backendOf = () => awsSecretsManagerSecret('s', { ...byHand, class: aws, values: key }).readThrough(store());
    const read = await externalSecret(
      () => new AwsCredentialSecret('one', { namespace, keys: 'console', backend: backendOf() }),
    );
    const { data } = read.spec as { data: readonly { secretKey: string; remoteRef: { property: string } }[] };
    expect(data.map(({ secretKey, remoteRef }) => [secretKey, remoteRef.property])).toEqual([
      ['aws_access_key_id', 'AWS_ACCESS_KEY_ID'],
      ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
    ]);
  });

  test('and nothing but it: what is of keywire alone stands in no manifest', async () => {
    const outcome = await runIn({}, () => {
      new AwsCredentialSecret('one', {
        namespace,
        backend: user().inSecretsManager({ secret: 'a' }).readThrough(store()),
      });
    });
    const text = JSON.stringify(inputs(outcome, 'one-external-secret'));
    expect(text).not.toMatch(/dependsOn|accountId|provenance|AWSSQSSource/);
    expect(names(outcome)).toContain('one-external-secret');
  });
});
