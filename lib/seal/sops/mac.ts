import { createHash, type Hash } from 'node:crypto';

// SHA-256 of `sops`: keeps the two kinds of MAC apart.
const onlyEncrypted = Buffer.from('8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69', 'hex');

/** The digest of a file's values, over which its MAC goes; `onlyOfEncrypted` is its setting `mac_only_encrypted`. */
export const newDigest = (onlyOfEncrypted: boolean): Hash => {
  const hash = createHash('sha512');
  return onlyOfEncrypted ? hash.update(onlyEncrypted) : hash;
};

/** The digest as SOPS writes it, before it is encrypted. */
export const digestText = (digest: Hash): string => digest.digest('hex').toUpperCase();
