import type { ComponentResource, Input } from '@pulumi/pulumi';
import { claimsOf } from './claims-of';

/**
 * Throws where another component gives the service account another role: TriggerMesh takes that of the first source
 * and ignores the others', and leaves an account alone that it has not made.
 */
export function agreeOnRole(
  component: ComponentResource,
  said: {
    readonly path: string;
    readonly field: string;
    readonly namespace: Input<string> | undefined;
    readonly serviceAccount: string;
    readonly roleArn: Input<string>;
  },
): void {
  const { path, field, namespace = '', serviceAccount, roleArn } = said;
  // Looked at again when they are known.
  if (typeof namespace !== 'string' || typeof roleArn !== 'string') return;
  const what = `the role of service account ${namespace}/${serviceAccount}`;
  const advice = 'use one role, or a service account for each';
  claimsOf(component).agree({ path, field, what, value: roleArn, advice });
}
