import { parse, type ScalarTag } from 'yaml';

// What the parser of Kubernetes makes of a plain text, besides YAML 1.1: its own numbers, which it looks for in what is
// left when it has dropped all underscores.
const goNumber: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?!_)[-+]?(?:[\d_]*0_*[xX][\da-fA-F_]+|[\d_]*0_*[oO][0-7_]+|[\d_]*0_*[bB][-+]?[01_]+|(?=_*\d)[\d_.]+(?:[eE]_*[-+]?[\d_]+)?)$/,
  resolve: readNumber,
};

/** A number, or the text where it is more than 64 bits can hold. */
function readNumber(text: string): number | string {
  const digits = text.replaceAll('_', '');
  const [, sign = '', prefix, inner = '', magnitude = ''] = /^([-+]?)(0[xXoObB])([-+]?)(.*)$/.exec(digits) ?? [];
  if (prefix === undefined) return Number.isFinite(Number(digits)) ? Number(digits) : text;
  const signs = `${sign}${inner}`;
  const largest = signs === '' ? 2n ** 64n - 1n : signs === '-' ? 2n ** 63n : 2n ** 63n - 1n;
  const value = BigInt(`${prefix}${magnitude}`);
  return signs.length > 1 || value > largest ? text : Number(value) * (signs === '-' ? -1 : 1);
}

// Neither may stand in a document as it is: the parser refuses it, takes it for a line break, or skips it.
const unreadable = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;
// A block whose indentation is to be found out in spite of a tab, or of which nothing is left but spaces.
const tabbedBlock = /(?:: |- )\|[-+]?\n(?: *\n)* *\t/;

/** What Kubernetes reads in a document, by another parser of YAML 1.1 with the differences between the two. */
export function readBack(document: string): unknown {
  const wrong = unreadable.exec(document) ?? tabbedBlock.exec(document);
  if (wrong) throw new Error(`not to be read: ${JSON.stringify(wrong[0])} in ${JSON.stringify(document)}`);
  return parse(document, { version: '1.1', uniqueKeys: false, customTags: tags => [goNumber, ...tags] }) as unknown;
}
