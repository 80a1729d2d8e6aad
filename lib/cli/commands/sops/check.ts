import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { manifestFiles } from '../../../disk/manifest-files';
import { orRefused } from '../../../disk/or-refused';
import { readLimited } from '../../../disk/read-limited';
import { mostOfSopsFile } from '../../../seal/sops/read-tree';
import { Ended, exitCode } from '../../exit-code';
import type { Io } from '../../io';
import { checkFile } from './check-file';
import { readableDocumentsOf } from './documents';
import { isEncrypted, objectsIn } from './objects-in';
import { ruleFor, type RuleFor } from './rule-for';

const examples = `
Finds, without any key:
  - Secrets in the clear, and values in the clear in encrypted files
  - files that a rule of .sops.yaml is for, and that are not encrypted
  - files that others can open than the rule says

The rules are those of the .sops.yaml at or above the working directory, as sops has it, or where there
is none, of the one nearest to each file.

In folders it looks at .yaml, .yml and .json, below as well, but not into .git, node_modules and links.

Example, for CI or a hook before each commit:
  $ keywire sops check secrets deploy`;

/** Adds `keywire sops check`. */
export function addCheck(sops: Command, io: Io): void {
  sops
    .command('check <path...>')
    .description('Looks for plaintext, and for the wrong recipients. Exits with 3 where it finds any.')
    .addHelpText('after', examples)
    .action((paths: readonly string[]) => {
      check(paths, io);
    });
}

function check(paths: readonly string[], io: Io): void {
  const files = paths.flatMap(path => (isFolder(path) ? filesIn(path) : [path]));
  const counts = { found: 0, large: 0, unread: 0, inPart: 0, withoutRule: 0 };
  const refused: FieldError[] = [];
  const unread = (why: string) => {
    io.err(`values not looked at: ${why}`);
  };
  for (const file of files) {
    const isNamed = paths.includes(file);
    if (!isNamed && isLarge(file)) {
      counts.large++;
      continue;
    }
    const { documents, isWhole } = readableDocumentsOf(readLimited(file, { most: mostOfSopsFile }).toString());
    if (!isWhole) counts[documents.length > 0 ? 'inPart' : 'unread']++;
    // A template, most likely. One that was named is to be looked at.
    if (!isWhole && isNamed) refused.push(refusal(file, documents));
    const found = ruleFor(file);
    if (lacksRule(found, documents)) counts.withoutRule++;
    if ('problem' in found && isAnyEncrypted(documents)) io.err(`${file}: held against no rule; ${found.problem}`);
    for (const { path, problem } of checkFile(file, documents, found.rule, unread)) {
      io.out(`${path}: ${problem}`);
      counts.found++;
    }
  }
  const [first] = refused;
  if (first && counts.found === 0) throw first;
  io.err(summary(files.length, counts));
  if (counts.found > 0) throw new Ended(exitCode.found);
}

const refusal = (file: string, documents: readonly unknown[]): FieldError =>
  new FieldError(
    file,
    documents.length > 0 ? 'has a document that is neither YAML nor JSON, or a key twice' : 'is neither YAML nor JSON',
  );

type Counts = Readonly<Record<'found' | 'large' | 'unread' | 'inPart' | 'withoutRule', number>>;

function summary(files: number, { found, large, unread, inPart, withoutRule }: Counts): string {
  return [
    `${counted(files - large - unread, 'file')} looked at, ${counted(found, 'problem')}`,
    ...(unread > 0 ? [`${unread} not read, being neither YAML nor JSON`] : []),
    ...(large > 0 ? [`${large} not read, being larger than any file of SOPS`] : []),
    ...(inPart > 0 ? [`${inPart} read in part, having a document that is neither, or a key twice`] : []),
    ...(withoutRule > 0 ? [`${withoutRule} held against no rule`] : []),
  ].join('; ');
}

const isLarge = (file: string): boolean => orRefused(file, () => statSync(file).size) > mostOfSopsFile;

/**
 * Whether a file is held against no rule, though it should be. One that is not encrypted, and that the rules are not
 * for, is as they say.
 */
function lacksRule(found: RuleFor, documents: readonly unknown[]): boolean {
  if (found.rule || documents.length === 0) return false;
  return found.reason !== 'no match' || isAnyEncrypted(documents);
}

const isAnyEncrypted = (documents: readonly unknown[]): boolean =>
  documents.flatMap(document => objectsIn(document)).some(isEncrypted);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function isFolder(path: string): boolean {
  const stat = orRefused(path, () => statSync(path, { throwIfNoEntry: false }));
  if (!stat) throw new FieldError(path, 'is not there');
  return stat.isDirectory();
}

/** The files below a folder that may hold manifests, in order. */
const filesIn = (folder: string): readonly string[] =>
  manifestFiles(folder, name => name === '.git' || name === 'node_modules').filter(
    file => basename(file) !== '.sops.yaml',
  );
