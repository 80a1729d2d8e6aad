export { creationRule, describeRule, type CreationRule } from './creation-rules';
export { changeRecipients, type RecipientChange } from './change-recipients';
export { decryptSops } from './decrypt';
export { editSops } from './edit';
export { encryptSecret, type EncryptSecretSpec } from './encrypt-secret';
export { readIdentities } from './identities';
export { inspectSopsSecret, type SopsSecret } from './inspect';
