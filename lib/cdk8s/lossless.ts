import { Yaml } from 'cdk8s';
import { FieldError } from '../core/field-error';

// What cdk8s writes as YAML 1.1 and Kubernetes' own parser reads as something else. Measured against that parser.
const misreadCharacter =
  /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const misreadIndent = /^[ \n]*\t[^]*\n|^\n[ \n]*\t|^[ \t]+\n/;
const number =
  /^([-+]_*)?(?=[.0-9])(0_*[xX][-+0-9a-fA-F_]*[0-9a-fA-F]_*|0_*[oO][-+0-7_]*[0-7]_*|0_*[bB][-+01_]*[01]_*|[0-9_]*\.?[0-9_]*([eE][-+_]*[0-9_]+)?)$/;

/** A number to Go, such as `0o14` or `7e_8`, which cdk8s writes without quotes as it is none to YAML 1.1. */
const isMisreadNumber = (text: string): boolean =>
  /[_XoOB]|b[-+]/.test(text) && number.test(text) && !/^["']/.test(Yaml.stringify(text));

/**
 * Throws for a text that kubectl would not read back as it is, or not at all.
 *
 * cdk8s' own `App` writes it so; nothing in the manifest can change that.
 */
export function requireLossless(path: string, text: string): void {
  if (misreadCharacter.test(text)) {
    throw new FieldError(
      path,
      'has a control character, a line separator or half a character, which kubectl reads differently; remove it',
    );
  }
  if (misreadIndent.test(text)) {
    throw new FieldError(
      path,
      'begins with white space that kubectl reads differently; begin with the first line of text',
    );
  }
  if (isMisreadNumber(text)) {
    throw new FieldError(path, 'is written so that kubectl reads a number in it; spell it in another way');
  }
}

/** Throws for a key that cdk8s drops or chokes on. */
export function requireLosslessKey(path: string, key: string): void {
  if (key in Object.prototype) throw new FieldError(path, 'is a key that cdk8s does not write; name it otherwise');
  requireLossless(path, key);
}
