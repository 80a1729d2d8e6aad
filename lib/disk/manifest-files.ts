import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { orRefused } from './or-refused';

/**
 * The YAML and JSON files below a folder, in order. Links are not followed.
 *
 * @param isLeftOut gets the name of each folder
 * @throws FieldError for a folder that can't be read
 */
export const manifestFiles = (folder: string, isLeftOut: (name: string) => boolean): readonly string[] =>
  orRefused(folder, () => readdirSync(folder, { withFileTypes: true }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isLeftOut(entry.name) ? [] : manifestFiles(path, isLeftOut);
      return entry.isFile() && /\.(ya?ml|json)$/.test(entry.name) ? [path] : [];
    });
