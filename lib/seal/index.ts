export type { FieldValue, FieldValues } from './field-values';
export { sealed, type SealedFileOptions, type SealedOptions } from './sealed';
export { sops, type SopsOptions } from './sops-backend';
export type { SealScope } from '../core/backends/sealed';
export type { SopsDecryptor } from '../core/backends/sops';

export { readSealingCertificate, sealingCertificate, type SealingCertificate } from './sealed-secrets/certificate';
export { SealedSecretsController, type ControllerPatience } from './sealed-secrets/controller';
export type { ControllerService } from './sealed-secrets/controller-by-kubectl';
export { fetchSealingCertificate, type FetchedCertificate } from './sealed-secrets/fetch-certificate';
export { DigestKey, type DigestedItem } from './sealed-secrets/digest-key';
export { seal, sealForClusters, type ClustersSealSpec, type SealSpec } from './sealed-secrets/seal';
export type { AnySealSpec } from './sealed-secrets/plan-seal';
export { sealAll } from './sealed-secrets/seal-all';
export type { Threads } from './sealed-secrets/seal-values';
export { parseSealedFile, readSealedFile, renderSealedFile, type SealedFile } from './sealed-secrets/sealed-file';

export * from './sops';
export {
  fluxDecryption,
  fluxKeyCommand,
  type FluxDecryption,
  type FluxDecryptionSpec,
  type FluxKeySpec,
} from '../core/gitops/flux';
export {
  ksopsAnnotations,
  ksopsGenerator,
  type KsopsGeneratorSpec,
  type KsopsSecretOptions,
} from '../core/gitops/ksops';

export * as encryptionAtRest from './encryption-at-rest';
