import { lstatSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from './chart-files';
import { parseRecord, recordFile, recordText, turnover, type FileRecord } from './file-record';
import { removeLeftovers } from './leftovers';
import { outputError } from './output-error';
import { Replacement } from './replacement';

/**
 * Writes an app's files into its folder: all of them, or none. Files that are as they should be are not touched, and
 * those that the App wrote before and writes no more are removed.
 *
 * @throws FieldError if that can't be done; the folder is then as it was
 */
export function writeOutput(outdir: string, files: readonly OutputFile[]): void {
  removeLeftovers(outdir);
  const at = join(outdir, recordFile);
  const recorded = contentOf(at)?.toString();
  const before: FileRecord = recorded === undefined ? [] : parseRecord(recorded, at);
  const turned = turnover(
    before,
    files.map(({ file }) => file),
  );
  // The record comes last: until then, the old one knows all that may be stale.
  const record = { file: recordFile, content: Buffer.from(recordText(turned.record)) };
  const wanted = recorded === undefined && turned.record.length === 0 ? files : [...files, record];
  const changes = wanted.flatMap(({ file, content }) => {
    const old = contentOf(join(outdir, file));
    return old?.equals(content) ? [] : { file, content, replaces: old !== undefined };
  });
  const stale = turned.stale.filter(file => isFile(join(outdir, file)));
  if (changes.length > 0 || stale.length > 0) replaceAll(outdir, changes, stale);
  else makeFolder(outdir);
}

type Change = { readonly file: string; readonly content: Buffer; readonly replaces: boolean };

function replaceAll(outdir: string, changes: readonly Change[], stale: readonly string[]): void {
  const replacement = new Replacement(outdir);
  try {
    for (const { file, content, replaces } of changes) replacement.stage(file, content, replaces);
    replacement.putInPlace();
    for (const file of stale) replacement.remove(file);
  } catch (error) {
    replacement.undo();
    throw error;
  }
  replacement.close();
  for (const folder of new Set(stale.map(file => dirname(file)))) if (folder !== '.') removeIfEmpty(outdir, folder);
}

/** The bytes of a file, if it is there. */
function contentOf(path: string): Buffer | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ? readFileSync(path) : undefined;
  } catch (error) {
    throw outputError(path, error);
  }
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw outputError(path, error);
  }
}

function removeIfEmpty(outdir: string, folder: string): void {
  try {
    rmdirSync(join(outdir, folder));
  } catch {
    // Something else is in it.
  }
}
