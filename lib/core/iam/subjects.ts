import { partitionOf, requireRegionName, type Arn } from '../arn';
import { isPlainObject } from '../deferred';
import { FieldError } from '../field-error';
import { awsSourceSchemas } from '../generated/aws-source-schemas';
import { requireName, requireNamespace } from '../names';
import { requireSchema } from '../schema';
import { requireSourceSpec } from '../source-traps';
import { under } from '../under';
import { arnForms, requireArnOf, requireOneResource } from './arn-forms';
import type { AwsConsumer } from './aws-consumer';
import { requireOneIdentity, type Place } from './one-identity';
import type { Permissions } from './permission';
import { sourcePermissions } from './source-permissions';
import type { Subject } from './subject';
import { targetPermissions } from './target-permissions';

type Tree = Readonly<Record<string, unknown>>;
type Found = { readonly subject: Subject; readonly permissions: Permissions; readonly places: readonly Place[] };

const permissions: Readonly<Record<string, Permissions>> = { ...sourcePermissions, ...targetPermissions };

/** What the permissions of each consumer depend on. Throws unless one identity can serve them all. */
export function subjectsOf(consumers: readonly AwsConsumer[], path: string): readonly Found[] {
  const given: unknown = consumers;
  if (!Array.isArray(given) || given.length === 0) {
    throw new FieldError(
      path,
      "must be a list with one source or target at least, as in { kind: 'AWSSQSSource', spec: { arn } }",
    );
  }
  const found = given.map((consumer: unknown, index) => subjectOf(consumer, `${path}[${index}]`));
  requireOneIdentity(found.flatMap(({ places }) => places));
  return found;
}

function subjectOf(consumer: unknown, path: string): Found {
  if (!isPlainObject(consumer)) throw new FieldError(path, 'must be an object with kind and spec');
  const { kind, spec, name, namespace } = consumer;
  if (typeof kind !== 'string' || !Object.hasOwn(permissions, kind)) {
    throw new FieldError(`${path}.kind`, `must be one of ${Object.keys(permissions).join(', ')}`);
  }
  const entry = permissions[kind] ?? { adapter: [] };
  if (!isPlainObject(spec)) throw new FieldError(`${path}.spec`, `must be an object: the spec of an ${kind}`);
  if (name !== undefined) requireName(`${path}.name`, name, 'labelledSubdomain');
  requireNamespace(`${path}.namespace`, namespace);
  requireSpec(`${path}.spec`, kind, spec);
  const arn = arnOf(`${path}.spec`, entry, spec);
  const queue = queueOf(`${path}.spec.destination.sqs.queueARN`, spec);
  const object = name !== undefined && typeof namespace === 'string' ? `${namespace}/${name}` : undefined;
  return {
    subject: { arn, queueArn: queue?.text, object, spec },
    permissions: entry,
    places: [{ path: `${path}.spec.${entry.arn ? 'arn' : 'region'}`, ...arn }, ...(queue ? [queue.place] : [])],
  };
}

/** What a source's own schema and traps say. Of targets, only the ARN is looked at. */
function requireSpec(path: string, kind: string, spec: Tree): void {
  requireOneResource(`${path}.arn`, spec.arn);
  if (!Object.hasOwn(awsSourceSchemas, kind)) return;
  requireSchema(path, spec, awsSourceSchemas[kind as keyof typeof awsSourceSchemas].spec);
  under(
    field => path + field.slice('spec'.length),
    () => {
      requireSourceSpec(kind, spec);
    },
  );
}

function arnOf(path: string, { arn }: Permissions, { arn: text, region }: Tree): Arn {
  if (arn) return requireArnOf(arn, `${path}.arn`, text);
  requireRegionName(`${path}.region`, region);
  return { partition: partitionOf(region), service: '', region, account: '', resource: '' };
}

function queueOf(path: string, { destination }: Tree): { readonly text: string; readonly place: Place } | undefined {
  const queueArn = (destination as { readonly sqs?: { readonly queueARN: string } } | undefined)?.sqs?.queueARN;
  if (queueArn === undefined) return undefined;
  return { text: queueArn, place: { path, ...requireArnOf(arnForms.queue, path, queueArn) } };
}
