import { output, secret, type Input } from '@pulumi/pulumi';
import {
  CredentialSecret,
  TriggerMeshService,
  aws,
  credentialClass,
  generic,
  matches,
  nativeSecret,
  user,
  type CredentialClass,
} from 'keywire/pulumi';
import { accessKey, secretLine, showsSecret } from '../bad-inputs/secret-values';
import { leaksIn, newCanary } from '../canary';
import { errorText, shownOf } from '../shown';
import { run } from './program';
import { expectOneError } from './refusals/one-error';
import { database, native } from './refusals/sound';
import { shownPart } from './registered';

describe('a secret value', () => {
  test.each<[string, unknown, RegExp]>([
    ['is empty', '', /^database: backend.password: must not be empty; leave an optional field out instead$/],
    ['ends in a newline', `${secretLine}\n`, /must be one line/],
    [
      'is too large',
      secretLine.padEnd(1024 * 1024 + 1, 'x'),
      /^database: backend: must hold at most 1048576 bytes in all/,
    ],
  ])('fails when it %s, as a string and as a secret Output', async (_, value, says) => {
    const at = String(value).length > 1000 ? 'database: backend' : 'database: backend.password';
    const known = await run(() => database(value));
    expectOneError(known, { at: `orders/${at}`, says });
    expect(known.resources).toEqual([]);
    for (const late of [secret(value), output(Promise.resolve(value))]) {
      const outcome = await run(() => database(late));
      expectOneError(outcome, { at: `orders/${at}`, says });
      expect(outcome.resources.map(({ name }) => name)).toEqual(['database']);
    }
  });

  test.each<[string, unknown]>([
    ['a number', 7],
    ['a list', [secretLine]],
    ['an object', { secretLine }],
    ['null', null],
  ])('fails when it is %s, as it is and as a secret Output', async (_, value) => {
    const known = await run(() => database(value));
    expectOneError(known, {
      at: 'orders/database: backend.password',
      says: /must be a string, or an Output of one such as config/,
    });
    expect(known.resources).toEqual([]);
    const late = await run(() => database(secret(value)));
    expectOneError(late, { at: 'orders/database: backend.password', says: /must be a string$/ });
    expect(late.resources.map(({ name }) => name)).toEqual(['database']);
  });

  test.each<[string, object, string, RegExp]>([
    [
      'is missing',
      { accessKeyId: accessKey.accessKeyId },
      'backend.secretAccessKey',
      /is missing; a credential of class aws needs it/,
    ],
    [
      'is of no field',
      { ...accessKey, password: secretLine },
      'backend.password',
      /is no field of a credential of class aws/,
    ],
    [
      'is of the wrong field',
      { ...accessKey, accessKeyId: accessKey.secretAccessKey },
      'backend.accessKeyId',
      /must be an access key id/,
    ],
  ])('fails when it %s', async (_, values, path, says) => {
    const outcome = await run(() => native(values));
    expectOneError(outcome, { at: `orders/aws: ${path}`, says });
    expect(outcome.resources).toEqual([]);
  });

  test('fails when all of them are an Output', async () => {
    const outcome = await run(() => native(secret(accessKey)));
    expect(outcome.errors).toHaveLength(1);
    expect(outcome.resources).toEqual([]);
    expect(showsSecret(errorText(outcome.errors[0]))).toBe(false);
  });
});

const awkward = () => newCanary('/+&"\\');
const databaseClass = credentialClass({
  name: 'database',
  type: 'kubernetes.io/basic-auth',
  required: { user: { env: 'PGUSER' }, password: { rules: [matches(/./, 'must be there')] } },
  optional: { host: {} },
  conventions: { kubernetes: { user: 'username', password: 'password', host: 'host' } },
});

type Canaries = Readonly<Record<string, string>>;

/** A class, with a canary for each of its fields. */
const classes: readonly [string, CredentialClass, Canaries][] = [
  ['aws', aws, { accessKeyId: newCanary(), secretAccessKey: awkward(), sessionToken: awkward() }],
  ['generic', generic('a', 'b.c'), { a: awkward(), 'b.c': awkward() }],
  ['a class of its own', databaseClass, { user: awkward(), password: awkward(), host: awkward() }],
];

/** The ways to give a value. */
const given: readonly [string, (canary: string) => Input<string>][] = [
  ['known', canary => canary],
  ['secret Outputs', secret],
  ['Outputs that nobody marked', canary => output(Promise.resolve(canary))],
];

describe.each(classes)('values of class %s', (_, credentialClass, canaries) => {
  describe.each(given)('that are %s', (_, give) => {
    const values = () => Object.fromEntries(Object.entries(canaries).map(([field, canary]) => [field, give(canary)]));
    const declare = () => {
      const backend = nativeSecret(values());
      const credential = new CredentialSecret('held', {
        namespace: 'orders',
        class: credentialClass,
        backend: backend,
      });
      const names = Object.fromEntries(Object.keys(canaries).map((field, index) => [field, `V${index}`]));
      const env = credential.env(names);
      const files = { '/etc/held': credential.files() };
      const worker = new TriggerMeshService('worker', { namespace: 'orders', image: 'a', env, files });
      credential.grantRead(user('alice'));
      return { backend, credential, keys: credential.keys, env, files, resources: credential.resources, user: worker };
    };

    test('are in the data of the Secret, marked as secret, once each and in base64, and nowhere else', async () => {
      const { messages, resources } = await run(declare);
      expect(messages).toEqual([]);
      const secrets = resources.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
      expect(secrets).toHaveLength(1);
      expect(leaksIn(JSON.stringify(resources.map(shownPart)), canaries)).toEqual([]);
      expect(leaksIn(JSON.stringify(secrets), canaries)).toEqual(
        Object.keys(canaries).map(field => `${field} in base64, 0 bytes off, 1 times`),
      );
      expect(leaksIn(JSON.stringify(resources.filter(each => !secrets.includes(each))), canaries)).toEqual([]);
      expect(resources.length).toBeGreaterThan(4);
    });

    test('are not shown by anything that a program holds', async () => {
      let held: Readonly<Record<string, unknown>> = {};
      await run(() => {
        held = declare();
      });
      for (const value of Object.values(held)) {
        const shown = shownOf(value);
        expect(leaksIn(shown, canaries)).toEqual([]);
        expect(shown.length).toBeGreaterThan(100);
      }
    });
  });
});

describe('an error', () => {
  const [id, key] = [newCanary(), awkward()];
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const akia = `AKIA${newCanary().toUpperCase().slice(0, 16)}`;

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['an id ends in a line break', { accessKeyId: `${id}\n`, secretAccessKey: key }],
    ['an id is the secret', { accessKeyId: key, secretAccessKey: id }],
    ['an id is base64 already', { accessKeyId: base64(akia), secretAccessKey: key }],
    ['a secret is an id', { accessKeyId: id, secretAccessKey: akia }],
    ['a secret ends in a line break', { accessKeyId: id, secretAccessKey: `${key}\r\n` }],
    ['a secret is missing', { accessKeyId: id }],
    ['there is one value too many', { accessKeyId: id, secretAccessKey: key, password: key }],
    ['a value is an object', { accessKeyId: id, secretAccessKey: { key } }],
    ['a value is a list', { accessKeyId: id, secretAccessKey: [key] }],
    ['a value is a number', { accessKeyId: id, secretAccessKey: 1234567890123 }],
    ['a value is too large', { accessKeyId: id, secretAccessKey: key.repeat(30_000) }],
  ])('tells nothing where %s, however the values were given', async (_, values) => {
    for (const [, give] of given) {
      const outcome = await run(() =>
        native(Object.fromEntries(Object.entries(values).map(([field, value]) => [field, give(value as string)]))),
      );
      expect(outcome.errors.length).toBeGreaterThan(0);
      const text = outcome.errors.map(errorText).join('\n');
      expect(leaksIn(text, { id, key, akia, number: '1234567890123' })).toEqual([]);
      expect(outcome.resources.filter(({ isComponent }) => !isComponent)).toEqual([]);
    }
  });
});
