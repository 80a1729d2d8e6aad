import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type * as Yaml from 'yaml';
import { isPlainObject } from '../../core/deferred';
import { FieldError } from '../../core/field-error';
import { readLimited } from '../../disk/read-limited';
import { yaml } from '../yaml';
import { cryptRule, cryptRuleNames, requireSecretRegex } from './crypt-rule';
import { goRegExp } from './go-regexp';
import { isNestedTooDeeply } from './nesting';

/** The rule of a `.sops.yaml` that holds for a file. */
export type CreationRule = {
  /** The path of the `.sops.yaml`. */
  readonly config: string;
  /** The rule's place in `creation_rules`, from 0. */
  readonly index: number;
  /** The pattern by which it was found; undefined for a rule that holds for all files. */
  readonly pathRegex: string | undefined;
  /** Recipients of age. */
  readonly recipients: readonly string[];
  /** Its `encrypted_regex`; undefined where it has none, and keywire's own is as good. */
  readonly encryptedRegex: string | undefined;
};

/**
 * The rule by which sops would encrypt a file: the first whose `path_regex` matches.
 *
 * As sops does, it takes the `.sops.yaml` that is nearest to where it is started, going up, and matches the path of the
 * file from there. Print {@link describeRule} of it: a rule further up that matches as well is how a file comes to be
 * encrypted for others.
 *
 * @param file - the path of the file; it need not be there
 * @param startAt - the folder to start at. @default - the working directory
 * @throws FieldError where there is no `.sops.yaml`, or no rule for the file; for a rule that asks for other keys than
 *   those of age or for several key groups, that leaves values of a Secret in the clear, or has a pattern that can't be
 *   translated from Go
 */
export function creationRule(file: string, startAt: string = process.cwd()): CreationRule {
  const start = resolve(startAt);
  const config = configAbove(start);
  if (config === undefined)
    throw new FieldError(file, `has no .sops.yaml in ${start} or above; make one, or name the recipients`);
  const rule = ruleIn(config, file);
  if (rule) return rule;
  const path = inFolderOf(config, file);
  throw new FieldError(config, `has no rule for ${path}; add one to creation_rules, or name the recipients`);
}

/** The rule of that `.sops.yaml` for a file, as {@link creationRule} has it, or undefined where none matches. */
export function ruleIn(config: string, file: string): CreationRule | undefined {
  for (const [index, rule] of rulesOf(config).entries()) {
    if (rule === null) continue;
    const place = `${config}: creation_rules[${index}]`;
    const pathRegex = textOf(place, rule, 'path_regex');
    if (pathRegex !== undefined && !goRegExp(`${place}.path_regex`, pathRegex).test(inFolderOf(config, file))) continue;
    const recipients = recipientsOf(place, rule);
    return { config, index, pathRegex, recipients, encryptedRegex: encryptedRegexOf(place, rule) };
  }
  return undefined;
}

/** What a pattern is held against: the path of a file from the folder of the config, or all of it if it is elsewhere. */
function inFolderOf(config: string, file: string): string {
  const [folder, path] = [dirname(config) + sep, resolve(file)];
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** One line that says which rule it is, to be printed before it is used. */
export function describeRule({ config, index, pathRegex, recipients }: CreationRule): string {
  const which = pathRegex === undefined ? 'for all files' : `path_regex: ${pathRegex}`;
  const count = `${recipients.length} recipient${recipients.length === 1 ? '' : 's'}`;
  return `rule ${index + 1} of ${relative(process.cwd(), config)} (${which}), for ${count}`;
}

// As far up as sops goes.
const mostFolders = 100;

/** The nearest `.sops.yaml` of a folder, going up, if there is one. Throws where there is only a `.sops.yml`. */
export function configAbove(start: string): string | undefined {
  let folder = start;
  let misnamed: string | undefined;
  for (let up = 0; up < mostFolders; up++, folder = dirname(folder)) {
    const config = join(folder, '.sops.yaml');
    if (existsSync(config)) return config;
    if (existsSync(join(folder, '.sops.yml'))) misnamed ??= join(folder, '.sops.yml');
  }
  if (misnamed === undefined) return undefined;
  throw new FieldError(misnamed, 'must be called .sops.yaml; sops reads no other');
}

type Rule = Readonly<Record<string, unknown>>;

/** The rules, with a null in the place of one that is empty: sops passes it by. */
function rulesOf(config: string): readonly (Rule | null)[] {
  const text = readLimited(config, { most: 1024 * 1024 }).toString();
  if (isNestedTooDeeply(text)) throw new FieldError(config, 'is nested too deeply; restore it');
  // All scalars as text, as they are written, but for nulls, which sops takes as not set; anchors are usual here.
  const options: Yaml.SchemaOptions = { schema: 'failsafe', customTags: ['null'], merge: true };
  const document = yaml().parseDocument(text, { ...options, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new FieldError(config, `is no YAML (line ${error.linePos?.[0].line ?? 1})`);
  const content = contentOf(config, document);
  const rules = isPlainObject(content) ? content.creation_rules : undefined;
  if (Array.isArray(rules) && rules.length > 0 && rules.every(isRuleOrNull)) return rules;
  throw new FieldError(config, 'must have a list of creation_rules; add one, or name the recipients');
}

const isRuleOrNull = (value: unknown): value is Rule | null => value === null || isPlainObject(value);

function contentOf(config: string, document: Yaml.Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch {
    // What is thrown for an alias quotes it.
    throw new FieldError(config, 'has an alias that leads nowhere, or too many; write out what it stands for');
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function textOf(path: string, rule: Rule, name: string): string | undefined {
  const value = rule[name];
  if (isEmpty(value)) return undefined;
  if (typeof value === 'string') return value;
  throw new FieldError(`${path}.${name}`, 'must be text');
}

const otherKeys = ['kms', 'gcp_kms', 'hckms', 'azure_keyvault', 'azure_kv', 'hc_vault_transit_uri', 'hc_vault', 'pgp'];

function recipientsOf(path: string, rule: Rule): readonly string[] {
  const groups = isEmpty(rule.key_groups) ? [] : groupsOf(path, rule.key_groups);
  const [first, ...more] = groups.length > 0 ? groups : [rule];
  if (more.length > 0) {
    throw new FieldError(
      `${path}.key_groups`,
      'divides the data key among several groups (Shamir), which keywire does not do: encrypt with the sops program; keywire reads the result',
    );
  }
  const recipients = first ? recipientsIn(path, first) : [];
  if (recipients.length > 0) return [...new Set(recipients)];
  throw new FieldError(path, 'must name at least one recipient of age');
}

/** The groups. sops passes by nulls among them and in their lists, though not in the lists of a rule itself. */
function groupsOf(path: string, groups: unknown): readonly Rule[] {
  if (Array.isArray(groups) && groups.every(isRuleOrNull))
    return groups.filter(group => group !== null).map(withoutNullItems);
  throw new FieldError(`${path}.key_groups`, 'must be a list of maps');
}

const withoutNullItems = (group: Rule): Rule =>
  Object.fromEntries(
    Object.entries(group).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter(item => item !== null) : value,
    ]),
  );

/** The recipients of a rule or of a group of keys, and of the groups that it merges. */
function recipientsIn(path: string, holder: Rule): readonly string[] {
  const other = otherKeys.find(name => !isEmpty(holder[name]));
  if (other !== undefined) {
    throw new FieldError(
      `${path}.${other}`,
      'asks for keys other than those of age, which keywire does not ask: encrypt with the sops program; keywire reads the result',
    );
  }
  const merged = isEmpty(holder.merge) ? [] : groupsOf(path, holder.merge);
  const age = isEmpty(holder.age) ? [] : [holder.age].flat();
  if (!age.every(each => typeof each === 'string'))
    throw new FieldError(`${path}.age`, 'must be recipients, in a list or separated by commas');
  const own = age.flatMap(each => each.split(',')).map(each => each.trim());
  return [...merged.flatMap(group => recipientsIn(path, group)), ...own.filter(each => each !== '')];
}

/** Throws unless the rule encrypts all values of a Secret. */
function encryptedRegexOf(path: string, rule: Rule): string | undefined {
  const setting = (name: string) => textOf(path, rule, name);
  const isEncrypted = cryptRule(path, setting);
  const pattern = setting('encrypted_regex');
  if (pattern !== undefined) {
    requireSecretRegex(`${path}.encrypted_regex`, pattern);
    return pattern;
  }
  if (isEncrypted(['data']) && isEncrypted(['stringData'])) return undefined;
  const name = cryptRuleNames.find(each => setting(each) !== undefined) ?? '';
  throw new FieldError(
    `${path}.${name}`,
    'leaves data or stringData in the clear; use encrypted_regex: ^(data|stringData)$ instead',
  );
}
