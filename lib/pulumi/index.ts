export * from '../core';
export { sealed, type SealedOptions } from '../seal/sealed';
export { sops, type SopsOptions } from '../seal/sops-backend';

export { AwsCredentialSecret, type AwsCredentialSecretArgs } from './aws-credential-secret';
export { AwsSecretStore, type AwsSecretStoreArgs } from './aws-secret-store';
export { awsSecretsManager } from './aws-secrets-manager';
export type { CredentialArgs, CredentialComponent, PulumiBackend } from './credential-component';
export { CredentialSecret, type CredentialSecretArgs, type FromSecretNameOptions } from './credential-secret';
export { EventSource, type EventSourceArgs } from './event-source';
export type { KubernetesResource } from './kubernetes-resource';
export { MountedCredential, type MountedCredentialArgs } from './mounted-credential';
export { nativeSecret } from './native-secret';
export type { Resources } from './plan';
export { TriggerMeshService, type TriggerMeshServiceArgs } from './trigger-mesh-service';
