import { ComponentResource, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { service } from '../core/service';
import type { ServiceSpec } from '../core/service-spec';
import { declare, named, plan, type Resources } from './plan';
import { show } from './references';

/** The args of a {@link TriggerMeshService}. */
export type TriggerMeshServiceArgs = ServiceSpec<Input<string>>;

/**
 * A Knative Service that uses credentials, and may be the sink of a source.
 *
 * Makes a Service (`serving.knative.dev/v1`). https://knative.dev/docs/serving/services/
 *
 * @example
 * new TriggerMeshService('worker', { namespace: 'orders', image: 'registry.example.com/worker:1.4.2', env: aws.env() });
 *
 * @throws ResourceError for what Knative, Kubernetes or a kubelet would refuse or silently skip
 */
export class TriggerMeshService extends ComponentResource {
  /** The name of the Knative Service. */
  readonly serviceName: string;
  /** Its namespace. */
  readonly namespace: Input<string> | undefined;
  /** The resource that was made: `service`. */
  readonly resources: Resources<'service'>;

  constructor(name: string, args: TriggerMeshServiceArgs, opts: ComponentResourceOptions = {}) {
    const planned = plan(name, opts, named(name, args), service<Input<string>>);
    super('keywire:index:TriggerMeshService', name, {}, opts);
    const { apiVersion, kind, metadata } = planned.made.service;
    this.serviceName = metadata.name;
    this.namespace = metadata.namespace;
    this.resources = declare(this, planned, planned.made);
    show(this, { apiVersion, kind, name: metadata.name, namespace: metadata.namespace });
    this.registerOutputs({ serviceName: this.serviceName });
  }
}
