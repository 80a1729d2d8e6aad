import type * as Yaml from 'yaml';

/** The package, loaded when it is needed: most programs that require keywire read and write no YAML by it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const yaml = (): typeof Yaml => require('yaml') as typeof Yaml;
