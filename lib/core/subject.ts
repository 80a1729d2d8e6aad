import { FieldError } from './field-error';
import { requireName, requireServiceAccount } from './names';

/** Who may be granted something, as RBAC knows it. */
export type Subject<Text> =
  | { readonly kind: 'User' | 'Group'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: Text | undefined };

/** A user, by the name under which the API server knows them. */
export const user = (name: string): Subject<never> => ({ kind: 'User', name });

/** A group, by the name under which the API server knows it. */
export const group = (name: string): Subject<never> => ({ kind: 'Group', name });

/** A service account; in the credential's own namespace, or in another. */
export const serviceAccount = <Text = never>(
  name: string,
  options: { readonly namespace?: Text } = {},
): Subject<Text> => ({
  kind: 'ServiceAccount',
  name,
  namespace: options.namespace,
});

// A grant to one of these is a grant to everybody.
const everybody = ['system:anonymous', 'system:unauthenticated', 'system:authenticated', 'system:serviceaccounts'];

/** Throws for what is no subject, and for one that stands for everybody. */
export function requireSubject(path: string, subject: Subject<unknown> | undefined): asserts subject {
  const given: unknown = subject;
  if (typeof subject !== 'object' || given === null || !['User', 'Group', 'ServiceAccount'].includes(subject.kind)) {
    throw new FieldError(path, 'must be user(…), group(…) or serviceAccount(…)');
  }
  const { name } = subject;
  if (subject.kind === 'ServiceAccount') {
    if (subject.namespace !== undefined) requireName(`${path}.namespace`, subject.namespace, 'label');
    requireServiceAccount(`${path}.name`, name);
    return;
  }
  if (typeof name !== 'string' || !/^\S(.*\S)?$/.test(name))
    throw new FieldError(
      `${path}.name`,
      'must be a name that is known when the program runs, without white space around it',
    );
  if (name === '*') throw new FieldError(path, 'must be one user or group: RBAC takes * for a name like any other');
  if (name.startsWith('system:serviceaccounts:'))
    throw new FieldError(path, 'must not be every pod of a namespace; name a serviceAccount(…)');
  if (everybody.includes(name)) throw new FieldError(path, `must not be ${name}: that is everybody`);
  if (name.startsWith('system:serviceaccount:'))
    throw new FieldError(path, 'must be serviceAccount(name, { namespace }) for a service account');
}
