import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { manifestFiles } from '../../../disk/manifest-files';
import { orRefused } from '../../../disk/or-refused';
import { readLimited } from '../../../disk/read-limited';
import { creationRule, type CreationRule } from '../../../seal/sops';
import { mostOfSopsFile } from '../../../seal/sops/read-tree';
import { Ended, exitCode } from '../../exit-code';
import type { Io } from '../../io';
import { checkFile, type Finding } from './check-file';
import { readableDocumentsOf } from './documents';
import { isEncrypted, objectsIn } from './objects-in';

const examples = `
Finds, without any key:
  - Secrets in the clear, and values in the clear in encrypted files
  - files that a rule of .sops.yaml is for, and that are not encrypted
  - files that others can open than the rule says

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
  const counts = { found: 0, large: 0, unread: 0, inPart: 0 };
  const refused: FieldError[] = [];
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
    for (const { path, problem } of findingsIn(file, documents, io)) {
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

type Counts = { readonly found: number; readonly large: number; readonly unread: number; readonly inPart: number };

function summary(files: number, { found, large, unread, inPart }: Counts): string {
  return [
    `${counted(files - large - unread, 'file')} looked at, ${counted(found, 'problem')}`,
    ...(unread > 0 ? [`${unread} not read, being neither YAML nor JSON`] : []),
    ...(large > 0 ? [`${large} not read, being larger than any file of SOPS`] : []),
    ...(inPart > 0 ? [`${inPart} read in part, having a document that is neither, or a key twice`] : []),
  ].join('; ');
}

const isLarge = (file: string): boolean => orRefused(file, () => statSync(file).size) > mostOfSopsFile;

function findingsIn(file: string, documents: readonly unknown[], io: Io): readonly Finding[] {
  const unread = (why: string) => {
    io.err(`values not looked at: ${why}`);
  };
  const rule = ruleFor(file);
  if (!(rule instanceof FieldError)) return checkFile(file, documents, rule, unread);
  // A rule with keys of other services, for one: sops has to say who can open the file.
  if (documents.flatMap(objectsIn).some(isEncrypted)) io.err(`${file}: held against no rule; ${rule.message}`);
  return checkFile(file, documents, undefined, unread);
}

/** The rule for a file, what is wrong with the rules, or undefined where there are none. */
function ruleFor(file: string): CreationRule | FieldError | undefined {
  try {
    return creationRule(file);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return error.path === file ? undefined : error;
  }
}

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
