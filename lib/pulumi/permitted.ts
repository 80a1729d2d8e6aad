import type { Input } from '@pulumi/pulumi';
import { isDeferred } from '../core/deferred';
import { FieldError } from '../core/field-error';
import type { AwsConsumer } from '../core/iam/aws-consumer';
import { covers } from '../core/iam/covers';
import { adapterPolicyFor, policyFor } from '../core/iam/policy-for';
import { KeyReference } from '../core/key-reference';
import { permittedOf, type Permitted } from './references';

/**
 * What the credentials of a source are for, where they are for no others. At run time anything may come.
 *
 * @throws FieldError for the parts of two keys, of which one is that of a dedicated user
 */
export function permittedBy(credentials: unknown): Permitted | undefined {
  if (typeof credentials !== 'object' || credentials === null) return undefined;
  const given = credentials as Parts & { readonly identity?: unknown; readonly credentials?: Parts };
  // An Output has every property: only what says that it is an exchange is looked into.
  const { accessKeyId, secretAccessKey } = (given.identity === 'assumedRole' ? given.credentials : given) ?? {};
  const [id, key] = [accessKeyId, secretAccessKey].map(part =>
    part instanceof KeyReference ? permittedOf(part.secret) : undefined,
  );
  if (id !== key)
    throw new FieldError('credentials', 'are parts of two keys; give the access key id and the secret of one');
  return id ?? permittedOf(credentials);
}

type Parts = { readonly accessKeyId?: unknown; readonly secretAccessKey?: unknown };

type Source = {
  readonly kind: string;
  readonly spec: unknown;
  readonly name: string;
  readonly namespace?: Input<string> | undefined;
  readonly credentials: unknown;
};

/** Throws for a source with an identity that is for others: AWS would deny it everything. */
export function requirePermitted(permitted: Permitted | undefined, source: Source): void {
  if (!permitted) return;
  requireOwnNamespace('credentials', permitted, source.namespace);
  const { identity } = source.credentials as { readonly identity?: unknown };
  if (permitted.for.length === 0) return;
  if (identity === 'assumedRole')
    throw new FieldError(
      'credentials.credentials',
      'is the key of a user that may not assume a role; make the user in the account of the source, and use its key',
    );
  const isKnown = ![permitted.for, source.spec, source.namespace].some(holdsDeferred);
  if (isKnown ? isCovered(permitted, source, identity === 'iamRole') : isOfSameKind(permitted, source)) return;
  const who = identity === 'iamRole' ? 'role' : 'user';
  throw new FieldError(
    'credentials',
    `are of a ${who} that may not do all that this ${source.kind} does; add its { kind, spec } to the ${who}'s for`,
  );
}

function isCovered(permitted: Permitted, source: Source, isRole: boolean): boolean {
  const policyOf = isRole ? adapterPolicyFor : policyFor;
  return covers(policyOf(permitted.for as readonly AwsConsumer[]), policyOf([asConsumer(source)]));
}

/** Whether something in a tree is known later. */
const holdsDeferred = (tree: unknown): boolean =>
  isDeferred(tree) || (typeof tree === 'object' && tree !== null && Object.values(tree).some(holdsDeferred));

/** All that can be said of what is known later; it is looked at again. */
const isOfSameKind = (permitted: Permitted, source: Source): boolean =>
  permitted.for.some(({ kind }) => kind === source.kind);

const asConsumer = ({ kind, spec, name, namespace }: Source): AwsConsumer =>
  ({ kind, spec, name, namespace }) as AwsConsumer;

/** Throws for the service account of another namespace: the trust of its role names the namespace, too. */
export function requireOwnNamespace(path: string, { namespace: there }: Permitted, here: unknown): void {
  if (typeof there !== 'string' || typeof here !== 'string' || there === here) return;
  throw new FieldError(
    path,
    `are a role for a service account in namespace ${there}, which trusts none in ${here}; make a role for ${here}`,
  );
}
