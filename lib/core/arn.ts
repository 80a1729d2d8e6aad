import { FieldError } from './field-error';

/** The parts of an Amazon Resource Name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Arn = {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
};

const form =
  /^arn:(?<partition>aws[a-z-]*):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<account>\d{12})?:(?<resource>.+)$/s;

/** The parts, or undefined where the text is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const parts = form.exec(text)?.groups;
  if (!parts) return undefined;
  const { partition = '', service = '', region = '', account = '', resource = '' } = parts;
  return { partition, service, region, account, resource };
}

/** Throws unless the value is an AWS region. */
export function requireRegionName(path: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value)) {
    throw new FieldError(path, 'must be an AWS region, as in eu-west-1');
  }
}

/** Throws unless the value is an AWS account. */
export function requireAccountId(path: string, value: unknown): void {
  if (typeof value !== 'string' || !/^\d{12}$/.test(value)) {
    throw new FieldError(path, 'must be the 12 digits of an AWS account, known when the program runs');
  }
}

/** Throws unless the value, where it is known, is the ARN of an IAM role. */
export function requireRoleArn(path: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') return;
  const arn = parseArn(value ?? '');
  if (arn?.service !== 'iam' || arn.account === '' || !arn.resource.startsWith('role/')) {
    throw new FieldError(path, 'must be the ARN of an IAM role, as in arn:aws:iam::123456789012:role/NAME');
  }
}

// https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
const partitions: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The partition that a region belongs to. */
export const partitionOf = (region: string): string =>
  partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';

/** Throws for the ARN of a role that is known, and no good in the region. */
export function requirePartition(path: string, roleArn: unknown, region: string): void {
  const partition = typeof roleArn === 'string' ? parseArn(roleArn)?.partition : undefined;
  if (partition !== undefined && partition !== partitionOf(region)) {
    throw new FieldError(
      path,
      `is of partition ${partition}, region ${region} of ${partitionOf(region)}; a role is good in its own partition only`,
    );
  }
}
