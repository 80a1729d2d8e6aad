export {
  identity,
  storedPrefix,
  storersOf,
  type EncryptedResources,
  type EncryptionConfiguration,
  type KeyProvider,
  type Kms,
  type NamedKey,
  type Provider,
  type Storer,
} from '../../core/encryption-at-rest/configuration';
export { findings, type Finding, type Stage } from '../../core/encryption-at-rest/findings';
export { KeyMaterial } from '../../core/encryption-at-rest/key-material';
export { managedSwitches } from '../../core/encryption-at-rest/managed';
export type { NewKey, PlannedKey } from '../../core/encryption-at-rest/new-key';
export { readConfiguration } from '../../core/encryption-at-rest/read-configuration';
export { runbook, type Operation } from '../../core/encryption-at-rest/runbook';
export type { Loading } from '../../core/encryption-at-rest/loading';
export { runbookText, type Runbook, type Step } from '../../core/encryption-at-rest/step';
export {
  addIdentity,
  addKey,
  dropIdentity,
  dropKey,
  off,
  promote,
  start,
  type Loaded,
  type Rewritten,
  type Start,
  type Which,
  type WhichKey,
} from '../../core/encryption-at-rest/transitions';
export {
  changeConfigurationFile,
  createConfigurationFile,
  modeProblem,
  readConfigurationFile,
} from './configuration-file';
export { newKeyMaterial } from './new-key-material';
