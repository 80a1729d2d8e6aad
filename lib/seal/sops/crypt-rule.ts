import { FieldError } from '../../core/field-error';
import { goRegExp } from './go-regexp';

/** The settings of which a file has one: they say what of it is encrypted. */
export const cryptRuleNames = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'encrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
] as const;

/** The name of such a setting. */
export type CryptRuleName = (typeof cryptRuleNames)[number];

/** Whether what stands at a path is encrypted. */
export type CryptRule = (path: readonly string[]) => boolean;

/** What covers a Secret's values, and nothing else of it. */
export const secretRegex = '^(data|stringData)$';

/**
 * What the settings of a file, or of a rule, encrypt.
 *
 * Each looks at every key of a path by itself. Without any, all is encrypted but keys that end with `_unencrypted`.
 *
 * @throws FieldError for several settings, for one that looks at comments, and for a pattern that can't be translated
 */
export function cryptRule(path: string, setting: (name: CryptRuleName) => string | undefined): CryptRule {
  const [name, ...others] = cryptRuleNames.filter(each => setting(each) !== undefined && setting(each) !== '');
  if (others.length > 0) throw new FieldError(path, `must have only one of ${[name, ...others].join(', ')}`);
  if (name === undefined) return keys => !keys.some(key => key.endsWith('_unencrypted'));
  const value = setting(name) ?? '';
  switch (name) {
    case 'encrypted_regex':
      return regexRule(`${path}.${name}`, value);
    case 'unencrypted_regex': {
      const rule = regexRule(`${path}.${name}`, value);
      return keys => !rule(keys);
    }
    case 'encrypted_suffix':
    case 'unencrypted_suffix':
      return keys => keys.some(key => key.endsWith(value)) === (name === 'encrypted_suffix');
    case 'encrypted_comment_regex':
    case 'unencrypted_comment_regex':
      throw new FieldError(
        `${path}.${name}`,
        'lets comments say what is encrypted, which keywire does not follow: use the sops program for this file',
      );
  }
}

/** Encrypts what has a key that matches. */
export function regexRule(path: string, pattern: string): CryptRule {
  const regExp = goRegExp(path, pattern);
  return keys => keys.some(key => regExp.test(key));
}

/** What of a Secret sops has to leave as it is, so that others know whose it is. */
const inTheClear = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace'], ['type']];

/**
 * Throws unless the pattern covers all values of a Secret, and neither its name nor its kind.
 *
 * What covers only some keys, as `^password$`, leaves the next one that is added in the clear.
 */
export function requireSecretRegex(path: string, pattern: string): void {
  const rule = regexRule(path, pattern);
  const open = ['data', 'stringData'].find(key => !rule([key]));
  if (open !== undefined) {
    throw new FieldError(
      path,
      `does not match ${open}, so that what stands there would be committed in the clear; make it ${secretRegex}`,
    );
  }
  const hidden = inTheClear.find(rule);
  if (hidden)
    throw new FieldError(path, `matches ${hidden.join('.')}, too, which has to be read; make it ${secretRegex}`);
}
