import { renderSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import { yaml } from '../../../seal/yaml';

/** The text of a file: YAML, or JSON where its name says so, as GitOps tools go by the name. */
export function renderedFor(path: string, file: SealedFile): string {
  const text = renderSealedFile(file);
  if (!path.endsWith('.json')) return text;
  return `${JSON.stringify(yaml().parse(text), undefined, 2)}\n`;
}
