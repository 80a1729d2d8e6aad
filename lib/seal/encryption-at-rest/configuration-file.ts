import { statSync } from 'node:fs';
import type { EncryptionConfiguration } from '../../core/encryption-at-rest/configuration';
import { readConfiguration } from '../../core/encryption-at-rest/read-configuration';
import { FieldError } from '../../core/field-error';
import { under } from '../../core/under';
import { createFile } from '../../disk/create-file';
import { readLimited } from '../../disk/read-limited';
import { replaceUnchanged } from '../../disk/replace-unchanged';
import { changedText, newText, parseYaml, type ConfigurationText } from './configuration-text';
import { requireOutsideGit } from '../outside-git';

/** More than a file with thousands of keys. */
const most = 1024 * 1024;

/**
 * The configuration in a file, YAML or JSON.
 *
 * @throws FieldError, whose message shows no key, for what can't be read and for what an API server refuses
 */
export const readConfigurationFile = (file: string): EncryptionConfiguration => read(file).configuration;

/** Why others than its owner may read a file, or undefined where they may not. */
export function modeProblem(file: string): string | undefined {
  const mode = statSync(file).mode & 0o7777;
  if ((mode & 0o077) === 0) return undefined;
  const octal = mode.toString(8).padStart(4, '0');
  return `has mode ${octal}, so others than its owner may read its keys; run chmod 600 ${file}, and rotate them where others could have`;
}

/**
 * Writes a new file, mode 0600.
 *
 * @throws FieldError for one that is there, and for one that Git would commit
 */
export function createConfigurationFile(file: string, configuration: EncryptionConfiguration): void {
  requireOutsideGit(file);
  if (createFile(file, newText(configuration), { mode: 0o600 })) return;
  throw new FieldError(file, 'is there already: its keys may be needed. Add a key to it, or name another file');
}

/**
 * Changes a file that is there; its mode and comments stay.
 *
 * @throws FieldError for what can't be read, what others may read, what Git would commit, and whatever `change` refuses
 */
export function changeConfigurationFile(
  file: string,
  change: (before: EncryptionConfiguration) => EncryptionConfiguration,
): EncryptionConfiguration {
  const before = read(file);
  const problem = modeProblem(file);
  if (problem !== undefined) throw new FieldError(file, problem);
  requireOutsideGit(file);
  const after = within(file, () => change(before.configuration));
  replaceUnchanged(file, before.text, changedText(before, after));
  return after;
}

function read(file: string): ConfigurationText {
  const text = readLimited(file, { most, advice: 'name the file that --encryption-provider-config names' }).toString();
  const [document, ...others] = parseYaml(text);
  if (!document || others.length > 0) throw new FieldError(file, 'must hold exactly one EncryptionConfiguration');
  const [error] = document.errors;
  if (error) throw new FieldError(file, `is no YAML or JSON (line ${error.linePos?.[0].line ?? 1})`);
  return { text, document, configuration: within(file, () => readConfiguration(content(file, document))) };
}

function content(file: string, document: ConfigurationText['document']): unknown {
  try {
    return document.toJS();
  } catch {
    // What is thrown for an alias quotes it, and a key may begin with an asterisk.
    throw new FieldError(file, 'has an alias that leads nowhere, or too many');
  }
}

/** Says in which file a refusal is. */
const within = <Result>(file: string, work: () => Result): Result =>
  under(path => (path === file ? file : `${file}: ${path}`), work);
