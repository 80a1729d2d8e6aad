import type { Arn } from '../arn';

/** What the permissions of a consumer depend on. */
export type Subject = {
  /** The ARN of what it reads or writes; of a kind that has none, only partition and region. */
  readonly arn: Arn;
  /** The queue of yours that its notifications go through. */
  readonly queueArn: string | undefined;
  /** Its `namespace/name`, where both are known. */
  readonly object: string | undefined;
  readonly spec: Readonly<Record<string, unknown>>;
};
