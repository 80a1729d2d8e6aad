import type { AwsConsumer } from './aws-consumer';
import { allow, policyDocument, type PolicyDocument, type PolicyStatement } from './policy-document';
import { subjectsOf } from './subjects';

/**
 * The policy for one identity that serves sources and targets whole: their adapters, and TriggerMesh's controller, which
 * takes the key of a source for its own calls.
 *
 * It is for the user whose access key they have, or for the role that they exchange it for. Each action is one that
 * TriggerMesh 1.27 calls, on no other resources than it needs. The ARN of a bucket may tell region and account, as in
 * `arn:aws:s3:eu-west-1:123456789012:orders`; without, the queue that TriggerMesh makes for it is allowed in any.
 * Resources that are encrypted with a key of yours take `kms:Decrypt` or `kms:GenerateDataKey` on it, too.
 * https://docs.triggermesh.io/1.27/guides/credentials/awscredentials/
 *
 * @param path What errors call the list
 * @throws FieldError for no consumers, an unknown kind, a spec that its kind does not take, an ARN that is a pattern, and
 *   for consumers of two accounts or partitions, which take an identity each
 */
export function policyFor(consumers: readonly AwsConsumer[], path = 'consumers'): PolicyDocument {
  const { adapter, controller } = statementsFor(consumers, path);
  return policyDocument([...adapter, ...controller]);
}

/**
 * The policy for the role of an adapter's own service account, as `iamRole` names it: without what TriggerMesh's
 * controller does, since that takes an identity of its own then.
 *
 * @param path What errors call the list
 * @throws FieldError as {@link policyFor}
 */
export function adapterPolicyFor(consumers: readonly AwsConsumer[], path = 'consumers'): PolicyDocument {
  return policyDocument(statementsFor(consumers, path).adapter);
}

/**
 * The policy that the identity of TriggerMesh's controller needs for sources that have a role and no key, or undefined
 * where it needs none: it calls AWS for an AWSEventBridgeSource, AWSS3Source and AWSSNSSource alone.
 *
 * The identity is that of the service account `triggermesh-controller`.
 *
 * @param path What errors call the list
 * @throws FieldError as {@link policyFor}
 */
export function controllerPolicyFor(consumers: readonly AwsConsumer[], path = 'consumers'): PolicyDocument | undefined {
  const { controller } = statementsFor(consumers, path);
  return controller.length === 0 ? undefined : policyDocument(controller);
}

type Statements = { readonly adapter: readonly PolicyStatement[]; readonly controller: readonly PolicyStatement[] };

function statementsFor(consumers: readonly AwsConsumer[], path: string): Statements {
  const found = subjectsOf(consumers, path);
  const of = (who: 'adapter' | 'controller') =>
    found.flatMap(({ subject, permissions }) =>
      (permissions[who] ?? [])
        .filter(({ when }) => when?.(subject) ?? true)
        .map(({ actions, on }) => allow(actions, on(subject))),
    );
  return { adapter: of('adapter'), controller: of('controller') };
}
