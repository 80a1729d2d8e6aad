import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { readIdentities } from '../../../seal/sops';
import { readOwnIdentities } from '../../../seal/sops/identities';
import { collect } from '../../credential-options';
import type { Io } from '../../io';

/** The option of every command that has to open a file. */
export type IdentityOption = { readonly identity: readonly string[] };

/** Adds that option. */
export const addIdentityOption = (command: Command): Command =>
  command.option(
    '--identity <file>',
    "a file with age identities; may be repeated (default: SOPS_AGE_KEY, SOPS_AGE_KEY_FILE, and sops' own file)",
    collect,
    [],
  );

/**
 * The age identities that were told, or else those that `sops` would find in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE and its own
 * file. What SOPS_AGE_KEY_CMD prints, SSH keys and plugins, which it would try as well, are left out.
 *
 * @throws FieldError where there is none, or a file can't be read
 */
export function identitiesOf({ identity }: IdentityOption, { env }: Pick<Io, 'env'>): readonly string[] {
  if (identity.length > 0) return identity.flatMap(file => readIdentities(file));
  const { SOPS_AGE_KEY: inline, SOPS_AGE_KEY_FILE: named } = env;
  const own = ownFile(env);
  const found = [
    ...(inline === undefined ? [] : identitiesIn(inline)),
    ...(named === undefined || named === '' ? [] : readOwnIdentities(named)),
    ...(own === undefined || !existsSync(own) ? [] : readOwnIdentities(own)),
  ];
  if (found.length > 0) return found;
  throw new FieldError(
    '--identity',
    `must name a file with an age identity: there is none in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE${own === undefined ? '' : ` or ${own}`}`,
  );
}

/** `sops` takes several on one line of this variable, and comments. */
function identitiesIn(text: string): readonly string[] {
  const words = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => !line.startsWith('#'))
    .flatMap(line => line.split(/\s+/));
  const identities = words.filter(word => word !== '');
  if (identities.every(word => /^AGE-SECRET-KEY-[A-Z0-9-]+$/.test(word))) return identities;
  throw new FieldError('SOPS_AGE_KEY', 'must hold age identities, AGE-SECRET-KEY-1…, and nothing else');
}

/** Where `sops` keeps identities. */
function ownFile(env: Io['env']): string | undefined {
  const folder = configFolder(env);
  return folder === undefined ? undefined : join(folder, 'sops', 'age', 'keys.txt');
}

function configFolder({
  XDG_CONFIG_HOME: xdg,
  HOME: home = homedir(),
  AppData: appData,
}: Io['env']): string | undefined {
  if (process.platform === 'win32') return appData;
  if (xdg !== undefined && xdg !== '') return xdg;
  return process.platform === 'darwin' ? join(home, 'Library', 'Application Support') : join(home, '.config');
}
