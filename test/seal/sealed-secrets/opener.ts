import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';

type Opened = { readonly sessionKey: Buffer; readonly bytes: Buffer; readonly value: string };

/** The session key and the value of a ciphertext, as a controller with that key gets at them; throws where it could not. */
export function opened(privateKey: KeyObject, label: string, ciphertext: string): Opened {
  const bytes = Buffer.from(ciphertext, 'base64');
  const keyEnd = 2 + bytes.readUInt16BE(0);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const oaep = { key: privateKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(label) };
  const sessionKey = privateDecrypt(oaep, bytes.subarray(2, keyEnd));
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(-16));
  const value = Buffer.concat([decipher.update(bytes.subarray(keyEnd, -16)), decipher.final()]);
  return { sessionKey, bytes: value, value: value.toString() };
}
