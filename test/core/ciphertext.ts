/** What stands where kubeseal puts a ciphertext: a length, a sealed session key, the value and a tag of 16 bytes. */
export function ciphertext(plaintextBytes = 20, keyBytes = 512): string {
  const bytes = Buffer.alloc(2 + keyBytes + plaintextBytes + 16, 0xa5);
  bytes.writeUInt16BE(keyBytes, 0);
  return bytes.toString('base64');
}
