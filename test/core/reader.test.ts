import * as fc from 'fast-check';
import { everySecretLister, reader } from '../../lib/core/reader';
import { group, serviceAccount, user, type Subject } from '../../lib/core/subject';

const credential = { name: 'aws', namespace: 'orders' };
const apiGroup = 'rbac.authorization.k8s.io';
const read = (...subjects: Subject<string>[]) => reader(credential, ['aws'], subjects);
const bindingOf = (subject: Subject<string>, of: { name: string; namespace?: string } = credential) =>
  Object.values(reader(of, ['aws'], [subject]))[1];

describe('a grant to read', () => {
  test('is to get the Secrets of the credential by name, and nothing else', () => {
    const bundle = reader({ ...credential, labels: { team: 'a' } }, ['aws-1', 'aws-2'], [user('alice')]);
    expect(bundle.reader).toEqual({
      apiVersion: `${apiGroup}/v1`,
      kind: 'Role',
      metadata: { name: 'aws-reader', namespace: 'orders', labels: { team: 'a' } },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['aws-1', 'aws-2'], verbs: ['get'] }],
    });
  });

  test('is bound to each subject by itself', () => {
    const bundle = read(user('alice'), group('platform'));
    expect(Object.keys(bundle)).toEqual(['reader', 'reader-user-alice', 'reader-group-platform']);
    expect(bundle['reader-user-alice']).toEqual({
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'aws-reader-user-alice', namespace: 'orders' },
      roleRef: { apiGroup, kind: 'Role', name: 'aws-reader' },
      subjects: [{ apiGroup, kind: 'User', name: 'alice' }],
    });
    expect(bundle['reader-group-platform']?.subjects).toEqual([{ apiGroup, kind: 'Group', name: 'platform' }]);
  });

  test('is for a service account of its own namespace, or of another that is named', () => {
    const [own, other] = [serviceAccount('ci'), serviceAccount('ci', { namespace: 'build' })];
    expect(bindingOf(own)).toMatchObject({
      metadata: { name: 'aws-reader-serviceaccount-ci' },
      subjects: [{ kind: 'ServiceAccount', name: 'ci', namespace: 'orders' }],
    });
    expect(bindingOf(other)).toMatchObject({
      metadata: { name: 'aws-reader-serviceaccount-build.ci', namespace: 'orders' },
      subjects: [{ kind: 'ServiceAccount', name: 'ci', namespace: 'build' }],
    });
  });

  test('never carries a wildcard, a second verb or a second resource', () => {
    expect(JSON.stringify(read(user('alice')).reader?.rules)).not.toMatch(/\*|list|watch|create|update|patch|delete/);
  });
});

describe('a grant to list every Secret', () => {
  test('is to list, with a Role and bindings of its own', () => {
    const bundle = everySecretLister(credential, [user('alice')]);
    expect(Object.keys(bundle)).toEqual(['every-secret-lister', 'every-secret-lister-user-alice']);
    expect(bundle['every-secret-lister']?.rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
    ]);
    expect(bundle['every-secret-lister-user-alice']).toMatchObject({
      metadata: { name: 'aws-every-secret-lister-user-alice' },
      roleRef: { name: 'aws-every-secret-lister' },
    });
  });
});

describe('the name of a binding', () => {
  const dns = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
  const account = fc.constantFrom('a', 'b', 'a.b', 'b.a', 'a.b.a');
  const dotted = fc.array(dns, { minLength: 1, maxLength: 3 }).map(labels => labels.join('.'));
  const name = fc.oneof(
    dotted,
    fc.string({ minLength: 1 }),
    fc.constantFrom('Alice', 'alice', 'a.b', 'orders.a', 'a/b'),
  );
  const subjects = fc.oneof<fc.Arbitrary<Subject<string>>[]>(
    name.map(each => user(each)),
    name.map(each => group(each)),
    fc
      .tuple(fc.oneof(account, dotted), fc.option(fc.constantFrom('orders', 'a', 'b'), { nil: undefined }))
      .map(([each, namespace]) => serviceAccount(each, namespace === undefined ? {} : { namespace })),
  );
  const refused = /^(default|system:.*|\*|\s.*|.*\s)$/;
  const whoIs = (subject: Subject<string>) =>
    JSON.stringify([subject.kind, subject.name, subject.kind === 'ServiceAccount' && (subject.namespace ?? 'orders')]);

  test('is the same for the same subject, and never for another', () => {
    fc.assert(
      fc.property(subjects, subjects, (one, other) => {
        fc.pre(!refused.test(one.name) && !refused.test(other.name));
        const isSame = bindingOf(one)?.metadata.name === bindingOf(other)?.metadata.name;
        expect(isSame).toBe(whoIs(one) === whoIs(other));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[Subject<string>, Subject<string>]>([
    [user('alice'), group('alice')],
    [user('Alice'), user('alice')],
    [user('a.b'), serviceAccount('b', { namespace: 'a' })],
    [serviceAccount('a.b'), serviceAccount('b', { namespace: 'a' })],
    [serviceAccount('b.c', { namespace: 'a' }), serviceAccount('c', { namespace: 'a' })],
    [serviceAccount('b.c', { namespace: 'a' }), serviceAccount('b.c', { namespace: 'b' })],
    [serviceAccount('b.c', { namespace: 'a' }), serviceAccount('b.c')],
    [user('a'.repeat(101)), user('a'.repeat(102))],
  ])('tells near subjects apart', (one, other) => {
    expect(bindingOf(one)?.metadata.name).not.toBe(bindingOf(other)?.metadata.name);
  });

  test('is the same for a service account of the own namespace, named or not', () => {
    expect(bindingOf(serviceAccount('ci', { namespace: 'orders' }))).toEqual(bindingOf(serviceAccount('ci')));
  });

  test('is a name of RBAC whatever the subject is called', () => {
    fc.assert(
      fc.property(subjects, subject => {
        fc.pre(!refused.test(subject.name));
        expect(bindingOf(subject)?.metadata.name).toMatch(
          /^aws-reader-(user|group|serviceaccount)-[a-z0-9][-a-z0-9.]*$/,
        );
      }),
    );
  });
});

describe('a grant to nobody, or to everybody', () => {
  test('fails when there is no subject', () => {
    expect(() => read()).toThrow('subjects: must name at least one user, group or service account');
    expect(() => everySecretLister(credential, [])).toThrow('subjects: must name at least one');
  });

  test('fails when one of the subjects stands for everybody', () => {
    expect(() => read(user('alice'), group('system:authenticated'))).toThrow(
      'subjects[1]: must not be system:authenticated: that is everybody',
    );
  });

  test('fails when nobody knows the namespace of a service account', () => {
    expect(() => bindingOf(serviceAccount('ci'), { name: 'aws' })).toThrow(
      'subjects: must say the namespace of service account ci, as the credential has none',
    );
  });
});
