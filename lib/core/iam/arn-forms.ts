import { parseArn, type Arn } from '../arn';
import { FieldError } from '../field-error';

/** What the ARN of a kind looks like, where its CRD is laxer than the adapter or IAM. */
export type ArnForm = { readonly what: string; readonly pattern: RegExp; readonly example: string };

const form = (what: string, service: string, place: string, resource: string, example: string): ArnForm => ({
  what,
  pattern: new RegExp(`^arn:aws(-cn|-us-gov)?:${service}:${place}:${resource}$`),
  example: `arn:aws:${service}:${example}`,
});

const region = '[a-z]{2}(-gov)?-[a-z]+-\\d';
const regional = (what: string, service: string, resource: string, example: string): ArnForm =>
  form(what, service, `${region}:\\d{12}`, resource, `eu-west-1:123456789012:${example}`);

const bucketName = '[0-9a-z][0-9a-z.-]{2,62}';

export const arnForms = {
  bucket: form('an S3 bucket', 's3', ':', bucketName, '::orders'),
  // TriggerMesh lets the ARN of a bucket say where its queue is.
  bucketAnywhere: form('an S3 bucket', 's3', `(${region})?:(\\d{12})?`, bucketName, 'eu-west-1:123456789012:orders'),
  database: regional('an RDS database', 'rds', 'db:[\\w-]+', 'db:orders'),
  eventBus: regional('an event bus', 'events', 'event-bus/[\\w./-]+', 'event-bus/orders'),
  function: regional('a Lambda function', 'lambda', 'function:[\\w-]+(:[\\w$-]+)?', 'function:orders'),
  identityPool: regional('an identity pool', 'cognito-identity', 'identitypool/[\\w:-]+', 'identitypool/ID'),
  logs: regional('a log group or stream', 'logs', 'log-group:[^:]+(:log-stream:[^:]+)?', 'log-group:orders'),
  queue: regional('an SQS queue', 'sqs', '[\\w-]+(\\.fifo)?', 'orders'),
  repository: regional('a CodeCommit repository', 'codecommit', '[\\w.-]+', 'orders'),
  stream: regional('a Kinesis stream', 'kinesis', 'stream/[\\w.-]+', 'stream/orders'),
  table: regional('a DynamoDB table', 'dynamodb', 'table/[\\w.-]+', 'table/orders'),
  topic: regional('an SNS topic', 'sns', '[\\w-]+(\\.fifo)?', 'orders'),
  userPool: regional('a user pool', 'cognito-idp', 'userpool/[\\w-]+', 'userpool/ID'),
} as const satisfies Record<string, ArnForm>;

/** Throws for a text that IAM would take as a pattern. */
export function requireOneResource(path: string, value: unknown): void {
  if (typeof value !== 'string' || !/[*?]|\$\{/.test(value)) return;
  const advice = /:log-group:[^*?]+:\*$/.test(value) ? '; leave the :* at its end out' : '';
  throw new FieldError(
    path,
    `must name one resource, without *, ? and \${: IAM would take it as a pattern, and allow more${advice}`,
  );
}

/** The parts of an ARN of that form. Throws for any other value. */
export function requireArnOf({ what, pattern, example }: ArnForm, path: string, value: unknown): Arn {
  requireOneResource(path, value);
  const arn = typeof value === 'string' && pattern.test(value) ? parseArn(value) : undefined;
  if (arn) return arn;
  const late = typeof value === 'string' ? '' : ', known when the policy is made';
  throw new FieldError(path, `must be the ARN of ${what}, as in ${example}${late}`);
}
