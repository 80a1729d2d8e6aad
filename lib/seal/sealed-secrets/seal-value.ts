import { constants, createCipheriv, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';

/** One value that is to be sealed. */
export type SealItem = {
  /** An RSA key. */
  readonly publicKey: KeyObject;
  /** What the ciphertext is bound to: it opens under the same label only. */
  readonly label: string;
  readonly value: Uint8Array;
};

const tagSize = 16;
// A nonce must not come twice under one key, and each session key encrypts once.
const nonce = Buffer.alloc(12);

/**
 * Seals a value as the controller opens it, in base64: the length of the sealed session key in two bytes, the session
 * key under RSA-OAEP with SHA-256, the value under AES-256-GCM, and the tag.
 *
 * https://github.com/bitnami-labs/sealed-secrets/blob/main/docs/developer/crypto.md
 */
export function sealValue({ publicKey, label, value }: SealItem): string {
  const sessionKey = newSessionKey();
  const sealedKey = publicEncrypt(
    {
      key: publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label),
    },
    sessionKey,
  );
  const cipher = createCipheriv('aes-256-gcm', sessionKey, nonce);
  const sealedValue = cipher.update(value);
  cipher.final();
  sessionKey.fill(0);
  const keySize = sealedKey.length;
  const sealed = Buffer.allocUnsafe(2 + keySize + value.length + tagSize);
  sealed.writeUInt16BE(keySize);
  sealed.set(sealedKey, 2);
  sealed.set(sealedValue, 2 + keySize);
  sealed.set(cipher.getAuthTag(), 2 + keySize + value.length);
  return sealed.toString('base64');
}

const keySize = 32;
// A call for each key takes 3 % of a seal.
const keysAtOnce = 128;
let random = Buffer.alloc(0);
let used = 0;

/** A session key that nobody has had before: the random bytes are handed out once, and wiped by whoever got them. */
function newSessionKey(): Buffer {
  if (used === random.length) {
    random = randomBytes(keySize * keysAtOnce);
    used = 0;
  }
  used += keySize;
  return random.subarray(used - keySize, used);
}
