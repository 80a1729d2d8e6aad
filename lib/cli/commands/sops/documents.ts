import { yaml } from '../../yaml';

/** What the documents of a text in YAML or JSON hold, or undefined where it is neither. */
export function documentsOf(text: string): readonly unknown[] | undefined {
  const documents = [...yaml().parseAllDocuments(text, { logLevel: 'silent' })];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    return documents.map(document => document.toJS() as unknown);
  } catch {
    // An alias that leads nowhere, or too many: what is thrown quotes it.
    return undefined;
  }
}
