import { FieldError } from '../field-error';
import type { Tree } from './sealed-manifest';

/** A value that sops encrypted: its data, IV and tag in base64, and its type. The writer of sops, and ours, break no lines in it. */
export const encryptedForm =
  /^ENC\[AES256_GCM,data:([A-Za-z0-9+/]+={0,2}),iv:([A-Za-z0-9+/]+={0,2}),tag:([A-Za-z0-9+/]{22}==),type:(str|int|float|bool|bytes|time|comment)\]$/;

/** Whether a text is a value that sops encrypted. */
export const isEncrypted = (value: unknown): boolean => typeof value === 'string' && encryptedForm.test(value);

/**
 * How many bytes the values of a section of a Secret hold at least; what base64 decodes to is known to two bytes.
 *
 * @throws FieldError for a value that is empty or in the clear
 */
export function encryptedSize(path: string, section: 'data' | 'stringData', values: Tree): number {
  let size = 0;
  for (const [key, value] of Object.entries(values)) {
    const length = lengthOf(`${path}.${section}.${key}`, value);
    size += section === 'data' ? Math.max((length / 4) * 3 - 2, 0) : length;
  }
  return size;
}

function lengthOf(path: string, value: unknown): number {
  if (value === '' || value === null) throw new FieldError(path, 'is empty; a credential has a value in every field');
  const [, data] = (typeof value === 'string' ? encryptedForm.exec(value) : null) ?? [];
  if (data === undefined) {
    throw new FieldError(
      path,
      "is not encrypted, so that whoever reads the repository has it: rotate it, encrypt the file with encrypted_regex ^(data|stringData)$, and take the plaintext out of Git's history",
    );
  }
  return Buffer.from(data, 'base64').length;
}
