import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { outputError } from './output-error';

const prefix = '.keywire-';

/** The folder within an output folder where this process lets files wait until all are written. */
export const waitingFolder = `${prefix}${process.pid}`;

/** Removes what runs that were killed have left in a folder. */
export function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') return [];
    throw outputError(folder, error);
  }
}

/** Whether another process has that id. Whatever has ours is left from an earlier one. */
function isRunning(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return true;
  try {
    return id !== process.pid && process.kill(id, 0);
  } catch (error) {
    return (error as { readonly code?: unknown }).code !== 'ESRCH';
  }
}
