import { parseArn } from './arn';
import { FieldError } from './field-error';

/** Something that a CRD lets through and that TriggerMesh then does wrong, or not at all. */
type Trap = (spec: Readonly<Record<string, unknown>>) => void;

type Tree = Readonly<Record<string, unknown>>;

/** The adapters of these end at once unless the ARN is that of the thing itself, and not of a stream or child of it. */
const exactResource =
  (type: string): Trap =>
  ({ arn }) => {
    const resource = typeof arn === 'string' ? parseArn(arn)?.resource : undefined;
    if (resource !== undefined && !new RegExp(`^${type}/[^/]+$`).test(resource)) {
      throw new FieldError('spec.arn', `must end in ${type}/NAME and nothing behind it`);
    }
  };

const traps: Readonly<Record<string, readonly Trap[]>> = {
  AWSDynamoDBSource: [exactResource('table')],
  AWSKinesisSource: [exactResource('stream')],
  AWSCognitoIdentitySource: [exactResource('identitypool')],
  AWSCognitoUserPoolSource: [exactResource('userpool')],
  AWSS3Source: [
    ({ arn, destination }) => {
      const bucket = typeof arn === 'string' ? parseArn(arn)?.resource : undefined;
      if (bucket?.includes('.') && destination === undefined) {
        throw new FieldError(
          'spec.destination',
          'must name a queue of yours: for a bucket with dots in its name, none can be made',
        );
      }
    },
  ],
  AWSSQSSource: [
    ({ messageProcessor }) => {
      if (messageProcessor === 'eventbridge')
        throw new FieldError('spec.messageProcessor', 'must be default or s3; eventbridge is ignored by this source');
    },
    ({ receiveOptions }) => {
      requireVisibilityTimeout((receiveOptions as Tree | undefined)?.visibilityTimeout);
    },
    ({ endpoint }) => {
      const url = (endpoint as Tree | undefined)?.url;
      if (typeof url === 'string' && /^http:\/\/[^/]*\.(amazonaws\.com(\.cn)?|api\.aws)([:/]|$)/i.test(url)) {
        throw new FieldError('spec.endpoint.url', 'must be https where it is an endpoint of AWS');
      }
    },
  ],
};

/** Throws for the first trap that the spec of a source steps into. */
export function requireSourceSpec(kind: string, spec: Tree): void {
  for (const trap of traps[kind] ?? []) trap(spec);
}

function requireVisibilityTimeout(timeout: unknown): void {
  if (typeof timeout !== 'string') return;
  const seconds = secondsOf(timeout);
  if (seconds < 0 || seconds > 12 * 3600) {
    throw new FieldError('spec.receiveOptions.visibilityTimeout', 'must be between 0s and 12h; another is ignored');
  }
}

const secondsIn: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

function secondsOf(duration: string): number {
  let seconds = 0;
  for (const [, count = '', unit = ''] of duration.matchAll(/([\d.]+)(h|ms|m|us|µs|μs|ns|s)/g)) {
    seconds += Number(count) * (secondsIn[unit] ?? 0);
  }
  return duration.startsWith('-') ? -seconds : seconds;
}
