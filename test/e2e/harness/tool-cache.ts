import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of built programs: `$KEYWIRE_E2E_CACHE`, else `keywire-e2e` in the user's cache. It lies outside the
 * clone, so that a fresh clone starts warm.
 */
export function cacheFolder(): string {
  const { KEYWIRE_E2E_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own !== undefined && own !== '') return own;
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'keywire-e2e');
}

/** Where the thing called `name` lies when it is built from just these `determinants`. */
export function cachedFolder(name: string, determinants: readonly string[]): string {
  const key = createHash('sha256').update(JSON.stringify(determinants)).digest('hex').slice(0, 16);
  return join(cacheFolder(), `${name}-${key}`);
}

/**
 * Fills `folder` by way of `build`, unless it is there already, and prints one line with the time that it took.
 *
 * `build` works in a neighbour folder that is renamed when it is done: an interrupted build leaves nothing half done,
 * and of two builds at once the first one wins.
 */
export function fillFolder(folder: string, name: string, build: (folder: string) => void): void {
  if (existsSync(folder)) return;
  mkdirSync(cacheFolder(), { recursive: true });
  const unfinished = mkdtempSync(`${folder}.unfinished-`);
  const start = performance.now();
  process.stderr.write(`building ${name} … `);
  try {
    build(unfinished);
    renameOrYield(unfinished, folder);
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function renameOrYield(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
