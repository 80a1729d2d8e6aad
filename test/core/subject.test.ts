import { group, requireSubject, serviceAccount, user, type Subject } from '../../lib/core/subject';
import { Late } from './engines';

const check = (subject: unknown) => () => {
  requireSubject('subjects[0]', subject as Subject<unknown>);
};

describe('a subject', () => {
  test('is a user, a group or a service account', () => {
    expect(user('alice')).toEqual({ kind: 'User', name: 'alice' });
    expect(group('oidc:Platform Team')).toEqual({ kind: 'Group', name: 'oidc:Platform Team' });
    expect(serviceAccount('ci')).toEqual({ kind: 'ServiceAccount', name: 'ci', namespace: undefined });
    expect(serviceAccount('ci', { namespace: 'build' })).toMatchObject({ namespace: 'build' });
  });

  test.each([user('alice@example.com'), user('system:admin'), serviceAccount('ci')])('passes: %j', subject => {
    expect(check(subject)).not.toThrow();
  });

  test.each([undefined, 'alice', {}, { kind: 'Role', name: 'a' }])('fails when it is %j', subject => {
    expect(check(subject)).toThrow('subjects[0]: must be user(…), group(…) or serviceAccount(…)');
  });

  test('fails when it is null', () => {
    expect(check(null)).toThrow('subjects[0]: must be user(…)');
  });

  test.each([user(''), group(''), user(new Late(() => 'a') as never)])('fails when it has no known name', subject => {
    expect(check(subject)).toThrow('subjects[0].name: must be a name that is known when the program runs');
  });

  test.each(['system:anonymous', 'system:unauthenticated', 'system:authenticated', 'system:serviceaccounts'])(
    'fails when it is everybody: %s',
    name => {
      expect(check(user(name))).toThrow(`subjects[0]: must not be ${name}: that is everybody`);
      expect(check(group(name))).toThrow('that is everybody');
    },
  );

  test('fails when it is every pod of a namespace', () => {
    expect(check(group('system:serviceaccounts:orders'))).toThrow('subjects[0]: must not be every pod of a namespace');
  });

  test.each(['*', ' alice', 'alice ', 'a\n'])('fails when RBAC would take it for a name that nobody has: %j', name => {
    expect(check(user(name))).toThrow(/^subjects\[0\](\.name)?: must be /);
  });

  test('fails when the namespace of a service account is known only later', () => {
    const late = new Late(() => 'a') as never as string;
    expect(check(serviceAccount('ci', { namespace: late }))).toThrow(
      'subjects[0].namespace: must be a string that is known',
    );
  });

  test('fails when it is the default service account', () => {
    expect(check(serviceAccount('default'))).toThrow('subjects[0].name: must not be the default service account');
  });

  test('fails when a service account is given as a user', () => {
    expect(check(user('system:serviceaccount:orders:ci'))).toThrow(
      'subjects[0]: must be serviceAccount(name, { namespace }) for a service account',
    );
  });

  test('fails when the name or namespace of a service account is none', () => {
    expect(check(serviceAccount('CI'))).toThrow('subjects[0].name: must be a DNS-1123 subdomain');
    expect(check(serviceAccount('ci', { namespace: 'A' }))).toThrow('subjects[0].namespace: must be a DNS-1123 label');
  });
});
