import { FieldError } from '../../core/field-error';

const advice: Readonly<Record<string, string>> = {
  EACCES: 'may not be written; let this user write there, or set another outdir',
  EPERM: 'may not be written; let this user write there, or set another outdir',
  EROFS: 'is on a disk that may only be read; set another outdir',
  ENOSPC: 'does not fit on the disk; make room, or set an outdir on another',
  EDQUOT: 'does not fit into the quota; make room, or set another outdir',
  ENOTDIR: 'needs a folder where a file is; remove that file, or set another outdir',
  EEXIST: 'needs a folder where a file is; remove that file, or set another outdir',
  EISDIR: 'is a folder, and a file is to be written there; remove it, or set another outdir',
  EXDEV: 'is in a folder on another disk, where files cannot be replaced at once; set outdir to that folder',
};

/** What Node says of a file, in words that help. The folder is then as it was. */
export function outputError(at: string, error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code !== 'string') return error;
  const problem = advice[code] ?? `could not be written: ${String(message)}`;
  return Object.assign(new FieldError(at, `${problem} (${code}); nothing has been changed`), { cause: error });
}
