export { FieldError } from './field-error';
export { SecretValue } from './secret-value';
export type { Bundle, Json, Manifest, Metadata, ObjectSpec, StringMap } from './manifest';
export type { KeyReference, SecretReference } from './key-reference';

export {
  credentialClass,
  generic,
  type CredentialClass,
  type Field,
  type FieldSpec,
  type Keys,
  type OptionalField,
  type RequiredField,
  type Spelling,
} from './credential-class';
export { matches, noByteOrderMark, notBase64Of, notEmpty, pem, singleLine, type Rule } from './rules';
export { aws, type AwsClass } from './classes/aws';

export {
  awsSecretsManager,
  type AwsSecretsManager,
  type AwsSecretsManagerOptions,
  type RemoteValue,
} from './backends/aws-secrets-manager';
export { existing, type Existing, type ExistingOptions } from './backends/existing';
export type { Native, SecretValues } from './backends/native';
export type { Sealed, SealScope } from './backends/sealed';
export type { Sops, SopsDecryptor } from './backends/sops';
export type { Backend, CredentialSpec, KeyReferences } from './credential';

export type { MountedCredentialSpec } from './mounted-credential';
export type { MountedFiles } from './mounted-files';
export type { MountIdentity } from './mounted-identity';
export type { MountedSource } from './mounted-source';
export type { SyncedReference } from './synced-reference';

export { existingStore, type AwsSecretStoreSpec, type StoreAuth, type StoreReference } from './secret-store';
export type { AccessKey } from './access-key';
export type { AwsConsumer } from './iam/aws-consumer';
export type { IamPolicy, PolicyDocument } from './iam/policy-document';
export { adapterPolicyFor, controllerPolicyFor, policyFor } from './iam/policy-for';
export { mountReadPolicy, type MountReadOptions, type MountReadPolicySpec } from './iam/mount-read-policy';
export { readPolicy, type ReadPolicySpec } from './iam/read-policy';
export { trustPodIdentity, type TrustedPods } from './iam/trust-pod-identity';
export type { TrustPolicy } from './iam/trust-policy';
export { trustServiceAccount, type TrustedServiceAccount } from './iam/trust-service-account';
export { group, serviceAccount, user, type Subject } from './subject';

export type { Env, ServiceEnv } from './env';
export type { FileMounts, Files } from './files';
export type { EnvFrom, Quantities, ServiceSpec } from './service-spec';

export { assumeRole, iamRole, type AssumedRole, type IamRole, type SourceCredentials } from './source-credentials';
export type { Addressable, Sink } from './sink';
export type { EventSourceKind, EventSourceSpec } from './event-source';
export type * from './generated/aws-sources';
