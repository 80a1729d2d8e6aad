import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../disk/is-running';
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
