import type { Chart } from 'cdk8s';
import type { pulumiAsCdk8s } from '../as-cdk8s';

/** What the constructs of both engines are made from. */
export type Keywire = typeof pulumiAsCdk8s;

/** A declaration that has to give the same manifests through both engines; the chart's namespace is `orders`. */
export type Row = readonly [title: string, declare: (chart: Chart, keywire: Keywire) => void];

export const roleArn = 'arn:aws:iam::123456789012:role/orders';
export const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
export const image = 'registry.example.com/worker:1.4.2';
export const accessKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
