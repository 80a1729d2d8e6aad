import { arnForms } from './arn-forms';
import type { AwsTargetSpecs } from './aws-consumer';
import type { Permissions } from './permission';
import * as on from './resources';

/**
 * What TriggerMesh 1.27 calls for each kind of target, and no more; its controller calls nothing.
 * https://github.com/triggermesh/triggermesh/tree/v1.27.0/pkg/targets/adapter
 */
export const targetPermissions: Readonly<Record<keyof AwsTargetSpecs<string>, Permissions>> = {
  AWSComprehendTarget: {
    adapter: [{ actions: ['comprehend:DetectSentiment'], on: on.everything }],
  },
  AWSDynamoDBTarget: {
    arn: arnForms.table,
    adapter: [{ actions: ['dynamodb:PutItem'], on: on.itself }],
  },
  AWSEventBridgeTarget: {
    arn: arnForms.eventBus,
    adapter: [{ actions: ['events:PutEvents'], on: on.itself }],
  },
  AWSKinesisTarget: {
    arn: arnForms.stream,
    adapter: [{ actions: ['kinesis:PutRecord'], on: on.itself }],
  },
  AWSLambdaTarget: {
    arn: arnForms.function,
    adapter: [{ actions: ['lambda:InvokeFunction'], on: on.itself }],
  },
  AWSS3Target: {
    arn: arnForms.bucket,
    adapter: [
      { actions: ['s3:GetBucketLocation'], on: on.itself },
      { actions: ['s3:PutObject'], on: on.objects },
    ],
  },
  AWSSNSTarget: {
    arn: arnForms.topic,
    adapter: [{ actions: ['sns:Publish'], on: on.itself }],
  },
  AWSSQSTarget: {
    arn: arnForms.queue,
    adapter: [{ actions: ['sqs:SendMessage'], on: on.itself }],
  },
};
