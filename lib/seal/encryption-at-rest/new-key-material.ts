import { randomBytes } from 'node:crypto';
import { KeyMaterial } from '../../core/encryption-at-rest/key-material';

/** A key of 256 bits, which every provider takes, of the system's random source. */
export const newKeyMaterial = (): KeyMaterial => new KeyMaterial(randomBytes(32));
