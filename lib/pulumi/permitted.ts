import { Output, type Input } from '@pulumi/pulumi';
import { FieldError } from '../core/field-error';
import type { AwsConsumer } from '../core/iam/aws-consumer';
import { KeyReference } from '../core/key-reference';
import { bringerOf } from './references';

/** The sources and targets that a key is for; undefined where it may be for any. */
export type Permitted = readonly AwsConsumer<Input<string>>[] | undefined;

/** What the key of a dedicated user is for. At run time anything may come. */
export function permittedBy(credentials: unknown): Permitted {
  // Every property of an Output is an Output.
  if (Output.isInstance(credentials)) return undefined;
  const { credentials: exchanged, accessKeyId } = (credentials ?? {}) as Readonly<Record<string, unknown>>;
  if (exchanged !== undefined) return permittedBy(exchanged);
  return accessKeyId instanceof KeyReference ? bringerOf(accessKeyId)?.consumers : undefined;
}

type Source = { readonly kind: string; readonly spec: unknown; readonly credentials: unknown };

/** Throws for a source with the key of a dedicated user that is for others: AWS would deny it everything. */
export function requirePermitted(permitted: Permitted, source: Source): void {
  if (!permitted) return;
  if ((source.credentials as { readonly identity?: unknown }).identity !== undefined)
    throw new FieldError(
      'credentials.credentials',
      'is the key of a user that may not assume a role; make the user in the account of the source, and use its key',
    );
  if (!permitted.some(consumer => mayBe(consumer, source)))
    throw new FieldError(
      'credentials',
      `are the key of a user that may not do what this ${source.kind} does; add its { kind, spec } to the user's for`,
    );
}

function mayBe(consumer: Omit<Source, 'credentials'>, source: Source): boolean {
  if (consumer.kind !== source.kind) return false;
  const [there, here] = [arnOf(consumer.spec), arnOf(source.spec)];
  // Looked at again when they are known.
  return there === here || typeof there !== 'string' || typeof here !== 'string';
}

const arnOf = (spec: unknown): unknown => (spec as { readonly arn?: unknown }).arn;
