import { shellWord } from '../shell-word';
import type { Storer } from './configuration';
import type { Loading } from './loading';
import type { PlannedKey } from './new-key';

/** The line that runs one of the steps, for bash. */
export function stepCommand(step: string, { configPath }: Loading, options: string, resource?: string): string {
  const which = resource === undefined || resource === 'secrets' ? '' : ` --resource ${shellWord(resource)}`;
  return `keywire encryption ${step} --file ${shellWord(configPath)}${options}${which}`;
}

/** The options that mean a key of the file. */
export const oldKeyOptions = ({ provider, name }: Storer): string =>
  ` --provider ${provider} --name ${shellWord(name)}`;

/** The options by which a key is made. */
export function newKeyOptions(key: PlannedKey): string {
  if (key.provider !== 'kms') return oldKeyOptions(key);
  const timeout = key.timeout === undefined ? '' : ` --timeout ${shellWord(key.timeout)}`;
  return `${oldKeyOptions(key)} --endpoint ${shellWord(key.endpoint)}${timeout}`;
}
