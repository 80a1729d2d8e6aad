import { basename } from 'node:path';
import { isPlainObject } from '../../../core/deferred';
import { FieldError } from '../../../core/field-error';
import { isLastApplied } from '../../../core/last-applied';
import { inspectSopsSecret } from '../../../seal/sops';
import { checkRecipients, type Recipients } from './check-recipients';
import { inTheClear } from './in-the-clear';
import { kustomizationNames } from './kustomization-file';
import { isEncrypted, objectsIn, withMetadata, type Tree } from './objects-in';

/** A rule, as far as a file is held against it. */
type Rule = Recipients & { readonly pathRegex: string | undefined };

/** What is wrong with a file: no value is shown. */
export type Finding = { readonly path: string; readonly problem: string };

/**
 * What is wrong with the documents of a file: values in the clear where they would be in Git, and recipients other than
 * those of the rule.
 *
 * @param rule - the rule for the file, or undefined where no `.sops.yaml` has one
 * @param unread - hears why the values of a document could not be looked at
 */
export function checkFile(
  file: string,
  documents: readonly unknown[],
  rule: Rule | undefined,
  unread: (why: string) => void,
): readonly Finding[] {
  const trees = withMetadata(documents).filter(isPlainObject);
  const objects = trees.flatMap(objectsIn);
  const encrypted = [...trees, ...objects].filter(isEncrypted);
  const findings = trees.flatMap(tree => checkDocument(file, tree, unread));
  const isPlain =
    encrypted.length === 0 && findings.length === 0 && objects.some(object => mayHideValues(file, object));
  if (rule?.pathRegex !== undefined && isPlain) {
    return [
      {
        path: file,
        problem: `is not encrypted, and a rule of ${rule.config} is for it; encrypt it, or narrow path_regex`,
      },
    ];
  }
  const problems = new Set(rule ? encrypted.flatMap(({ sops }) => checkRecipients(sops, rule)) : []);
  return [...findings, ...[...problems].map(problem => ({ path: file, problem }))];
}

/** Whether a file that a rule is for should be encrypted. What tells kustomize where the files are can't be. */
const mayHideValues = (file: string, { kind }: Tree): boolean =>
  kind !== 'ksops' && !kustomizationNames.includes(basename(file));

function checkDocument(file: string, tree: Tree, unread: (why: string) => void): readonly Finding[] {
  const objects = objectsIn(tree);
  const findings = objects.flatMap(object => checkSecret(file, object));
  if (findings.length > 0) return findings;
  const encrypted = isEncrypted(tree) ? [tree] : objects.filter(isEncrypted);
  return encrypted.flatMap(each => checkValues(file, each, unread));
}

function checkSecret(file: string, object: Tree): readonly Finding[] {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return [];
  if (object.sops === undefined) return plaintextOf(object).map(problem => ({ path: file, problem }));
  try {
    inspectSopsSecret(file, JSON.stringify(object));
    return [];
  } catch (error) {
    if (error instanceof FieldError) return [{ path: error.path, problem: error.problem }];
    throw error;
  }
}

function plaintextOf(secret: Tree): readonly string[] {
  const name = nameOf(secret);
  if (hasValues(secret))
    return [
      `has Secret ${name} in the clear: rotate its values, encrypt it, and take the plaintext out of Git's history`,
    ];
  return annotationsOf(secret)
    .filter(isLastApplied)
    .map(
      annotation =>
        `has Secret ${name} in the clear in its annotation ${annotation}: rotate its values, remove that, and take the plaintext out of Git's history`,
    );
}

const hasValues = (secret: Tree): boolean =>
  [secret.data, secret.stringData].some(values => isPlainObject(values) && Object.keys(values).length > 0);

const annotationsOf = ({ metadata }: Tree): readonly string[] =>
  isPlainObject(metadata) && isPlainObject(metadata.annotations) ? Object.keys(metadata.annotations) : [];

const nameOf = ({ metadata }: Tree): string => (isPlainObject(metadata) ? String(metadata.name) : 'without a name');

function checkValues(file: string, object: Tree, unread: (why: string) => void): readonly Finding[] {
  try {
    return inTheClear(file, object).map(path => ({
      path: `${file}: ${path}`,
      problem:
        'is in the clear, though the file says that it is encrypted: encrypt it anew, and change the value where others could read it: Git keeps the old file',
    }));
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    unread(error.message);
    return [];
  }
}
