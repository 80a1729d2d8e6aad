// Generated from TriggerMesh v1.27.0 by `node --require @swc-node/register scripts/generate-event-sources.ts`; do not edit.

import type { Json } from '../manifest';

type JsonObject<Text> = { readonly [key: string]: Json<Text> };

export type AdapterOverrides<Text> = {
  readonly annotations?: Readonly<Record<string, Text>>;
  readonly labels?: Readonly<Record<string, Text>>;
  readonly env?: readonly { readonly name?: Text; readonly value?: Text }[];
  readonly resources?: {
    readonly limits?: Readonly<Record<string, number | Text>>;
    readonly requests?: Readonly<Record<string, number | Text>>;
  };
  readonly tolerations?: readonly {
    readonly key?: Text;
    readonly operator?: 'Exists' | 'Equal';
    readonly value?: Text;
    readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
    readonly tolerationSeconds?: number;
  }[];
  readonly nodeSelector?: Readonly<Record<string, Text>>;
  readonly affinity?: JsonObject<Text>;
};

export type Destination<Text> = { readonly sqs?: { readonly queueARN: Text } };

export type AWSCloudWatchLogsSourceSpec<Text> = {
  readonly arn: Text;
  readonly pollingInterval?: Text;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSCloudWatchSourceSpec<Text> = {
  readonly region: Text;
  readonly pollingInterval?: Text;
  readonly metricQueries: readonly (
    | { readonly name?: Text; readonly expression: Text; readonly metric?: never }
    | {
        readonly name?: Text;
        readonly expression?: never;
        readonly metric: {
          readonly period?: number;
          readonly stat?: Text;
          readonly unit?: Text;
          readonly metric?: {
            readonly metricName?: Text;
            readonly namespace?: Text;
            readonly dimensions?: readonly { readonly name?: Text; readonly value?: Text }[];
          };
        };
      }
  )[];
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSCodeCommitSourceSpec<Text> = {
  readonly arn: Text;
  readonly branch: Text;
  readonly eventTypes: readonly ('push' | 'pull_request')[];
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSCognitoIdentitySourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSCognitoUserPoolSourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSDynamoDBSourceSpec<Text> = { readonly arn: Text; readonly adapterOverrides?: AdapterOverrides<Text> };

export type AWSEventBridgeSourceSpec<Text> = {
  readonly arn: Text;
  readonly eventPattern?: Text;
  readonly destination?: Destination<Text>;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSKinesisSourceSpec<Text> = { readonly arn: Text; readonly adapterOverrides?: AdapterOverrides<Text> };

export type AWSPerformanceInsightsSourceSpec<Text> = {
  readonly arn: Text;
  readonly pollingInterval: Text;
  readonly metrics: readonly Text[];
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSS3SourceSpec<Text> = {
  readonly arn: Text;
  readonly eventTypes: readonly (
    | 's3:ObjectCreated:*'
    | 's3:ObjectCreated:Put'
    | 's3:ObjectCreated:Post'
    | 's3:ObjectCreated:Copy'
    | 's3:ObjectCreated:CompleteMultipartUpload'
    | 's3:ObjectRemoved:*'
    | 's3:ObjectRemoved:Delete'
    | 's3:ObjectRemoved:DeleteMarkerCreated'
    | 's3:ObjectRestore:*'
    | 's3:ObjectRestore:Post'
    | 's3:ObjectRestore:Completed'
    | 's3:ReducedRedundancyLostObject'
    | 's3:Replication:*'
    | 's3:Replication:OperationFailedReplication'
    | 's3:Replication:OperationNotTracked'
    | 's3:Replication:OperationMissedThreshold'
    | 's3:Replication:OperationReplicatedAfterThreshold'
  )[];
  readonly destination?: Destination<Text>;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSSNSSourceSpec<Text> = {
  readonly arn: Text;
  readonly subscriptionAttributes?: {
    readonly DeliveryPolicy?: Text | null;
    readonly FilterPolicy?: Text | null;
    readonly RawMessageDelivery?: Text | null;
    readonly RedrivePolicy?: Text | null;
  };
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

export type AWSSQSSourceSpec<Text> = {
  readonly arn: Text;
  readonly receiveOptions?: { readonly visibilityTimeout?: Text };
  readonly messageProcessor?: 'default' | 's3' | 'eventbridge';
  readonly endpoint?: { readonly url?: Text };
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

/** The `spec` of each kind, without what keywire writes. `Text` is what may be shown. */
export type AwsSourceSpecs<Text> = {
  readonly AWSCloudWatchLogsSource: AWSCloudWatchLogsSourceSpec<Text>;
  readonly AWSCloudWatchSource: AWSCloudWatchSourceSpec<Text>;
  readonly AWSCodeCommitSource: AWSCodeCommitSourceSpec<Text>;
  readonly AWSCognitoIdentitySource: AWSCognitoIdentitySourceSpec<Text>;
  readonly AWSCognitoUserPoolSource: AWSCognitoUserPoolSourceSpec<Text>;
  readonly AWSDynamoDBSource: AWSDynamoDBSourceSpec<Text>;
  readonly AWSEventBridgeSource: AWSEventBridgeSourceSpec<Text>;
  readonly AWSKinesisSource: AWSKinesisSourceSpec<Text>;
  readonly AWSPerformanceInsightsSource: AWSPerformanceInsightsSourceSpec<Text>;
  readonly AWSS3Source: AWSS3SourceSpec<Text>;
  readonly AWSSNSSource: AWSSNSSourceSpec<Text>;
  readonly AWSSQSSource: AWSSQSSourceSpec<Text>;
};
