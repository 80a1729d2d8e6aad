import * as fc from 'fast-check';
import { generic } from '../../lib/core/credential-class';
import { readBack } from '../cdk8s/yaml/read-back';
import { objectsOf, parametersOf } from './mounted';

const arn = (name: string, region = 'eu-west-1') => `arn:aws:secretsmanager:${region}:123456789012:secret:${name}`;
const whole = { objectType: 'secretsmanager' };

describe('the objects of a mounted credential', () => {
  test('are one for one secret: a file for each field, and one that says to be the whole', () => {
    expect(objectsOf({ secret: 'prod/orders/database', properties: { username: 'user name' } })).toEqual([
      {
        ...whole,
        objectName: 'prod/orders/database',
        objectAlias: 'whole-secret.json',
        jmesPath: [
          { path: '"user name"', objectAlias: 'username' },
          { path: 'password', objectAlias: 'password' },
        ],
      },
    ]);
  });

  test('are one for each secret that is a field', () => {
    expect(objectsOf({ secrets: { username: 'prod/user', password: arn('prod/password-AbCdEf') } })).toEqual([
      { ...whole, objectName: 'prod/user', objectAlias: 'username' },
      { ...whole, objectName: arn('prod/password-AbCdEf'), objectAlias: 'password' },
    ]);
  });

  test('are one for fields of one secret, each whole under a name of its own', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'] as const;
    const property = (secret: string, name: string) => ({ secret, property: name });
    const secrets = {
      a: property('one', 'x'),
      b: property('two', 'x'),
      c: property('one', 'y'),
      d: 'three',
      e: property('three', 'z'),
    };
    expect(objectsOf({ secrets }, { class: generic(...keys) })).toMatchObject([
      { objectName: 'one', objectAlias: 'whole-secret.json', jmesPath: [{ objectAlias: 'a' }, { objectAlias: 'c' }] },
      { objectName: 'two', objectAlias: 'whole-secret-2.json', jmesPath: [{ objectAlias: 'b' }] },
      { objectName: 'three', objectAlias: 'd', jmesPath: [{ path: 'z', objectAlias: 'e' }] },
    ]);
  });

  test('are read in another region where the first does not answer, in the same version', () => {
    const id = 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001';
    const failover = { region: 'eu-central-1' };
    expect(objectsOf({ secret: 'a', version: { id }, failover })).toMatchObject([
      { objectName: 'a', objectVersion: id, failoverObject: { objectName: 'a', objectVersion: id } },
    ]);
    const there = arn('a-AbCdEf', 'eu-central-1');
    expect(
      objectsOf({ secret: arn('a-AbCdEf'), version: { stage: 'B' }, failover: { ...failover, secret: there } }),
    ).toMatchObject([{ objectVersionLabel: 'B', failoverObject: { objectName: there, objectVersionLabel: 'B' } }]);
    const secrets = { username: 'user', password: 'password' };
    expect(objectsOf({ secrets, failover: { ...failover, secrets: { password: 'other' } } })).toMatchObject([
      { objectName: 'user', failoverObject: { objectName: 'user' } },
      { objectName: 'password', failoverObject: { objectName: 'other' } },
    ]);
    expect(parametersOf({ source: { region: 'eu-west-1', secret: 'a', failover } })).toMatchObject({
      failoverRegion: 'eu-central-1',
    });
  });

  test('have the mode that is told, whole and in parts', () => {
    expect(objectsOf({ secret: 'a' }, { filePermission: '0440' })).toMatchObject([
      { filePermission: '0440', jmesPath: [{ filePermission: '0440' }, { filePermission: '0440' }] },
    ]);
  });

  test('fails when a key is the file with the whole secret', () => {
    const keys = { username: 'whole-secret.json' };
    expect(() => objectsOf({ secret: 'a' }, { keys })).toThrow(
      'keys: must not have the key whole-secret.json: that is the file with the whole of the secret',
    );
    expect(objectsOf({ secrets: { username: 'a', password: 'b' } }, { keys })).toHaveLength(2);
  });
});

// What JSON leaves as it is and YAML does not, and what means something to JMESPath.
const awkward = [
  ...Array.from('"\\\'`@&*?|.[]{}()!<>=:#%,- \t\n\r/~aZ09_'),
  '\0',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\ufeff',
];
const anyCharacter = fc.oneof(
  fc.constantFrom(...awkward, '\ufffe', '\uffff', '😀', '\u{1fffe}'),
  fc.string({ unit: 'binary' }),
);
const property = fc.array(anyCharacter, { minLength: 1, maxLength: 12 }).map(parts => parts.join(''));

/** The property that a path names: an identifier, or one in quotes, which are those of JSON. */
const named = (path: string): unknown => (/^\w+$/.test(path) ? path : JSON.parse(path));

test('whatever the properties are called, YAML of them says what JSON of them says', () => {
  fc.assert(
    fc.property(
      property.filter(name => name !== '' && !/\p{Surrogate}/u.test(name)),
      name => {
        const source = { region: 'eu-west-1', secret: 'a', properties: { username: name } };
        const { objects = '' } = parametersOf({ source });
        const expected = JSON.parse(objects) as readonly [{ readonly jmesPath: readonly { readonly path: string }[] }];
        expect(readBack(objects)).toEqual(expected);
        expect(named(expected[0].jmesPath[0]?.path ?? '')).toBe(name);
      },
    ),
    { numRuns: 2_000 },
  );
});
