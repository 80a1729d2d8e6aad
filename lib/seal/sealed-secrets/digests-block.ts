type Digests = Readonly<Record<string, string>>;

/**
 * Digests as the text of an annotation: a line for each key, sorted, with an empty line between, so that a diff shows
 * those that have changed, and git merges changes of different ones.
 */
export function digestsBlock(digests: Digests): string | undefined {
  const lines = Object.entries(digests).map(([key, digest]) => `${key} ${digest}\n`);
  return lines.length === 0 ? undefined : lines.sort().join('\n');
}

/** The digests of such a text. Without a line that is whole, a field has none, and is sealed anew. */
export const parseDigests = (block: string): Digests =>
  Object.fromEntries(
    Array.from(block.matchAll(/^([-._a-zA-Z0-9]+) ([A-Za-z0-9+/]{43}=)$/gm), ([, key = '', digest = '']) => [
      key,
      digest,
    ]),
  );
