// Generated from TriggerMesh v1.27.0 by `node --require @swc-node/register scripts/generate-event-sources.ts`; do not edit.

import type { Json } from '../manifest';

type JsonObject<Text> = { readonly [key: string]: Json<Text> };

/** `adapterOverrides`, as several kinds have it. */
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

/** `destination`, as several kinds have it. */
export type Destination<Text> = {
  readonly sqs?:
    | undefined
    | {
        /** The ARN of the queue. */
        readonly queueARN: Text;
      };
};

/** The `spec` of an AWSCloudWatchLogsSource, without what keywire writes. */
export type AWSCloudWatchLogsSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** How often AWS is asked, as a Go duration such as `5m`. */
  readonly pollingInterval?: undefined | Text;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSCloudWatchSource, without what keywire writes. */
export type AWSCloudWatchSourceSpec<Text> = {
  /** The AWS region, such as `eu-west-1`. */
  readonly region: Text;
  /** How often AWS is asked, as a Go duration such as `5m`. */
  readonly pollingInterval?: undefined | Text;
  /** What is asked of CloudWatch: a metric, or an expression over metrics. */
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
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSCodeCommitSource, without what keywire writes. */
export type AWSCodeCommitSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** The branch whose changes are read. */
  readonly branch: Text;
  /** Which changes become events. */
  readonly eventTypes: readonly ('push' | 'pull_request')[];
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSCognitoIdentitySource, without what keywire writes. */
export type AWSCognitoIdentitySourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSCognitoUserPoolSource, without what keywire writes. */
export type AWSCognitoUserPoolSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSDynamoDBSource, without what keywire writes. */
export type AWSDynamoDBSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSEventBridgeSource, without what keywire writes. */
export type AWSEventBridgeSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** A JSON pattern that an event on the bus has to match. @default - every event */
  readonly eventPattern?: undefined | Text;
  /** A queue of yours that notifications go through. @default - TriggerMesh makes one */
  readonly destination?: undefined | Destination<Text>;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSKinesisSource, without what keywire writes. */
export type AWSKinesisSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSPerformanceInsightsSource, without what keywire writes. */
export type AWSPerformanceInsightsSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** How often AWS is asked, as a Go duration such as `5m`. */
  readonly pollingInterval: Text;
  /** The metrics that become events. */
  readonly metrics: readonly Text[];
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSS3Source, without what keywire writes. */
export type AWSS3SourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** Which changes become events. */
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
  /** A queue of yours that notifications go through. @default - TriggerMesh makes one */
  readonly destination?: undefined | Destination<Text>;
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSSNSSource, without what keywire writes. */
export type AWSSNSSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** Attributes of the subscription, each as a string of JSON. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
  readonly subscriptionAttributes?:
    | undefined
    | {
        readonly DeliveryPolicy?: undefined | Text | null;
        readonly FilterPolicy?: undefined | Text | null;
        readonly RawMessageDelivery?: undefined | Text | null;
        readonly RedrivePolicy?: undefined | Text | null;
      };
  /** What is changed in the Deployment or Service of the adapter. */
  readonly adapterOverrides?: undefined | AdapterOverrides<Text>;
};

/** The `spec` of an AWSSQSSource, without what keywire writes. */
export type AWSSQSSourceSpec<Text> = {
  /** The ARN of what is read. */
  readonly arn: Text;
  /** How messages are taken from the queue. */
  readonly receiveOptions?:
    | undefined
    | {
        /** How long a message stays hidden once it is taken, as a Go duration up to `12h`. @default - the queue's */
        readonly visibilityTimeout?: undefined | Text;
      };
  /** How a message becomes an event: `default` as it is, `s3` as a notification of a bucket. @default "default" */
  readonly messageProcessor?: undefined | 'default' | 's3' | 'eventbridge';
  /** Where the service is, if not at AWS: a local stand-in, say. */
  readonly endpoint?: undefined | { readonly url?: undefined | Text };
  /** What is changed in the Deployment or Service of the adapter. */
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
