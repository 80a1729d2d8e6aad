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

/** Throws unless the value, where it is known, is the ARN of an IAM role. */
export function requireRoleArn(path: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') return;
  const arn = parseArn(value ?? '');
  if (arn?.service !== 'iam' || arn.account === '' || !arn.resource.startsWith('role/')) {
    throw new FieldError(path, 'must be the ARN of an IAM role, as in arn:aws:iam::123456789012:role/NAME');
  }
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
