import { parseFieldSource } from '../../field-source';
import type { Io } from '../../io';

/** The environment for kubectl: without the variables that hold values, as others may look into that of a process. */
export function childEnvironment(env: Io['env'], fields: readonly string[]): Io['env'] {
  const told = fields
    .map(field => parseFieldSource(field)[1])
    .flatMap(source => (source.from === 'env' ? [source.name] : []));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !told.includes(name)));
}
