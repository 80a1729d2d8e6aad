import { FieldError } from '../../core/field-error';
import { metadataFile } from './file-names';

/**
 * The file in an output folder that says which files keywire wrote there.
 *
 * It belongs into Git beside them: a clone that lacks it can't tell what is stale. It has no ending that kubectl, Argo CD
 * or Flux would read.
 */
export const recordFile = '.keywire';

const title =
  '# The files that keywire wrote here, a block for each App: those it writes no more, it deletes. Commit this.';

/** Files by the App that wrote them. */
export type FileRecord = readonly (readonly string[])[];

/** The text of a record: sorted, and a file a line, so that Git can merge two of them. */
export const recordText = (record: FileRecord): string =>
  [title, ...record.map(files => `${[...files].sort().join('\n')}\n`)].join('\n');

/**
 * What a record says.
 *
 * @throws FieldError if it is not as keywire writes it, so that nothing is deleted by mistake
 */
export function parseRecord(text: string, at: string): FileRecord {
  const [first, ...lines] = text.split(/\r?\n/);
  if (first !== title || !lines.every(isFile)) {
    throw new FieldError(
      at,
      'is not as keywire writes it, so that it is not known which files are stale; restore it from Git, or delete it and those files by hand',
    );
  }
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map(block => block.split('\n').filter(file => file !== ''))
    .filter(({ length }) => length > 0);
}

/** Nothing outside of the folder, and no mark of a conflict. */
const isFile = (line: string): boolean => /^(?![/\\])(?!.*(^|[/\\])\.\.?([/\\]|$))(?![<=>|]{7})[^:\0]*$/.test(line);

/** What is stale once an App has written its files, and what the record says then. */
export type Turnover = { readonly stale: readonly string[]; readonly record: FileRecord };

/**
 * An App is known by the files that it wrote before: it takes the place of the block that it shares most files with. One
 * that shares none is another App, and nothing of what is there is stale for it.
 */
export function turnover(before: FileRecord, files: readonly string[]): Turnover {
  const known = new Set(files.filter(file => file !== metadataFile).map(unnumbered));
  const shared = before.map(block => block.filter(file => known.has(unnumbered(file))).length);
  const most = Math.max(0, ...shared);
  const own = most === 0 ? -1 : shared.indexOf(most);
  const written = new Set(files.map(lower));
  const others = before.map((block, place) => (place === own ? [...files] : block.filter(isNotIn(written))));
  const record = own === -1 ? [...others, [...files]] : others;
  const kept = new Set(record.flat().map(lower));
  return { stale: (before[own] ?? []).filter(isNotIn(kept)), record: record.filter(({ length }) => length > 0) };
}

// A first dependency between charts puts a number before the name of every file.
const unnumbered = (file: string): string => file.replace(/^\d{4,}-/, '');

// On some disks `A` and `a` are one file: what was just written is not stale by its other name.
const lower = (file: string): string => file.toLowerCase();
const isNotIn =
  (set: ReadonlySet<string>) =>
  (file: string): boolean =>
    !set.has(lower(file));
