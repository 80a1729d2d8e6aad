import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { FieldError } from '../../../core/field-error';
import { readLimited } from '../../../disk/read-limited';
import { createFile } from '../../../disk/create-file';
import { DigestKey } from '../../../seal/sealed-secrets/digest-key';
import { requireOutsideGit } from '../../../seal/outside-git';
import type { Io } from '../../io';

const size = 32;
const advice = 'name another in KEYWIRE_DIGEST_KEY_FILE, or say --no-digests';

/**
 * The key of the digests: `$KEYWIRE_DIGEST_KEY_FILE`, else `keywire/digest-key` in the user's configuration. It is made
 * on first use, and never goes into Git: who has it and the digests can try out guesses at a value.
 *
 * @throws FieldError for a file that is no such key, or that others may read
 */
export function digestKey(io: Io): DigestKey {
  const file = fileOf(io.env);
  if (!existsSync(file) && isMade(file)) io.err(`${file}: made, to tell which values have changed; keep it off Git`);
  // As it is on the disk now: another run may have made it at the same time.
  const key = readLimited(file, { most: size, advice });
  if (key.length !== size) throw new FieldError(file, `must be ${size} random bytes; ${advice}`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new FieldError(file, `must be readable by you alone; say chmod 600, or ${advice}`);
  return DigestKey.fromBytes(key);
}

function isMade(file: string): boolean {
  try {
    requireOutsideGit(file);
    return createFile(file, randomBytes(size), { mode: 0o600 });
  } catch (error) {
    if (error instanceof FieldError) throw new FieldError(file, `can't be made, as it ${error.problem}; ${advice}`);
    throw error;
  }
}

function fileOf({ KEYWIRE_DIGEST_KEY_FILE: own = '', XDG_CONFIG_HOME: xdg = '', HOME: home = '' }: Io['env']): string {
  if (own !== '') return own;
  return join(xdg === '' ? join(home === '' ? homedir() : home, '.config') : xdg, 'keywire', 'digest-key');
}
