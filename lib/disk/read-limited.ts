import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FieldError } from '../core/field-error';
import { orRefused } from './or-refused';

/** How much of a file is read at most. */
export type Limit = {
  /** In bytes; a larger file is refused. */
  readonly most: number;
  /** Follows the reason why a file can't be read, such as `make it with kubeseal`. @default - nothing */
  readonly advice?: string;
};

/**
 * The bytes of a file, which may be a pipe.
 *
 * @throws FieldError, whose path is the file's, for one that can't be read or is larger than the limit
 */
export function readLimited(file: string, { most, advice }: Limit): Buffer {
  const content = orRefused(file, () => upTo(file, most), advice);
  if (content) return content;
  throw new FieldError(file, `is larger than ${inWords(most)}, the most that is read of such a file`);
}

/** All of the file, or undefined where that is more than `most`. What is read counts: a pipe and /proc tell no size. */
function upTo(file: string, most: number): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    if (size > most) return undefined;
    const chunks: Buffer[] = [];
    let read = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(Math.max(size + 1 - read, 64 * 1024), most + 1 - read));
      const count = readSync(descriptor, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      read += count;
      if (read > most) return undefined;
    }
  } finally {
    closeSync(descriptor);
  }
}

const inWords = (bytes: number): string =>
  bytes % (1024 * 1024) === 0 ? `${bytes / (1024 * 1024)} MiB` : `${bytes} bytes`;
