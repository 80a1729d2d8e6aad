import { randomBytes } from 'node:crypto';
import { KeyMaterial } from '../../../lib/core/encryption-at-rest/key-material';

/** A key as the file has it. */
export const base64Key = (bytes = 32): string => randomBytes(bytes).toString('base64');

/** A key of the system's random source. */
export const material = (bytes = 32): KeyMaterial => new KeyMaterial(randomBytes(bytes));

/** The content of a file with these entries. */
export const fileOf = (...resources: readonly unknown[]): unknown => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources,
});

/** The content of a file that stores Secrets by these providers. */
export const secretsBy = (...providers: readonly unknown[]): unknown => fileOf({ resources: ['secrets'], providers });

/** A provider with keys of these names, all different. */
export const provider = (name: string, ...keys: readonly string[]): unknown => ({
  [name]: { keys: keys.map(key => ({ name: key, secret: base64Key() })) },
});

/** Values in the clear. */
export const identity = { identity: {} };

/** A KMS plugin. */
export const kms = (name: string, more: object = {}): unknown => ({
  kms: { apiVersion: 'v2', name, endpoint: 'unix:///run/kms/plugin.sock', ...more },
});
