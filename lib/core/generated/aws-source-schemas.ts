// Generated from TriggerMesh v1.27.0 by `node --require @swc-node/register scripts/generate-event-sources.ts`; do not edit.

import type { KindSchema, Schema } from '../crd-schema';
import type { AwsSourceSpecs } from './aws-sources';

const duration: Schema = { type: 'string', format: 'duration' };
const text: Schema = { type: 'string' };
const quantity: Schema = {
  type: 'int-or-string',
  pattern:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
};
const integer: Schema = { type: 'integer' };
const adapterOverrides: Schema = {
  type: 'object',
  properties: {
    annotations: { type: 'map', values: text },
    labels: { type: 'map', values: text },
    env: { type: 'array', items: { type: 'object', properties: { name: text, value: text } } },
    resources: {
      type: 'object',
      properties: { limits: { type: 'map', values: quantity }, requests: { type: 'map', values: quantity } },
    },
    tolerations: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          key: text,
          operator: { type: 'string', enum: ['Exists', 'Equal'] },
          value: text,
          effect: { type: 'string', enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
          tolerationSeconds: integer,
        },
      },
    },
    nodeSelector: { type: 'map', values: text },
    affinity: { type: 'map', values: { type: 'any' } },
  },
};
const sqsArn: Schema = { type: 'string', pattern: '^arn:aws(-cn|-us-gov)?:sqs:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:.+$' };
const destination: Schema = {
  type: 'object',
  properties: { sqs: { type: 'object', properties: { queueARN: sqsArn }, required: ['queueARN'] } },
};

export const awsSourceSchemas: Readonly<Record<keyof AwsSourceSpecs<string>, KindSchema>> = {
  AWSCloudWatchLogsSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: { type: 'string', pattern: '^arn:aws(-cn|-us-gov)?:logs:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:.+$' },
        pollingInterval: duration,
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSCloudWatchSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        region: { type: 'string', pattern: '^[a-z]{2}(-gov)?-[a-z]+-\\d$' },
        pollingInterval: duration,
        metricQueries: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              name: { type: 'string', pattern: '^[a-z]\\w{0,254}$' },
              expression: text,
              metric: {
                type: 'object',
                properties: {
                  period: integer,
                  stat: text,
                  unit: text,
                  metric: {
                    type: 'object',
                    properties: {
                      metricName: text,
                      namespace: text,
                      dimensions: { type: 'array', items: { type: 'object', properties: { name: text, value: text } } },
                    },
                  },
                },
              },
            },
            oneOf: [['expression'], ['metric']],
          },
        },
        adapterOverrides,
      },
      required: ['region', 'metricQueries'],
    },
  },
  AWSCodeCommitSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: { type: 'string', pattern: '^arn:aws(-cn|-us-gov)?:codecommit:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:.+$' },
        branch: text,
        eventTypes: { type: 'array', items: { type: 'string', enum: ['push', 'pull_request'] } },
        adapterOverrides,
      },
      required: ['arn', 'branch', 'eventTypes'],
    },
  },
  AWSCognitoIdentitySource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:aws(-cn|-us-gov)?:cognito-identity:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:identitypool\\/.+$',
        },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSCognitoUserPoolSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:aws(-cn|-us-gov)?:cognito-idp:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:userpool\\/.+$',
        },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSDynamoDBSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:aws(-cn|-us-gov)?:dynamodb:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:table\\/.+$',
        },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSEventBridgeSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern:
            '^arn:aws(-cn|-us-gov)?:events:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:event-bus\\/[a-zA-Z0-9._-]{1,256}$',
        },
        eventPattern: text,
        destination,
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSKinesisSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:aws(-cn|-us-gov)?:kinesis:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:stream\\/.+$',
        },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSPerformanceInsightsSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: { type: 'string', pattern: '^arn:aws(-cn|-us-gov)?:rds:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:.+$' },
        pollingInterval: duration,
        metrics: { type: 'array', items: { type: 'string', minLength: 1 } },
        adapterOverrides,
      },
      required: ['arn', 'pollingInterval', 'metrics'],
    },
  },
  AWSS3Source: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:aws(-cn|-us-gov)?:s3:([a-z]{2}(-gov)?-[a-z]+-\\d)?:(\\d{12})?:[0-9a-z][0-9a-z.-]{2,62}$',
        },
        eventTypes: {
          type: 'array',
          items: {
            type: 'string',
            enum: [
              's3:ObjectCreated:*',
              's3:ObjectCreated:Put',
              's3:ObjectCreated:Post',
              's3:ObjectCreated:Copy',
              's3:ObjectCreated:CompleteMultipartUpload',
              's3:ObjectRemoved:*',
              's3:ObjectRemoved:Delete',
              's3:ObjectRemoved:DeleteMarkerCreated',
              's3:ObjectRestore:*',
              's3:ObjectRestore:Post',
              's3:ObjectRestore:Completed',
              's3:ReducedRedundancyLostObject',
              's3:Replication:*',
              's3:Replication:OperationFailedReplication',
              's3:Replication:OperationNotTracked',
              's3:Replication:OperationMissedThreshold',
              's3:Replication:OperationReplicatedAfterThreshold',
            ],
          },
        },
        destination,
        adapterOverrides,
      },
      required: ['arn', 'eventTypes'],
    },
  },
  AWSSNSSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: false, sessionToken: false, assumeRole: false },
    spec: {
      type: 'object',
      properties: {
        arn: { type: 'string', pattern: '^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-gov)?-[a-z]+-\\d:\\d{12}:.+$' },
        subscriptionAttributes: {
          type: 'object',
          properties: {
            DeliveryPolicy: { type: 'string', nullable: true, format: 'json' },
            FilterPolicy: { type: 'string', nullable: true, format: 'json' },
            RawMessageDelivery: { type: 'string', nullable: true, format: 'json' },
            RedrivePolicy: { type: 'string', nullable: true, format: 'json' },
          },
        },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
  AWSSQSSource: {
    group: 'sources.triggermesh.io',
    version: 'v1alpha1',
    auth: { iam: true, sessionToken: true, assumeRole: true },
    spec: {
      type: 'object',
      properties: {
        arn: sqsArn,
        receiveOptions: { type: 'object', properties: { visibilityTimeout: duration } },
        messageProcessor: { type: 'string', enum: ['default', 's3', 'eventbridge'] },
        endpoint: { type: 'object', properties: { url: { type: 'string', format: 'uri' } } },
        adapterOverrides,
      },
      required: ['arn'],
    },
  },
};
