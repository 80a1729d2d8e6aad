export * from '../core';
export { sealed, type SealedOptions } from '../seal/sealed';
export { sops, type SopsOptions } from '../seal/sops-backend';

export { App } from './app';
export { AwsCredentialSecret, type AwsCredentialSecretProps } from './aws-credential-secret';
export { AwsSecretStore, type AwsSecretStoreProps } from './aws-secret-store';
export { CredentialSecret, type CredentialSecretProps, type FromSecretNameOptions } from './credential-secret';
export type { CredentialConstruct } from './credential-construct';
export type { ApiObjects } from './declare';
export { EventSource, type EventSourceProps } from './event-source';
export { MountedCredential, type MountedCredentialProps } from './mounted-credential';
export { addSyncWaves } from './sync-waves';
export { TriggerMeshService, type TriggerMeshServiceProps } from './trigger-mesh-service';
export { unsafePlaintext } from './unsafe-plaintext';
