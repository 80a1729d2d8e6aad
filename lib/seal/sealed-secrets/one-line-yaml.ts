import { escapeSpecial } from '../escape-special';
import { yaml } from '../yaml';

/** What is written: its entries in the order in which they are wanted. */
export type YamlMap = ReadonlyMap<string, unknown>;

/** How the parts are written that change most. */
type Layout = {
  /** The map whose entries have an empty line between them: git merges changes of two that stand apart. */
  readonly apart: readonly string[];
  /** The text that is written as it is, over several lines. */
  readonly block: string | undefined;
};

/** What is no text to YAML 1.1, which kubectl reads, or might be, is in quotes. */
const plain = /^(?!(y|yes|n|no|on|off|true|false|null|nan|inf)$)[a-z][a-z0-9_./+-]*={0,2}$/i;

/** A map as YAML in which every text is on one line, however long, and which kubectl reads as it was. */
export function oneLineYaml(map: YamlMap, { apart, block }: Layout): string {
  const { Document, isMap, isScalar, visit } = yaml();
  const document = new Document(map, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      const { value } = scalar;
      if (typeof value !== 'string') return;
      scalar.type = value === block ? 'BLOCK_LITERAL' : plain.test(value) ? 'PLAIN' : 'QUOTE_DOUBLE';
    },
  });
  const entries = document.getIn(apart, true);
  const [, ...later] = isMap(entries) ? entries.items : [];
  for (const { key } of later) if (isScalar(key)) key.spaceBefore = true;
  return escapeSpecial(document.toString({ lineWidth: 0, doubleQuotedAsJSON: true }));
}
