// Generated from TriggerMesh v1.27.0 by `node --require @swc-node/register scripts/generate-event-sources.ts`; do not edit.

import type { Json } from '../manifest';

type JsonObject<Text> = { readonly [key: string]: Json<Text> };

export type AdapterOverrides<Text> = {
  readonly annotations?: undefined | Readonly<Record<string, Text>>;
  readonly labels?: undefined | Readonly<Record<string, Text>>;
  readonly env?: undefined | readonly { readonly name?: undefined | Text; readonly value?: undefined | Text }[];
  readonly resources?:
    | undefined
    | {
        readonly limits?: undefined | Readonly<Record<string, number | Text>>;
        readonly requests?: undefined | Readonly<Record<string, number | Text>>;
      };
  readonly tolerations?:
    | undefined
    | readonly {
        readonly key?: undefined | Text;
        readonly operator?: undefined | 'Exists' | 'Equal';
        readonly value?: undefined | Text;
        readonly effect?: undefined | 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
        readonly tolerationSeconds?: undefined | number;
      }[];
  readonly nodeSelector?: undefined | Readonly<Record<string, Text>>;
  readonly affinity?: undefined | JsonObject<Text>;
};

export type Destination<Text> = { readonly sqs?: undefined | { readonly queueARN: Text } };

export type AWSCloudWatchLogsSourceSpec<Text> = {
  readonly arn: Text;
  readonly pollingInterval?: undefined | Text;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSCloudWatchSourceSpec<Text> = {
  readonly region: Text;
  readonly pollingInterval?: undefined | Text;
  readonly metricQueries: readonly (
    | { readonly name?: undefined | Text; readonly expression: Text; readonly metric?: never }
    | {
        readonly name?: undefined | Text;
        readonly expression?: never;
        readonly metric: {
          readonly period?: undefined | number;
          readonly stat?: undefined | Text;
          readonly unit?: undefined | Text;
          readonly metric?:
            | undefined
            | {
                readonly metricName?: undefined | Text;
                readonly namespace?: undefined | Text;
                readonly dimensions?:
                  undefined | readonly { readonly name?: undefined | Text; readonly value?: undefined | Text }[];
              };
        };
      }
  )[];
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSCodeCommitSourceSpec<Text> = {
  readonly arn: Text;
  readonly branch: Text;
  readonly eventTypes: readonly ('push' | 'pull_request')[];
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSCognitoIdentitySourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSCognitoUserPoolSourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSDynamoDBSourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSEventBridgeSourceSpec<Text> = {
  readonly arn: Text;
  readonly eventPattern?: undefined | Text;
  readonly destination?: undefined | Destination<Text>;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSKinesisSourceSpec<Text> = {
  readonly arn: Text;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSPerformanceInsightsSourceSpec<Text> = {
  readonly arn: Text;
  readonly pollingInterval: Text;
  readonly metrics: readonly Text[];
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
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
  readonly destination?: undefined | Destination<Text>;
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSSNSSourceSpec<Text> = {
  readonly arn: Text;
  readonly subscriptionAttributes?:
    | undefined
    | {
        readonly DeliveryPolicy?: undefined | Text | null;
        readonly FilterPolicy?: undefined | Text | null;
        readonly RawMessageDelivery?: undefined | Text | null;
        readonly RedrivePolicy?: undefined | Text | null;
      };
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

export type AWSSQSSourceSpec<Text> = {
  readonly arn: Text;
  readonly receiveOptions?: undefined | { readonly visibilityTimeout?: undefined | Text };
  readonly messageProcessor?: undefined | 'default' | 's3' | 'eventbridge';
  readonly endpoint?: undefined | { readonly url?: undefined | Text };
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
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
