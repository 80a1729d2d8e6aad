import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { encryptedForm } from '../../core/backends/encrypted-values';

/** The types that a value may have had, by the names that SOPS writes. */
export type ValueType = 'str' | 'int' | 'float' | 'bool' | 'bytes' | 'time' | 'comment';

/** A value before it was encrypted. */
export type Plaintext = { readonly type: ValueType; readonly bytes: Buffer };

// SOPS' own choice; AES-GCM takes any length.
const ivSize = 32;

/** The type of an encrypted value, or undefined for a text that is none. */
export const encryptedType = (text: string): ValueType | undefined =>
  encryptedForm.exec(text)?.[4] as ValueType | undefined;

/**
 * Encrypts a value as SOPS does: AES-256-GCM with a random IV of 32 bytes, bound to where the value stands.
 *
 * An empty one stays empty: SOPS knows no ciphertext of nothing.
 */
export function encryptValue({ type, bytes }: Plaintext, key: Uint8Array, boundTo: string): string {
  if (bytes.length === 0) return '';
  const iv = randomBytes(ivSize);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(boundTo));
  const data = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
  const tag = cipher.getAuthTag().toString('base64');
  return `ENC[AES256_GCM,data:${data},iv:${iv.toString('base64')},tag:${tag},type:${type}]`;
}

/** What {@link encryptValue} was given, or undefined for a text that is no ciphertext of this key in this place. */
export function decryptValue(text: string, key: Uint8Array, boundTo: string): Plaintext | undefined {
  if (text === '') return { type: 'str', bytes: Buffer.alloc(0) };
  const [, data = '', iv = '', tag = '', type] = encryptedForm.exec(text) ?? [];
  if (type === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(Buffer.from(tag, 'base64'));
  try {
    const bytes = Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]);
    return { type: type as ValueType, bytes };
  } catch {
    return undefined;
  }
}

/** What a value at this path is bound to. Places in a list do not count. */
export const boundToPath = (path: readonly string[]): string => `${path.join(':')}:`;
