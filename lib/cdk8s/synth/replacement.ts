import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FieldError } from '../../core/field-error';
import { waitingFolder } from './leftovers';
import { outputError } from './output-error';

/** Files in a folder that are replaced together. Until they are put in place they wait in a folder within, without ending. */
export class Replacement {
  readonly #folder: string;
  readonly #waiting: string;
  readonly #staged: { readonly file: string; readonly replaces: boolean }[] = [];
  readonly #folders = new Set(['.']);
  readonly #undo: { readonly at: string; readonly run: () => void }[] = [];

  /** @throws FieldError if the folder can't be made or written */
  constructor(folder: string) {
    this.#folder = folder;
    this.#waiting = join(folder, waitingFolder);
    try {
      this.#makeFolder(folder);
      this.#makeFolder(this.#waiting);
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  /** Writes a file where it waits. */
  stage(file: string, content: Buffer, replaces: boolean): void {
    const at = join(this.#folder, file);
    const staged = this.#place('new', this.#staged.length);
    this.#staged.push({ file, replaces });
    this.#do(at, () => {
      writeFileSync(staged, content, { flag: 'wx' });
      if (replaces) chmodSync(staged, statSync(at).mode & 0o7777);
    });
  }

  /** Puts all files in place, in the order in which they were staged. At every moment each is the old or the new one. */
  putInPlace(): void {
    for (const [place, { file, replaces }] of this.#staged.entries()) {
      const folder = dirname(file);
      if (!this.#folders.has(folder)) this.#makeFolder(join(this.#folder, folder));
      this.#folders.add(folder);
      const at = join(this.#folder, file);
      const old = this.#place('old', place);
      if (replaces)
        this.#do(at, () => {
          keep(at, old);
        });
      const putBack = (): void => {
        if (replaces) renameSync(old, at);
        else unlinkSync(at);
      };
      const put = (): void => {
        renameSync(this.#place('new', place), at);
      };
      this.#do(at, put, putBack);
    }
  }

  /** Takes a file away. */
  remove(file: string): void {
    const at = join(this.#folder, file);
    const old = this.#place('gone', this.#undo.length);
    const putBack = (): void => {
      renameSync(old, at);
    };
    this.#do(
      at,
      () => {
        renameSync(at, old);
      },
      putBack,
    );
  }

  /** Makes everything as it was. */
  undo(): void {
    const lost: string[] = [];
    for (const { at, run } of this.#undo.splice(0).reverse()) {
      try {
        run();
      } catch {
        lost.push(at);
      }
    }
    const [first] = lost;
    if (first !== undefined)
      throw new FieldError(first, 'could not be made as it was; take it from Git, and look at the disk');
  }

  /** Forgets what was there before. What can't be removed now is removed by the next run. */
  close(): void {
    try {
      rmSync(this.#waiting, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The files are in place.
    }
  }

  #place(name: string, number: number): string {
    return join(this.#waiting, `${name}-${number}`);
  }

  #makeFolder(at: string): void {
    let made: string | undefined;
    const make = (): void => {
      made = mkdirSync(at, { recursive: true });
    };
    const unmake = (): void => {
      if (at === this.#waiting) this.close();
      else removeUpTo(at, made);
    };
    this.#do(at === this.#waiting ? this.#folder : at, make, unmake);
  }

  #do(at: string, run: () => void, undo?: () => void): void {
    try {
      run();
    } catch (error) {
      throw outputError(at, error);
    }
    if (undo) this.#undo.push({ at, run: undo });
  }
}

/** Keeps the old file by a second name, or as a copy on disks that have no links. */
function keep(at: string, old: string): void {
  try {
    linkSync(at, old);
  } catch {
    copyFileSync(at, old);
  }
}

/** Removes a folder and those above it, up to the first that was made. */
function removeUpTo(folder: string, first: string | undefined): void {
  if (first === undefined) return;
  rmdirSync(folder);
  if (folder !== first && dirname(folder) !== folder) removeUpTo(dirname(folder), first);
}
