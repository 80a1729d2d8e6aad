import type { AwsSourceSpecs } from '../generated/aws-sources';

/** A target's spec, as far as a policy needs it; the rest of it may stand there, too. */
type TargetSpec<Text> = {
  /** The ARN of what is written to. */
  readonly arn: Text;
  readonly [field: string]: unknown;
};

/** The spec of each kind of TriggerMesh's AWS targets, as far as a policy needs it. */
export type AwsTargetSpecs<Text> = {
  readonly AWSComprehendTarget: {
    /** The AWS region, such as `eu-west-1`. */
    readonly region: Text;
    readonly [field: string]: unknown;
  };
  readonly AWSDynamoDBTarget: TargetSpec<Text>;
  readonly AWSEventBridgeTarget: TargetSpec<Text>;
  readonly AWSKinesisTarget: TargetSpec<Text>;
  readonly AWSLambdaTarget: TargetSpec<Text>;
  readonly AWSS3Target: TargetSpec<Text>;
  readonly AWSSNSTarget: TargetSpec<Text>;
  readonly AWSSQSTarget: TargetSpec<Text>;
};

type AwsConsumerSpecs<Text> = AwsSourceSpecs<Text> & AwsTargetSpecs<Text>;

/** The kinds of TriggerMesh's AWS sources and targets. */
export type AwsConsumerKind = keyof AwsConsumerSpecs<unknown>;

/**
 * A source or target of TriggerMesh, as far as IAM has to know it: its kind and spec. An event source is made of the
 * same object later: `new EventSource(chart, 'incoming', { ...incoming, credentials, sink })`.
 */
export type AwsConsumer<Text = string> = {
  [Kind in AwsConsumerKind]: {
    readonly kind: Kind;
    readonly spec: AwsConsumerSpecs<Text>[Kind];
    /**
     * The name of the object.
     *
     * @default - any: TriggerMesh's own queue and rule for an AWSEventBridgeSource are then allowed by prefix
     */
    readonly name?: string | undefined;
    /**
     * The namespace of the object.
     *
     * @default - any, as with `name`
     */
    readonly namespace?: Text | undefined;
  };
}[AwsConsumerKind];
