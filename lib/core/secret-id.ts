import { parseArn, partitionOf } from './arn';
import { FieldError } from './field-error';

const name = /^[\w/+=.@-]{1,512}$/;

/** The name or ARN of one secret in Secrets Manager. Throws for anything else, and a wildcard is neither. */
export function requireSecretId(path: string, value: unknown): string {
  const arn = typeof value === 'string' ? parseArn(value) : undefined;
  if (arn) {
    const isSecret =
      arn.service === 'secretsmanager' &&
      arn.account !== '' &&
      partitionOf(arn.region) === arn.partition &&
      arn.resource.startsWith('secret:');
    if (isSecret && name.test(arn.resource.slice('secret:'.length))) return value as string;
  } else if (typeof value === 'string' && name.test(value)) {
    return value;
  }
  throw new FieldError(
    path,
    'must be the name of a secret in Secrets Manager, up to 512 of letters, digits and /_+=.@-, or its ARN',
  );
}

/** Throws for an ARN of another region than the store's. */
export function requireRegion(path: string, secret: string, region: unknown): void {
  const there = parseArn(secret)?.region;
  if (there === undefined || typeof region !== 'string' || there === region) return;
  throw new FieldError(path, `is in region ${there}, its store in ${region}; use a store of that region`);
}
