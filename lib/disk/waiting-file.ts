import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FieldError } from '../core/field-error';
import { isRunning } from './is-running';

/** How a file is written. */
export type WriteOptions = {
  /** The mode of a file that is new; one that is there keeps its own. @default 0o666, less the umask */
  readonly mode?: number;
};

const advice: Readonly<Record<string, string>> = {
  EACCES: 'may not be written; let this user write there, or name another file',
  EPERM: 'may not be written; let this user write there, or name another file',
  EROFS: 'is on a disk that may only be read; name another file',
  ENOSPC: 'does not fit on the disk; make room',
  EDQUOT: 'does not fit into the quota; make room',
  ENOTDIR: 'needs a folder where a file is; name another file',
  EEXIST: 'needs a folder where a file is; name another file',
  EISDIR: 'is a folder; name a file in it',
  ENXIO: 'is a device or a pipe, which can not be replaced; name a file',
};

/**
 * Writes content beside a file, under the mode that the file will have, and has it put in place. Folders above are made.
 *
 * @param put gets where the content waits, and where it belongs
 * @throws FieldError, whose path is the file's, if it can't be written; it is then as it was
 */
export function placeFile<Result>(
  file: string,
  content: string | Uint8Array,
  options: WriteOptions,
  put: (waiting: string, at: string) => Result,
): Result {
  try {
    const at = target(file);
    mkdirSync(dirname(at), { recursive: true });
    removeLeftovers(at);
    const waiting = waitingName(at, process.pid);
    let result: Result;
    try {
      write(waiting, content, thereBefore(at), options.mode);
      result = put(waiting, at);
    } finally {
      rmSync(waiting, { force: true });
    }
    syncFolder(dirname(at));
    return result;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new FieldError(file, `${advice[code] ?? `could not be written: ${message}`} (${code}); it is as it was`);
  }
}

/** Where a link leads, or the path itself. */
function target(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    return isLink ? target(resolve(dirname(file), readlinkSync(file))) : file;
  }
}

/** The file that is there. A folder of that name is an error, and so is a device: it would be gone. */
function thereBefore(at: string): Stats | undefined {
  const stat = statSync(at, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (stat && !stat.isFile()) throw Object.assign(new Error('is no file'), { code: 'ENXIO' });
  return stat;
}

function write(file: string, content: string | Uint8Array, kept: Stats | undefined, wanted = 0o666): void {
  const mode = kept && kept.mode & 0o7777;
  const descriptor = openSync(file, 'wx', mode ?? wanted);
  try {
    writeFileSync(descriptor, content);
    // Before the mode, as a new owner takes set-id bits away.
    if (kept) keepOwner(descriptor, kept);
    // The umask has its say in `open` only.
    if (mode !== undefined) fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Who reads it may be another user than this one: a file of mode 0600 that root made its own is lost to him. */
function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  if (uid === process.geteuid?.() && gid === process.getegid?.()) return;
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give files away; anybody else has the file for his own then, as with any editor.
  }
}

/** Without it, the new name may be lost when the machine loses its power. Not every disk can do it. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file is in place.
  }
}

/** Where the new content of a file waits until it is put in place by that process. */
export const waitingName = (at: string, process: number): string =>
  join(dirname(at), `.${basename(at)}.keywire-${process}`);

/** Where the content of other processes waits that are about to put it in the place of a file. */
export const othersWaiting = (at: string): readonly string[] =>
  waitingFor(at)
    .filter(isRunning)
    .map(id => waitingName(at, id));

/** Removes what runs that were killed have left of this file. */
function removeLeftovers(at: string): void {
  for (const id of waitingFor(at)) if (!isRunning(id)) rmSync(waitingName(at, id), { force: true });
}

/** The ids of the processes whose content waits, or was left behind. */
function waitingFor(at: string): readonly number[] {
  const prefix = `.${basename(at)}.keywire-`;
  return readdirSync(dirname(at)).flatMap(name => {
    const [id] = name.startsWith(prefix) ? (/^\d+$/.exec(name.slice(prefix.length)) ?? []) : [];
    return id === undefined ? [] : [Number(id)];
  });
}
