export { awsSecretsManagerSecret } from './aws-secrets-manager-secret';
export { DedicatedUser, type DedicatedUserArgs } from './dedicated-user';
export type { KeyLabels } from './key-labels';
export type { ReadOptions, RemoteBackend, RemoteSecret, RemoteSecretOptions } from './remote-secret';
export type { WorkloadTrust } from './role-policies';
export { WorkloadRole, type WorkloadRoleArgs } from './workload-role';
