import { Construct } from 'constructs';
import { service } from '../core/service';
import type { ServiceSpec } from '../core/service-spec';
import { declare, named, within, type ApiObjects } from './declare';
import { cdk8sEngine } from './engine';

/** The props of a {@link TriggerMeshService}. */
export type TriggerMeshServiceProps = ServiceSpec<string>;

/**
 * A Knative Service that uses credentials, and may be the sink of a source.
 *
 * Makes a Service (`serving.knative.dev/v1`). https://knative.dev/docs/serving/services/
 *
 * @example
 * new TriggerMeshService(chart, 'worker', { image: 'registry.example.com/worker:1.4.2', env: aws.env() });
 *
 * @throws FieldError for what Knative, Kubernetes or a kubelet would refuse or silently skip
 */
export class TriggerMeshService extends Construct {
  /** The name of the Knative Service. */
  readonly serviceName: string;
  /** Its namespace. */
  readonly namespace: string | undefined;
  /** The cdk8s object that was made: `service`. */
  readonly apiObjects: ApiObjects<'service'>;

  constructor(scope: Construct, id: string, props: TriggerMeshServiceProps) {
    super(scope, id);
    const spec = named(this, props);
    this.serviceName = spec.name;
    this.namespace = spec.namespace;
    this.apiObjects = within(this, () => declare(this, service(cdk8sEngine, spec)));
    this.node.defaultChild = this.apiObjects.service;
  }
}
