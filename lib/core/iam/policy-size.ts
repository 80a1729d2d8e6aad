import { FieldError } from '../field-error';
import type { IamPolicy } from './policy-document';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const most = { user: 2048, role: 10_240 } as const;

/** Throws for a policy that is too long for IAM to take inline. IAM counts no white space. */
export function requirePolicySize(path: string, document: IamPolicy, kind: keyof typeof most): void {
  const { length } = JSON.stringify(document).replaceAll(/\s/g, '');
  if (length <= most[kind]) return;
  throw new FieldError(
    path,
    `makes a policy of ${length} characters, and IAM takes ${most[kind]} inline for a ${kind}; split it over several ${kind}s`,
  );
}
