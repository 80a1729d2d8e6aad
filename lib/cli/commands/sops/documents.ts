import type * as Yaml from 'yaml';
import { isNestedTooDeeply } from '../../../seal/sops/nesting';
import { yaml } from '../../../seal/yaml';

/** What the documents of a text in YAML or JSON hold, or undefined where it is neither. */
export function documentsOf(text: string): readonly unknown[] | undefined {
  const { documents, isWhole } = readableIn(text, {});
  return isWhole ? documents : undefined;
}

/** What can be read of a text. */
export type Readable = {
  readonly documents: readonly unknown[];
  /** Whether that is all of it. */
  readonly isWhole: boolean;
};

/**
 * Those documents of a text that can be read, as Kubernetes' tools read them: merge keys are followed, and of a key that
 * stands twice the last counts. What the others of that key say is not seen, so that the text is not whole then.
 */
export const readableDocumentsOf = (text: string): Readable => readableIn(text, { merge: true });

function readableIn(text: string, options: Yaml.SchemaOptions): Readable {
  if (isNestedTooDeeply(text)) return { documents: [], isWhole: false };
  const parsed = [...yaml().parseAllDocuments(text, { ...options, logLevel: 'silent' })];
  const contents = parsed.map(contentsOf);
  return {
    documents: contents.flat(),
    isWhole: parsed.every(({ errors }, index) => errors.length === 0 && contents[index]?.length === 1),
  };
}

/** What a document holds, in a list, or nothing where it can't be read. */
export function contentsOf(document: Yaml.Document.Parsed): readonly unknown[] {
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return [];
  try {
    return [document.toJS() as unknown];
  } catch {
    // An alias that leads nowhere, or too many: what is thrown quotes it.
    return [];
  }
}
