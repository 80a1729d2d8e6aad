import type { Manifest } from '../../../lib/core/manifest';
import { credential } from '../../../lib/core/credential';
import { credentialClass, generic } from '../../../lib/core/credential-class';
import { matches } from '../../../lib/core/rules';
import { SecretValue } from '../../../lib/core/secret-value';
import { plainEngine } from '../engines';
import { awsCredential } from '../fixtures';

const native = <Values extends Readonly<Record<string, string>>>(values: Values) => ({
  backend: 'native' as const,
  values: Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, new SecretValue(value)]),
  ) as unknown as Readonly<Record<keyof Values, SecretValue>>,
});
const pair = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };

describe('a credential that takes its values with it', () => {
  test('is a v1 Secret, its values hidden and to be written in base64', () => {
    const { bundle, secretNames } = awsCredential({ backend: native(pair), labels: { team: 'a' } });
    const { data, ...secret }: Partial<Manifest<string, SecretValue>> = { ...bundle.secret };
    expect(secretNames).toEqual(['aws']);
    expect(secret).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'aws', namespace: 'orders', labels: { team: 'a' } },
      type: 'Opaque',
    });
    const written = Object.entries(data as Record<string, SecretValue>).map(([key, value]) => [
      key,
      SecretValue.unsafeUnwrap(value),
    ]);
    expect(Object.fromEntries(written)).toEqual({
      AWS_ACCESS_KEY_ID: { held: pair.accessKeyId, encoding: 'base64' },
      AWS_SECRET_ACCESS_KEY: { held: pair.secretAccessKey, encoding: 'base64' },
    });
  });

  test('has handles of the fields that it has values of', () => {
    const some = awsCredential({
      backend: { ...native(pair), values: { ...native(pair).values, sessionToken: undefined } as never },
    });
    expect(Object.keys(some.keys)).toEqual(['accessKeyId', 'secretAccessKey']);
    const all = awsCredential({ backend: native({ ...pair, sessionToken: 'token' }) });
    expect(all.keys.sessionToken?.key).toBe('AWS_SESSION_TOKEN');
  });

  test('has the type of its class', () => {
    const basic = credentialClass({
      name: 'basic',
      type: 'kubernetes.io/basic-auth',
      required: { password: {} },
      optional: {},
      conventions: { kubernetes: { password: 'password' } },
    });
    const { bundle } = credential(plainEngine, basic, { name: 'a', backend: native({ password: 'a' }) });
    expect(bundle.secret?.type).toBe('kubernetes.io/basic-auth');
  });

  test('fails when a value breaks a rule of its field, and says which without the value', () => {
    const pin = credentialClass({
      name: 'pin',
      type: 'Opaque',
      required: { pin: { rules: [matches(/^\d{4}$/, 'must be 4 digits')] } },
      optional: {},
      conventions: { own: { pin: 'pin' } },
    });
    const make = () => credential(plainEngine, pin, { name: 'a', backend: native({ pin: '12345' }) });
    expect(make).toThrow(/^backend\.pin: must be 4 digits$/);
  });

  test('fails when a required field is missing', () => {
    const { accessKeyId } = pair;
    expect(() => awsCredential({ backend: native({ accessKeyId }) as never })).toThrow(
      'backend.secretAccessKey: is missing; a credential of class aws needs it',
    );
  });

  test('fails when there is a field that the class has not', () => {
    expect(() => awsCredential({ backend: native({ ...pair, password: 'a' }) })).toThrow(
      'backend.password: is no field of a credential of class aws',
    );
  });

  test('fails when the convention has no key for a field', () => {
    const backend = native({ ...pair, sessionToken: 'token' });
    expect(() => awsCredential({ backend, keys: 'integration' })).toThrow(
      'backend.sessionToken: has no key for sessionToken of class aws; name one in keys',
    );
  });

  test('fails when the values hold more than a Secret can, counted in bytes', () => {
    const make = (value: string) => () =>
      credential(plainEngine, generic('a', 'b'), { name: 'a', backend: native({ a: value, b: value }) });
    const half = 512 * 1024;
    expect(make('a'.repeat(half))).not.toThrow();
    expect(make('a'.repeat(half) + 'a')).toThrow('backend: must hold at most 1048576 bytes in all');
    expect(make('ä'.repeat(half / 2) + 'a')).toThrow('backend: must hold at most 1048576 bytes in all');
  });
});
