import { spawnSync } from 'node:child_process';
import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FieldError } from '../core/field-error';
import { waitingName } from '../disk/waiting-file';

/**
 * Throws for a file in a Git work tree, unless Git ignores it, and what waits beside it while it is written: a key that is
 * committed once is in every clone.
 *
 * Where git itself is missing or has no answer, any work tree is refused. `/etc` may be one: etckeeper makes it so.
 */
export function requireOutsideGit(file: string): void {
  const path = realPath(resolve(file));
  const tree = workTree(dirname(path));
  // What a run that is killed leaves behind holds the keys too.
  if (tree === undefined || (isIgnored(path) && isIgnored(waitingName(path, process.pid)))) return;
  throw new FieldError(
    file,
    `is in the Git work tree ${tree}, where its keys would be committed; name a file elsewhere, or add its folder, or *${basename(path)}*, to .gitignore${isTracked(path) ? ' after git rm --cached, and rotate its keys' : ''}`,
  );
}

/** Where a file that is still to be made will be, links followed. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    // Links in a circle lead nowhere: nothing can be written there.
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return path;
  }
  const next = linked(path);
  if (next !== undefined) return realPath(resolve(dirname(path), next));
  const folder = dirname(path);
  return folder === path ? path : join(realPath(folder), basename(path));
}

/** What stands in a link, or undefined where there is none, or none that may be seen. */
function linked(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** The nearest folder above that has a `.git`: a folder, or a file in a worktree. */
function workTree(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : workTree(above);
}

/** Git does not call a file ignored that it tracks. */
const isIgnored = (path: string): boolean => git(path, ['check-ignore', '--quiet', '--', path]);

const isTracked = (path: string): boolean => git(path, ['ls-files', '--error-unmatch', '--', path]);

/**
 * What git sees of the environment: where it is, and where its configuration. Other variables may hold values of
 * secrets, or, as GIT_DIR does, have it answer for another repository.
 */
const forGit = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'SUDO_UID', 'SystemRoot', 'USERPROFILE'];

function git(path: string, args: readonly string[]): boolean {
  const env = Object.fromEntries(forGit.map(name => [name, process.env[name]]));
  return spawnSync('git', ['-C', existing(dirname(path)), ...args], { env, stdio: 'ignore' }).status === 0;
}

const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)));
