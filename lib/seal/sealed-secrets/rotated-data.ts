import { plaintextSize } from '../../core/backends/sealed-manifest';
import { FieldError } from '../../core/field-error';
import type { SealedFile } from './sealed-file';

/**
 * The ciphertexts in a controller's answer. Neither they nor the answer say who made them, so at least they have to be
 * of the same keys and hold values of the same length.
 *
 * @throws FieldError for any other answer
 */
export function rotatedData(path: string, { encryptedData }: SealedFile, answer: Buffer): SealedFile['encryptedData'] {
  const rotated = ciphertextsOf(parsed(answer));
  const keys = Object.keys(encryptedData);
  if (!rotated || Object.keys(rotated).length !== keys.length)
    throw new FieldError(path, "came back without its keys; this is no answer of Sealed Secrets' controller");
  const inOrder = keys.map(key => [key, Object.hasOwn(rotated, key) ? rotated[key] : undefined] as const);
  for (const [key, ciphertext] of inOrder) {
    const before = plaintextSize(`${path}: ${key}`, encryptedData[key]);
    if (plaintextSize(`${path}: ${key}, rotated`, ciphertext) === before) continue;
    throw new FieldError(
      `${path}: ${key}`,
      "came back as another value; this is no answer of Sealed Secrets' controller",
    );
  }
  return Object.fromEntries(inOrder) as Record<string, string>;
}

function parsed(answer: Buffer): unknown {
  try {
    return JSON.parse(answer.toString());
  } catch {
    return undefined;
  }
}

function ciphertextsOf(answer: unknown): Readonly<Record<string, unknown>> | undefined {
  const { spec } = (answer ?? {}) as { readonly spec?: { readonly encryptedData?: unknown } };
  const { encryptedData } = spec ?? {};
  return typeof encryptedData === 'object' && encryptedData !== null && !Array.isArray(encryptedData)
    ? (encryptedData as Readonly<Record<string, unknown>>)
    : undefined;
}
