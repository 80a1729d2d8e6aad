import type * as Yaml from 'yaml';
import { renderSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';

/** The text of a file: YAML, or JSON where its name says so, as GitOps tools go by the name. */
export function renderedFor(path: string, file: SealedFile): string {
  const text = renderSealedFile(file);
  if (!path.endsWith('.json')) return text;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is needed, as everywhere
  const { parse } = require('yaml') as typeof Yaml;
  return `${JSON.stringify(parse(text), undefined, 2)}\n`;
}
