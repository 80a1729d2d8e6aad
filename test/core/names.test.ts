import { isEnvironmentVariable, requireName, requireNamespace, requireSameNamespace } from '../../lib/core/names';
import { Late } from './engines';

type Form = Parameters<typeof requireName>[2];

const check = (value: unknown, form: Form) => () => {
  requireName('name', value, form);
};
const long = (length: number) => 'a'.repeat(length);

describe('a name', () => {
  test.each<[Form, readonly string[], readonly string[]]>([
    ['subdomain', ['a', '0', 'a.b-c', long(253)], ['', 'A', 'a_b', '-a', 'a-', 'a..b', '.a', 'a.', long(254), 'a\n']],
    ['label', ['a', '0a', 'a-b', long(63)], ['', 'a.b', 'A', '-a', 'a-', long(64)]],
    ['serviceName', ['a', 'a-0', long(63)], ['', '0a', 'a.b', 'a-', long(64)]],
    ['labelledSubdomain', ['a.b', '0', long(63)], ['', 'A', long(64)]],
    [
      'secretKey',
      ['a', '.a', 'A_b-c.d', '.dockerconfigjson', '-', long(253)],
      ['', '.', '..', '..a', 'a b', 'a/b', long(254)],
    ],
    ['environmentVariable', ['_', 'A', 'a1_'], ['', '1a', 'a-b', 'a.b', 'a=']],
  ])('is of the form %s, or it is refused', (form, good, bad) => {
    for (const name of good) expect(check(name, form)).not.toThrow();
    for (const name of bad) expect(check(name, form)).toThrow(/^name: must be /);
  });

  test('fails when it is too long, with both lengths', () => {
    expect(check(long(64), 'serviceName')).toThrow(/; at most 63 characters, these are 64$/);
  });

  test.each([undefined, 1, null, new Late(() => 'a')])(
    'fails when it is not known when the program runs: %p',
    value => {
      expect(check(value, 'label')).toThrow(
        'name: must be a string that is known when the program runs: a DNS-1123 label',
      );
    },
  );
});

describe('a namespace', () => {
  test('may be known later, or be the default', () => {
    for (const value of [undefined, 'orders', new Late(() => 'A')]) {
      expect(() => {
        requireNamespace('namespace', value);
      }).not.toThrow();
    }
  });

  test('fails when it is known and no DNS label', () => {
    expect(() => {
      requireNamespace('namespace', 'a.b');
    }).toThrow('namespace: must be a DNS-1123 label');
  });

  test.each([
    ['orders', 'orders'],
    [undefined, 'orders'],
    ['orders', undefined],
    [new Late(() => 'a'), 'orders'],
  ])('is taken to be the same unless both are known', (there, here) => {
    expect(() => {
      requireSameNamespace('env.A', 'Secret aws', there, here);
    }).not.toThrow();
  });
});

describe('a key', () => {
  test('is a variable, too, where a shell could name it', () => {
    expect(['AWS_ACCESS_KEY_ID', 'a'].every(isEnvironmentVariable)).toBe(true);
    expect(['aws.accessKey', '1', 'tls.crt', 'a-b'].filter(isEnvironmentVariable)).toEqual([]);
  });
});
