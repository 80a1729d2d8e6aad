import { basename } from 'node:path';
import { isPlainObject } from '../../../core/deferred';
import { FieldError } from '../../../core/field-error';
import { inspectSopsSecret } from '../../../seal/sops';
import { services } from '../../../seal/sops/metadata';
import { kustomizationNames } from './kustomization-file';

/** A rule, as far as a file is held against it. */
type Rule = { readonly config: string; readonly pathRegex: string | undefined; readonly recipients: readonly string[] };

/** An object of a manifest. */
type Tree = Readonly<Record<string, unknown>>;

/** What is wrong with a file: no value is shown. */
export type Finding = { readonly path: string; readonly problem: string };

/**
 * What is wrong with the objects of a file: values in the clear where they would be in Git, and recipients other than
 * those of the rule.
 *
 * @param rule - the rule for the file, or undefined where no `.sops.yaml` has one
 */
export function checkFile(file: string, objects: readonly Tree[], rule: Rule | undefined): readonly Finding[] {
  const encrypted = objects.filter(isEncrypted);
  const findings = objects.flatMap(object => checkObject(file, object));
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
  return [...findings, ...(rule ? encrypted.flatMap(({ sops }) => checkRecipients(file, sops, rule)) : [])];
}

/** Whether a file that a rule is for should be encrypted. What tells kustomize where the files are can't be. */
const mayHideValues = (file: string, { kind }: Tree): boolean =>
  kind !== 'ksops' && !kustomizationNames.includes(basename(file));

/** The objects of a document; a List has several. */
export function objectsIn(document: unknown): readonly Tree[] {
  if (!isPlainObject(document)) return [];
  if (Array.isArray(document.items) && String(document.kind).endsWith('List'))
    return document.items.filter(isPlainObject);
  return [document];
}

/** Whether sops encrypted it, or says so. */
export const isEncrypted = ({ sops }: Tree): boolean => isPlainObject(sops);

function checkObject(file: string, object: Tree): readonly Finding[] {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return [];
  if (object.sops === undefined && !hasValues(object)) return [];
  if (object.sops === undefined) {
    return [
      {
        path: file,
        problem: `has Secret ${nameOf(object)} in the clear: rotate its values, encrypt it, and take the plaintext out of Git's history`,
      },
    ];
  }
  try {
    inspectSopsSecret(file, JSON.stringify(object));
    return [];
  } catch (error) {
    if (error instanceof FieldError) return [{ path: error.path, problem: error.problem }];
    throw error;
  }
}

const hasValues = (secret: Tree): boolean =>
  [secret.data, secret.stringData].some(values => isPlainObject(values) && Object.keys(values).length > 0);

const nameOf = ({ metadata }: Tree): string => (isPlainObject(metadata) ? String(metadata.name) : 'without a name');

function checkRecipients(file: string, sops: unknown, { config, recipients }: Rule): readonly Finding[] {
  const can = recipientsOf(sops);
  // A rule with any of these is refused, so that they are always more than it names.
  const others = otherKeysOf(sops);
  const more = [...can.filter(recipient => !recipients.includes(recipient)), ...others];
  const fewer = recipients.filter(recipient => !can.includes(recipient));
  const differ = [
    ...(more.length > 0 ? [`${more.join(', ')} can open it`] : []),
    ...(fewer.length > 0 ? [`${fewer.join(', ')} can't`] : []),
  ];
  if (differ.length === 0) return [];
  const advice =
    others.length > 0 ? 'take other keys out with the sops program' : 'say keywire sops recipients --by-rule';
  const problem = `is not for the recipients of the rule in ${config}: ${differ.join(', and ')}; ${advice}`;
  return [{ path: file, problem }];
}

/** The age recipients of a file, in groups or not. */
function recipientsOf(sops: unknown): readonly string[] {
  const keys = keyGroupsOf(sops).flatMap(group => itemsOf(group.age));
  return keys.flatMap(key => (isPlainObject(key) && typeof key.recipient === 'string' ? [key.recipient] : []));
}

/** The other services that have a key of a file, in words. */
const otherKeysOf = (sops: unknown): readonly string[] =>
  Object.entries(services).flatMap(([name, inWords]) =>
    keyGroupsOf(sops).some(group => itemsOf(group[name]).length > 0) ? [inWords] : [],
  );

/** What has the keys of a file: its metadata itself, and the groups in it. */
const keyGroupsOf = (sops: unknown): readonly Tree[] =>
  isPlainObject(sops) ? [sops, ...itemsOf(sops.key_groups).filter(isPlainObject)] : [];

const itemsOf = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []);
