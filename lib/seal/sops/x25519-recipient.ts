import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';
import type { Recipient, Stanza } from 'age-encryption';

const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * A recipient of the kind X25519, for age-encryption's Encrypter, by Node's own cryptography.
 *
 * age-encryption's goes through WebCrypto, which takes four times as long: most of it to import keys.
 * https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type
 *
 * @param recipient - one that age-encryption has read already, checksum included
 */
export function x25519Recipient(recipient: string, StanzaClass: typeof Stanza): Recipient {
  const theirs = rawKey(recipient);
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, theirs]), format: 'der', type: 'spki' });
  return {
    wrapFileKey: fileKey => {
      const ephemeral = generateKeyPairSync('x25519');
      const share = ephemeral.publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
      // Throws for a key of low order, with which the secret would be none.
      const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
      const salt = Buffer.concat([share, theirs]);
      const key = Buffer.from(hkdfSync('sha256', secret, salt, 'age-encryption.org/v1/X25519', 32));
      const cipher = createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 });
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      return [new StanzaClass(['X25519', share.toString('base64').replace(/=+$/, '')], body)];
    },
  };
}

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** The 32 bytes of an `age1…`: five bits a letter, and six letters of checksum, which was looked at before. */
function rawKey(recipient: string): Buffer {
  const letters = recipient.slice('age1'.length, -6);
  const bits = Array.from(letters, letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(
    Array.from({ length: 32 }, (_, index) => Number.parseInt(bits.slice(8 * index, 8 * index + 8), 2)),
  );
}
