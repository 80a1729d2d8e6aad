import type { Chart as RealChart } from 'cdk8s';
import type * as cdk8s from 'keywire/cdk8s';
import * as pulumi from 'keywire/pulumi';
import { withLateTexts } from './late';

/**
 * `keywire/pulumi` under the signatures of `keywire/cdk8s`, so that one table of declarations runs through both: a
 * chart passes on its namespace, and an id is the logical name.
 */

type Component = new (name: string, args: never) => object;

/** Stands in for a chart: its namespace, and whether texts come late. */
export class Chart {
  readonly namespace: string | undefined;
  readonly late: boolean;
  /** The names of all that was constructed in it and in the charts below. */
  readonly constructed: string[];

  constructor(
    scope: Chart | undefined,
    readonly id: string,
    { namespace, late }: { namespace?: string; late?: boolean } = {},
  ) {
    this.namespace = namespace;
    this.late = late ?? scope?.late ?? false;
    this.constructed = scope?.constructed ?? [];
  }
}

/** A chart `orders` in a namespace of that name. */
export const ordersChart = (options: { late?: boolean } = {}): RealChart =>
  new Chart(undefined, 'orders', { namespace: 'orders', ...options }) as unknown as RealChart;

const argsOf = ({ namespace, late }: Chart, props: object): never =>
  (late ? withLateTexts : <Value>(value: Value) => value)({ namespace, ...props }) as never;

function asConstruct(Class: Component, statics: object = {}): unknown {
  const Construct = function (scope: Chart, id: string, props: object): object {
    const component = new Class(id, argsOf(scope, props));
    scope.constructed.push(id);
    return component;
  };
  return Object.assign(Construct, statics);
}

type FromSecretName = (name: string, secretName: string, options: never) => object;

const fromSecretName =
  (make: FromSecretName) =>
  (scope: Chart, id: string, secretName: string, options: object = {}): object =>
    make(id, secretName, argsOf(scope, options));

const { nativeSecret, ...rest } = pulumi;

/** The exports of `keywire/cdk8s`, as far as `keywire/pulumi` has them. */
export const pulumiAsCdk8s = {
  ...rest,
  AwsCredentialSecret: asConstruct(pulumi.AwsCredentialSecret, {
    fromSecretName: fromSecretName((...of) => pulumi.AwsCredentialSecret.fromSecretName(...of)),
  }),
  CredentialSecret: asConstruct(pulumi.CredentialSecret, {
    fromSecretName: fromSecretName((...of) => pulumi.CredentialSecret.fromSecretName(...of)),
  }),
  AwsSecretStore: asConstruct(pulumi.AwsSecretStore),
  TriggerMeshService: asConstruct(pulumi.TriggerMeshService),
  EventSource: asConstruct(pulumi.EventSource),
  MountedCredential: asConstruct(pulumi.MountedCredential),
  unsafePlaintext: nativeSecret,
} as unknown as Omit<typeof cdk8s, 'addSyncWaves'>;
