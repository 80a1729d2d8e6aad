import { FieldError } from '../core/field-error';
import { readLimited } from '../disk/read-limited';
import { yaml } from './yaml';

/** More than any SealedSecret can be: its Secret holds 1 MiB at most, base64 and keys come on top. */
export const mostOfSealedSecret = 4 * 1024 * 1024;

/** The one document of a YAML or JSON file. */
export const readSealedSecret = (file: string): unknown => parseSealedSecret(file, readSealedText(file));

/** The text of such a file. */
export const readSealedText = (file: string): string =>
  readLimited(file, { most: mostOfSealedSecret, advice: 'make it with kubeseal' }).toString();

/** The one document of a text in YAML or JSON, which comes from that path. */
export function parseSealedSecret(path: string, text: string): unknown {
  // Its warnings quote the file, and go to the log.
  const documents = [...yaml().parseAllDocuments(text, { logLevel: 'error' })];
  const [document] = documents;
  if (!document || documents.length > 1) throw new FieldError(path, 'must hold exactly one SealedSecret');
  const [error] = document.errors;
  if (error)
    throw new FieldError(
      path,
      `is no YAML or JSON (line ${error.linePos?.[0].line ?? 1}); seal the Secret again with kubeseal`,
    );
  try {
    return document.toJS();
  } catch {
    // What is thrown for an alias quotes it: a plaintext may begin with an asterisk.
    throw new FieldError(path, 'has an alias that leads nowhere, or too many; seal the Secret again with kubeseal');
  }
}
