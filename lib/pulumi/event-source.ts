import { ComponentResource, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { eventSource, type EventSourceKind, type EventSourceSpec } from '../core/event-source';
import type { Named } from '../core/manifest';
import type { Sink } from '../core/sink';
import { agreeOnRole } from './agree-on-role';
import { declare, named, plan, type Resources } from './plan';
import type { Permitted } from './references';
import { permittedBy, requirePermitted } from './permitted';
import type { TriggerMeshService } from './trigger-mesh-service';
import { within } from './within';

/** The args of an {@link EventSource}. */
export type EventSourceArgs<Kind extends EventSourceKind> = Omit<EventSourceSpec<Input<string>, Kind>, 'sink'> & {
  /** Where its events go: a `TriggerMeshService`, `{ apiVersion, kind, name }` or `{ uri }`. */
  readonly sink: Sink<Input<string>> | TriggerMeshService;
};

/** What a source is made of: its args, and what its identity is for. */
type Spec<Kind extends EventSourceKind> = Named<EventSourceSpec<Input<string>, Kind>> & {
  readonly permitted: Permitted | undefined;
};

/**
 * A TriggerMesh event source of AWS, wired to its credential and its sink.
 *
 * `kind` narrows `spec` and `credentials` to what that kind takes. https://docs.triggermesh.io/1.27/sources/
 *
 * @example
 * new EventSource('incoming', {
 *   namespace: 'orders',
 *   kind: 'AWSSQSSource',
 *   spec: { arn: queue.arn },
 *   credentials: aws,
 *   sink: worker,
 * });
 *
 * @throws ResourceError for a spec that the kind's CRD would refuse, and for what TriggerMesh would ignore or do wrong silently
 */
export class EventSource<Kind extends EventSourceKind> extends ComponentResource {
  /** The resource that was made: `source`. It goes before its credential and its sink go. */
  readonly resources: Resources<'source'>;

  constructor(name: string, args: EventSourceArgs<Kind>, opts: ComponentResourceOptions = {}) {
    const permitted = within({ name, resource: opts.parent }, () => permittedBy(args.credentials));
    const spec = named(name, { ...args, permitted }) as Spec<Kind>;
    const planned = plan(name, opts, spec, (engine, { permitted: known, ...source }) => {
      const made = eventSource(engine, source as Named<EventSourceSpec<Input<string>, Kind>>);
      requirePermitted(known, source);
      return made;
    });
    super('keywire:index:EventSource', name, {}, opts);
    this.resources = declare(this, planned, planned.made, ({ credentials, namespace }) => {
      if ('identity' in credentials && credentials.identity === 'iamRole')
        agreeOnRole(this, { path: name, field: 'credentials.roleArn', ...credentials, namespace });
    });
    this.registerOutputs();
  }
}
