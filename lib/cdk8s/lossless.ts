import { Lazy, Yaml } from 'cdk8s';
import { mayHoldSecrets, type Manifest } from '../core/manifest';
import { SecretValue } from '../core/secret-value';
import { unsafeWritten } from './engine';

// What cdk8s writes as YAML 1.1 and Kubernetes' own parser reads as something else. Measured against that parser.
const misreadCharacter =
  /[\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const misreadIndent = /^[ \n]*\t[^]*\n|^\n[ \n]*\t|^[ \t]+\n/;
const number =
  /^([-+]_*)?(?=[.0-9])(0_*[xX][-+0-9a-fA-F_]*[0-9a-fA-F]_*|0_*[oO][-+0-7_]*[0-7]_*|0_*[bB][-+01_]*[01]_*|[0-9_]*\.?[0-9_]*([eE][-+_]*[0-9_]+)?)$/;

/** A number to Go, such as `0o14` or `7e_8`, which cdk8s writes without quotes as it is none to YAML 1.1. */
const isMisreadNumber = (text: string): boolean =>
  /[_XoOB]|b[-+]/.test(text) && number.test(text) && !/^["']/.test(Yaml.stringify(text));

// Nearly every text of a manifest: nothing in it can be misread.
const plain = /^[!-*,/:-~][ -~]*$/;

/** What is wrong with a text that kubectl would not read back as it is, or not at all. Nothing in a manifest can mend it. */
function misreadText(text: string): string | undefined {
  if (plain.test(text)) return undefined;
  if (misreadCharacter.test(text)) {
    return 'has a control character, a line separator or half a character, which kubectl reads differently; remove it';
  }
  if (misreadIndent.test(text)) {
    return 'begins with white space that kubectl reads differently; begin with the first line of text';
  }
  return isMisreadNumber(text) ? 'is written so that kubectl reads a number in it; spell it in another way' : undefined;
}

function misreadKey(key: string): string | undefined {
  return key === '__proto__' || key === 'constructor'
    ? 'is a key that cdk8s does not write; name it otherwise'
    : misreadText(key);
}

/** Where in a manifest something is that can't be written as it is, and what to do. */
type Unwritable = { readonly path: string; readonly problem: string };

/** The first text or key in a manifest that kubectl would read as another, or secret where it would be shown. */
export function unwritable(manifest: Manifest<string, SecretValue>): Unwritable | undefined {
  const found = firstIn(manifest, mayHoldSecrets(manifest) ? manifest.data : undefined);
  return found && { path: found.path.slice(1), problem: found.problem };
}

/** The path grows on the way up: what can be written builds none. */
function firstIn(value: unknown, secrets: unknown): Unwritable | undefined {
  if (typeof value === 'string') return here(misreadText(value));
  // What a Lazy makes is known only when it is written.
  if (typeof value !== 'object' || value === null || value instanceof Lazy) return undefined;
  if (value instanceof SecretValue) {
    return here('must not be a secret, as it would be shown; give a credential, and use its keys');
  }
  // By key and not by entry: this walks over all that is synthesised.
  for (const key of Object.keys(value)) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    const text = value === secrets && item instanceof SecretValue ? unsafeWritten(item) : item;
    const found = here(misreadKey(key)) ?? firstIn(text, secrets);
    if (found) return { path: `${Array.isArray(value) ? `[${key}]` : `.${key}`}${found.path}`, problem: found.problem };
  }
  return undefined;
}

const here = (problem: string | undefined): Unwritable | undefined =>
  problem === undefined ? undefined : { path: '', problem };
