import { FieldError } from '../../core/field-error';
import { annotationsOf, type SealedFile } from './sealed-file';

/** What etcd takes in one request: `--max-request-bytes`. */
const most = 1.5 * 1024 * 1024;
/** Kubernetes' limit for all annotations of an object. */
export const mostOfAnnotations = 256 * 1024;

/** Room for the rest of the object, and for what the API server and the controller write into it. */
const besides = 4 * 1024;

/**
 * Throws for a SealedSecret that the API server would not store. Each key costs more than its value: its ciphertext
 * is 530 bytes longer under RSA-4096, base64 makes it a third longer, and who owns a field is noted for each key.
 */
export function requireRoom(file: SealedFile): void {
  const annotations = annotationsSize(file);
  if (annotations > mostOfAnnotations) {
    throw new FieldError(
      'annotations',
      `take ${annotations} bytes with the digests, and Kubernetes lets an object have ${mostOfAnnotations}; seal without a digest key, or fewer values`,
    );
  }
  let size = besides + annotations + jsonSize([file.labels, file.annotations, file.template, file.others]);
  // What two owners have applied is noted twice.
  for (const [key, ciphertext] of Object.entries(file.encryptedData)) size += 3 * key.length + ciphertext.length + 24;
  if (size <= most) return;
  throw new FieldError(
    'values',
    `make a SealedSecret of ${size} bytes, and the API server stores ${most} at most; seal fewer or smaller values`,
  );
}

function annotationsSize(file: SealedFile): number {
  let size = 0;
  for (const [key, value] of Object.entries(annotationsOf(file))) size += Buffer.byteLength(key + value);
  return size;
}

const jsonSize = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
