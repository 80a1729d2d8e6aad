import { parseArn } from '../arn';
import { FieldError } from '../field-error';

/** The ARN of a KMS key, in that region if one is told. Throws for that of an alias, which no policy resolves. */
export function requireKeyArn(path: string, arn: string, region?: string): string {
  const parsed = parseArn(arn);
  const isKey = parsed?.service === 'kms' && parsed.account !== '' && /^key\/[\w-]+$/.test(parsed.resource);
  if (isKey && (region === undefined || parsed.region === region)) return arn;
  const where = region === undefined ? '' : ` in ${region}`;
  throw new FieldError(
    path,
    `must be the ARN of a KMS key${where}, as in arn:aws:kms:eu-west-1:123456789012:key/ID; IAM resolves no alias`,
  );
}
