import type * as Yaml from 'yaml';

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

/** Characters that YAML wants escaped, or that end a line in one version of it. They stand in quotes only. */
const special = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A map as YAML in which every text is on one line, however long, and which kubectl reads as it was. */
export function oneLineYaml(map: YamlMap, { apart, block }: Layout): string {
  // Loaded when it is needed: most programs that require keywire write no such file.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Document, isMap, isScalar, visit } = require('yaml') as typeof Yaml;
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
  return document
    .toString({ lineWidth: 0, doubleQuotedAsJSON: true })
    .replace(special, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
