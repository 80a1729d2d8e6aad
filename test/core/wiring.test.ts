import { credentialClass, generic } from '../../lib/core/credential-class';
import { aws } from '../../lib/core/classes/aws';
import { envOf, filesOf } from '../../lib/core/wiring';
import { awsKeys, reference } from './fixtures';

const names = (env: object) =>
  Object.entries(env).map(([name, { key }]: [string, { key: string }]) => `${name}=${key}`);

describe('a credential as environment variables', () => {
  test('is under the names that programs read, whatever its keys are', () => {
    expect(names(envOf(aws, awsKeys({ keys: 'tmctl' }, ['sessionToken']), undefined))).toEqual([
      'AWS_ACCESS_KEY_ID=accessKeyID',
      'AWS_SECRET_ACCESS_KEY=secretAccessKey',
      'AWS_SESSION_TOKEN=sessionToken',
    ]);
  });

  test('is under other names where they are said, and only those', () => {
    expect(names(envOf(aws, awsKeys(), { secretAccessKey: 'MINIO_SECRET' }))).toEqual([
      'MINIO_SECRET=AWS_SECRET_ACCESS_KEY',
    ]);
  });

  test('is under its keys where the class says nothing', () => {
    const keys = { username: reference({}, 'username') };
    expect(names(envOf(generic('username'), keys, undefined))).toEqual(['username=username']);
  });

  test('fails when it has no such field', () => {
    expect(() => envOf(aws, awsKeys(), { sessionToken: 'TOKEN' })).toThrow(
      'env().sessionToken: is not a field that this credential has; list it in optionalFields',
    );
    expect(() => envOf(aws, awsKeys(), { user: 'A' } as never)).toThrow('env().user: is no field of a credential');
  });

  test('fails when it has no such field, though every object inherits one of that name', () => {
    const odd = credentialClass({
      name: 'odd',
      type: 'Opaque',
      required: {},
      optional: { constructor: {} },
      conventions: {},
    });
    expect(() => envOf(odd, {}, { constructor: 'A' })).toThrow(
      'env().constructor: is not a field that this credential has',
    );
  });

  test("fails when a key is no variable's name, and says how to name it", () => {
    const keys = { 'tls.crt': reference({}, 'tls.crt') };
    expect(() => envOf(generic('tls.crt'), keys, undefined)).toThrow(
      `env().tls.crt: has the key tls.crt, which is no variable's name; say one: env({ "tls.crt": 'NAME' })`,
    );
  });
});

describe('a credential as files', () => {
  test('has a file for each key that it has', () => {
    const files = filesOf({ ...awsKeys({ keys: 'til' }), sessionToken: undefined });
    expect(Object.keys(files)).toEqual(['access_key_id', 'secret_access_key']);
    expect(files.access_key_id?.key).toBe('access_key_id');
  });
});
