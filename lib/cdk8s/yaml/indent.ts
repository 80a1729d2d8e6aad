// Deeper than any manifest goes, they are made anew: kept for 10,000 levels, they would take more than the document.
const kept = 64;
const lines = Array.from({ length: kept }, (_, depth) => `\n${'  '.repeat(depth)}`);

/** A line break, and the indentation of what stands so deep. */
export const newLine = (depth: number): string => lines[depth] ?? `\n${'  '.repeat(depth)}`;

/** The indentation of what stands so deep. */
export const indentation = (depth: number): string => newLine(depth).slice(1);
