import {
  credentialClass,
  fieldOf,
  generic,
  requireField,
  rulesOf,
  spellingOf,
  type CredentialClass,
} from '../../lib/core/credential-class';
import { aws } from '../../lib/core/classes/aws';
import { plainRules } from '../../lib/core/rules';

describe('a class of credential', () => {
  test.each([
    [undefined, 'AWS_SECRET_ACCESS_KEY'],
    ['console', 'aws_secret_access_key'],
    ['consoleText', 'aws_secrets_access_key'],
    [{ accessKeyId: 'id' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ secretAccessKey: 'secret' }, 'secret'],
  ] as const)(
    'is spelled by its first convention, one by name, or keys over the first: %j',
    (keys, secretAccessKey) => {
      expect(spellingOf('keys', aws, keys)).toMatchObject({ secretAccessKey });
    },
  );

  test('says what it knows of a field, and nothing of what objects inherit', () => {
    expect(fieldOf(aws, 'sessionToken')?.env).toBe('AWS_SESSION_TOKEN');
    expect([fieldOf(aws, 'constructor'), fieldOf(aws, '__proto__'), fieldOf(aws, 'other')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(rulesOf(generic('a'), 'a')).toBe(plainRules);
  });

  test('fails when a key of a convention is no key of a Secret', () => {
    expect(() => classOf({ user: 'user name' })).toThrow(
      'class database: conventions.standard.user: must be a key of a Secret',
    );
  });

  test('fails when two fields have one key', () => {
    expect(() => classOf({ user: 'login', password: 'login' })).toThrow(
      'class database: conventions.standard.password: is the key of user, too; give each field a key of its own',
    );
    expect(() => spellingOf('keys', aws, { accessKeyId: 'AWS_SESSION_TOKEN' })).toThrow(
      'keys.sessionToken: is the key of accessKeyId, too',
    );
  });

  test('fails when asked for a field that it has not', () => {
    const message =
      'env().user: is no field of a credential of class aws; its fields are accessKeyId, secretAccessKey, sessionToken';
    expect(() => {
      requireField('env().user', aws, 'user');
    }).toThrow(message);
    expect(() => spellingOf('keys', aws, { user: 'a' })).toThrow('keys.user: is no field of a credential');
  });

  test.each(['Console', 'constructor', ''])('fails when asked for a convention that it has not: %p', keys => {
    expect(() => spellingOf('keys', aws as CredentialClass, keys)).toThrow(
      'keys: must be a key for each field, or one of the conventions environment, console, consoleText, til, tmctl, integration',
    );
  });
});

const classOf = (standard: { user?: string; password?: string }) =>
  credentialClass({
    name: 'database',
    type: 'kubernetes.io/basic-auth',
    required: { user: {}, password: {} },
    optional: {},
    conventions: { standard },
  });

describe('generic', () => {
  test('requires each key that is named, spelled as it is named', () => {
    expect(generic('username', 'tls.crt')).toEqual({
      name: 'generic',
      type: 'Opaque',
      required: { username: {}, 'tls.crt': {} },
      optional: {},
      conventions: { asNamed: { username: 'username', 'tls.crt': 'tls.crt' } },
    });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('takes the legal key %s', key => {
    const named = generic(key);
    expect(Object.keys(named.required)).toEqual([key]);
    expect(Object.values(spellingOf('keys', named, undefined))).toEqual([key]);
  });

  test('fails when there is no key', () => {
    expect(() => generic()).toThrow('generic(): needs at least one key, as a Secret without keys helps nobody');
  });

  test('fails when a key is no key of a Secret', () => {
    expect(() => generic('a', 'b c')).toThrow('class generic: conventions.asNamed.b c: must be a key of a Secret');
  });
});

test('fails when the keys of a generic class come as a list', () => {
  expect(() => generic(['username', 'password'] as never)).toThrow(
    "generic(): takes each key by itself, as in generic('username', 'password')",
  );
});
