import { createHash } from 'node:crypto';
import { FieldError } from './field-error';
import { metadata, type Bundle, type Manifest, type Named, type ObjectSpec } from './manifest';
import { requireSubject, type Subject } from './subject';

/** What a role lets its subjects do. */
type Grant = { readonly id: string; readonly rules: readonly Readonly<Record<string, readonly string[]>>[] };

/** Reading those Secrets, each by its name. `get` alone: with a list of names, `list` and `watch` would grant nothing. */
const read = (secretNames: readonly string[]): Grant => ({
  id: 'reader',
  rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: secretNames, verbs: ['get'] }],
});

/** Listing, which shows every value in the namespace: no list of names can narrow it. */
const listEvery: Grant = {
  id: 'every-secret-lister',
  rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }],
};

/**
 * A Role to `get` exactly those Secrets, and a RoleBinding for each subject.
 *
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 *
 * @throws FieldError if there is no subject, or one stands for everybody
 */
export const reader = <Text>(
  credential: Named<ObjectSpec<Text>>,
  secretNames: readonly string[],
  subjects: readonly Subject<Text>[],
): Bundle<Text> => role(credential, read(secretNames), subjects);

/** A Role to list all Secrets of the namespace, values included, and a RoleBinding for each subject. */
export const everySecretLister = <Text>(
  credential: Named<ObjectSpec<Text>>,
  subjects: readonly Subject<Text>[],
): Bundle<Text> => role(credential, listEvery, subjects);

function role<Text>(
  credential: Named<ObjectSpec<Text>>,
  { id, rules }: Grant,
  subjects: readonly Subject<Text>[],
): Bundle<Text> {
  if (subjects.length === 0) throw new FieldError('subjects', 'must name at least one user, group or service account');
  const name = `${credential.name}-${id}`;
  const bundle: Record<string, Manifest<Text>> = {
    [id]: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadata({ ...credential, name }),
      rules,
    },
  };
  subjects.forEach((subject, index) => {
    requireSubject(`subjects[${index}]`, subject);
    const slug = slugOf(subject, credential.namespace);
    bundle[`${id}-${slug}`] = binding(credential, name, `${name}-${slug}`, subject);
  });
  return bundle;
}

function binding<Text>(
  credential: Named<ObjectSpec<Text>>,
  role: string,
  name: string,
  subject: Subject<Text>,
): Manifest<Text> {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata({ ...credential, name }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [
      subject.kind === 'ServiceAccount'
        ? { kind: subject.kind, name: subject.name, namespace: namespaceOf(credential, subject) }
        : { apiGroup: 'rbac.authorization.k8s.io', kind: subject.kind, name: subject.name },
    ],
  };
}

function namespaceOf<Text>(credential: ObjectSpec<Text>, subject: Subject<Text> & { kind: 'ServiceAccount' }): Text {
  const namespace = subject.namespace ?? credential.namespace;
  if (namespace !== undefined) return namespace;
  throw new FieldError(
    'subjects',
    `must say the namespace of service account ${subject.name}, as the credential has none`,
  );
}

/** A name for one subject: readable where that leaves no doubt, else a hash. */
function slugOf(subject: Subject<unknown>, home: unknown): string {
  const kind = subject.kind.toLowerCase();
  const there = subject.kind === 'ServiceAccount' && subject.namespace !== home ? subject.namespace : undefined;
  const namespace = typeof there === 'string' ? there : undefined;
  const name = namespace === undefined ? subject.name : `${namespace}.${subject.name}`;
  // A dot separates the namespace, so a service account with one in its own name could be taken for another.
  const isPlain = /^[a-z0-9]([-a-z0-9.]{0,98}[a-z0-9])?$/.test(name) && !/^[0-9a-f]{10}$/.test(name);
  if (isPlain && !(subject.kind === 'ServiceAccount' && subject.name.includes('.'))) return `${kind}-${name}`;
  const hash = createHash('sha256')
    .update(JSON.stringify([namespace, subject.name]))
    .digest('hex')
    .slice(0, 10);
  return `${kind}-${hash}`;
}
