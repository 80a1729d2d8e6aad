import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** The files without those that were named before, by the same path, another one or a link. */
export function distinctFiles(files: readonly string[]): readonly string[] {
  const named = new Map<string, string>();
  for (const file of files) {
    const place = placeOf(file);
    if (!named.has(place)) named.set(place, file);
  }
  return [...named.values()];
}

/** Where a file is, links followed. Of one that is not there, whoever reads it says so. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}
