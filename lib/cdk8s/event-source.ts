import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { eventSource, type EventSourceKind, type EventSourceSpec } from '../core/event-source';
import { FieldError } from '../core/field-error';
import type { Named } from '../core/manifest';
import type { Sink } from '../core/sink';
import { agreeOnRole, declare, named, within, type ApiObjects } from './declare';
import { cdk8sEngine } from './engine';

/** The props of an {@link EventSource}. */
export type EventSourceProps<Kind extends EventSourceKind> = Omit<EventSourceSpec<string, Kind>, 'sink'> & {
  /** Where its events go: a `TriggerMeshService`, any construct around one addressable object, `{ apiVersion, kind, name }` or `{ uri }`. */
  readonly sink: Sink<string> | IConstruct;
};

/**
 * A TriggerMesh event source of AWS, wired to its credential and its sink.
 *
 * `kind` narrows `spec` and `credentials` to what that kind takes. https://docs.triggermesh.io/1.27/sources/
 *
 * @example
 * new EventSource(chart, 'incoming', {
 *   kind: 'AWSSQSSource',
 *   spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' },
 *   credentials: aws,
 *   sink: worker,
 * });
 *
 * @throws FieldError for a spec that the kind's CRD would refuse, and for what TriggerMesh would ignore or do wrong silently
 */
export class EventSource<Kind extends EventSourceKind> extends Construct {
  /** The cdk8s object that was made: `source`. */
  readonly apiObjects: ApiObjects<'source'>;

  constructor(scope: Construct, id: string, props: EventSourceProps<Kind>) {
    super(scope, id);
    this.apiObjects = within(this, () => {
      const spec = named(this, { ...props, sink: sinkOf(props.sink) }) as Named<EventSourceSpec<string, Kind>>;
      const bundle = eventSource(cdk8sEngine, spec);
      const { credentials } = spec;
      if ('identity' in credentials && credentials.identity === 'iamRole') {
        agreeOnRole(this, 'credentials.roleArn', { ...credentials, namespace: spec.namespace });
      }
      return declare(this, bundle);
    });
    this.node.defaultChild = this.apiObjects.source;
  }
}

function sinkOf(sink: Sink<string> | IConstruct): Sink<string> {
  if (!Construct.isConstruct(sink)) return sink;
  const { apiVersion, kind, name, metadata } = objectOf(sink);
  return { apiVersion, kind, name, namespace: metadata.namespace };
}

function objectOf(sink: IConstruct): ApiObject {
  try {
    return ApiObject.of(sink);
  } catch {
    throw new FieldError('sink', `must be a construct around one addressable object, which ${sink.node.path} is not`);
  }
}
