import { Lazy } from 'cdk8s';
import { mayHoldSecrets, type Manifest } from '../core/manifest';
import { SecretValue } from '../core/secret-value';
import { unsafeWritten } from './engine';
import { isMergeKey } from './yaml/misread';
import { keyStyleOf, styleOf } from './yaml/style';

const asCharacter =
  'has a control character, a line separator, a byte order mark or half a character, which kubectl reads differently; remove it';

// Nothing in a manifest can mend what cdk8s' own `App` writes so that kubectl reads it as something else, or not at all.
const problems: Readonly<Partial<Record<string, string>>> = {
  half: asCharacter,
  character: asCharacter,
  indent: 'begins with white space that kubectl reads differently; begin with the first line of text',
  backslash: 'has a line of a single space, in which kubectl reads a backslash; leave the line empty',
  number: 'is written so that kubectl reads a number in it; spell it in another way',
  merge: 'is a key in whose place kubectl takes the keys of its value; name it otherwise',
};

// Nearly every text of a manifest: of these, only the key of a merge is misread.
const plain = /^[!-*,/:-~][ -~]*$/;

/** What is wrong with a text that kubectl would not read back as it is, or not at all. */
const misreadText = (text: string): string | undefined => (plain.test(text) ? undefined : problems[styleOf(text)]);

function misreadKey(key: string): string | undefined {
  if (key === '__proto__' || key === 'constructor') return 'is a key that cdk8s does not write; name it otherwise';
  return plain.test(key) && !isMergeKey(key) ? undefined : problems[keyStyleOf(key)];
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
