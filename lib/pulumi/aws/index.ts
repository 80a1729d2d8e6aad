export { awsSecretsManagerSecret } from './aws-secrets-manager-secret';
export { DedicatedUser, type DedicatedUserArgs } from './dedicated-user';
export type { IamOptions } from './iam-options';
export type { KeyLabels } from './key-labels';
export type { ReadOptions, RemoteBackend, RemoteSecret, RemoteSecretOptions } from './remote-secret';
export { WorkloadRole } from './workload-role';
export type { WorkloadRoleArgs } from './workload-role-args';
export type { WorkloadTrust } from './workload-trust';
