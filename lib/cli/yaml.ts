import type * as Yaml from 'yaml';

/** The package, loaded when it is needed: most commands read no YAML of their own. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const yaml = (): typeof Yaml => require('yaml') as typeof Yaml;
