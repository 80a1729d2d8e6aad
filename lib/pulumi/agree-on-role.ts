import type { ComponentResource, Input } from '@pulumi/pulumi';
import { claimsOf } from './claims-of';

/** Throws where another component gives the service account another role, once both are known. */
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
  claimsOf(component).agreeOnRole(path, field, { namespace, serviceAccount, roleArn });
}
