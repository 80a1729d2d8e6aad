import { FieldError } from '../../core/field-error';
import { readLimited } from '../../disk/read-limited';

/** An identity takes 74 bytes; as in age itself, comments may take some more. */
const most = 1024 * 1024;

const identity = /^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{58}$/;

/** What may be in such a file instead, by how it begins, and what to do about it. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    /^(age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/,
    'is protected by a passphrase, which keywire does not ask for; open it with age --decrypt, and give what that prints, as a file that is not kept',
  ],
  [
    /^-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    'is an SSH key, which keywire does not take; make an identity with age-keygen',
  ],
];

/**
 * The identities of a key file as `age-keygen` writes it: one a line, with empty lines and comments between.
 *
 * @throws FieldError for a file that can't be read, is larger than 1 MiB, has none, or holds something else; what it
 *   holds is not shown
 */
export function readIdentities(file: string): readonly string[] {
  return identitiesIn(file, () => false);
}

/**
 * The same for a file that was made for sops, which runs plugins: their lines are passed by, so that there may be none.
 *
 * @throws FieldError as {@link readIdentities} does for all else
 */
export function readOwnIdentities(file: string): readonly string[] {
  return identitiesIn(file, isPlugin);
}

function identitiesIn(file: string, isPassedBy: (line: string) => boolean): readonly string[] {
  const text = readLimited(file, { most, advice: 'make it with age-keygen --output' }).toString();
  const [, other] = others.find(([beginning]) => beginning.test(text)) ?? [];
  if (other !== undefined) throw new FieldError(file, other);
  const identities: string[] = [];
  let passedBy = 0;
  for (const [index, untrimmed] of text.split('\n').entries()) {
    const line = untrimmed.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (isPassedBy(line)) {
      passedBy++;
      continue;
    }
    if (!identity.test(line))
      throw new FieldError(file, `holds no identity of age in line ${index + 1}; ${adviceFor(line)}`);
    identities.push(line);
  }
  if (identities.length + passedBy > 0) return identities;
  throw new FieldError(file, 'holds no identity; make one with age-keygen');
}

const isPlugin = (line: string): boolean => line.startsWith('AGE-PLUGIN-');

function adviceFor(line: string): string {
  if (isPlugin(line)) return "it is a plugin's, which keywire does not run: use the sops program";
  if (line.startsWith('age1')) return 'it is a recipient, which opens nothing: give the identity that belongs to it';
  return 'it begins with AGE-SECRET-KEY-1, and is 74 characters long';
}
