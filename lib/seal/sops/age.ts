import type * as Age from 'age-encryption';
import { FieldError } from '../../core/field-error';
import { x25519Recipient } from './x25519-recipient';

/** Loaded when it is needed: it brings its own cryptography. */
const age = (): Promise<typeof Age> => import('age-encryption');

/**
 * Encrypts a few bytes for one recipient, as an age file in ASCII armour.
 *
 * @throws FieldError for what is no recipient that age-encryption knows: X25519, and the post-quantum ones
 */
export async function encryptFor(path: string, recipient: string, bytes: Uint8Array): Promise<string> {
  requireRecipient(path, recipient);
  const { Encrypter, Stanza, armor } = await age();
  const mistyped = () =>
    new FieldError(path, `is mistyped, or a recipient of a plugin, which keywire does not run: ${recipient}`);
  let encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw mistyped();
  }
  if (/^age1[^1]*$/.test(recipient)) {
    encrypter = new Encrypter();
    encrypter.addRecipient(x25519Recipient(recipient, Stanza));
  }
  try {
    return armor.encode(await encrypter.encrypt(bytes));
  } catch {
    // No key of anybody, though it is well-formed.
    throw mistyped();
  }
}

function requireRecipient(path: string, recipient: string): void {
  if (/^age1[0-9a-z]+$/.test(recipient)) return;
  if (/AGE-SECRET-KEY-/i.test(recipient))
    throw new FieldError(path, 'is an identity, which is secret; give its recipient, which age-keygen -y prints');
  if (recipient.startsWith('ssh-'))
    throw new FieldError(path, 'is an SSH key, which keywire does not take; give a recipient that begins with age1');
  throw new FieldError(path, 'must be a recipient of age: it begins with age1');
}

/** Some hundred times what a data key takes, even for post-quantum recipients. */
export const mostArmoured = 1024 * 1024;

/** What opens age files: some identities. */
export type Opener = {
  /** The content of an armoured age file; undefined if it is for others, damaged, or larger than any data key. */
  readonly open: (armoured: string) => Promise<Uint8Array | undefined>;
  /** The recipients of the identities: public, so that an error may show them. */
  readonly recipients: () => Promise<readonly string[]>;
};

/**
 * Reads identities, such as `AGE-SECRET-KEY-1…`.
 *
 * @throws FieldError for a text that is none; it is not shown
 */
export async function openerOf(identities: readonly string[]): Promise<Opener> {
  const { Decrypter, armor, identityToRecipient } = await age();
  if (identities.length === 0) throw new FieldError('identities', 'must hold at least one age identity');
  const decrypter = new Decrypter();
  for (const [index, identity] of identities.entries()) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      throw new FieldError(`identities[${index}]`, 'must be an age identity, whole: it begins with AGE-SECRET-KEY-1');
    }
  }
  return {
    open: async armoured => {
      if (armoured.length > mostArmoured) return undefined;
      try {
        return await decrypter.decrypt(armor.decode(armoured));
      } catch {
        // It says no more than this, in words that may change.
        return undefined;
      }
    },
    recipients: () => Promise.all(identities.map(identityToRecipient)),
  };
}
