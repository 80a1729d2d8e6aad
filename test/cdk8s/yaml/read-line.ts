const shortEscapes: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\u0007', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\u001b' },
  ...{ ' ': ' ', '"': '"', '\\': '\\', N: '\u0085', L: '\u2028', P: '\u2029' },
};

const unescaped = (_: string, short: string | undefined, two = '', four = ''): string => {
  if (short === undefined) return String.fromCharCode(parseInt(two || four, 16));
  const character = shortEscapes[short];
  if (character === undefined) throw new Error(`no escape of YAML: \\${short}`);
  return character;
};

// All that YAML 1.1 lets stand in a document, without what it counts as a line break, and the byte order mark.
const printable = /^[\t -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
const plain = /^(?![-?:](?: |$)|[,[\]{}#&*!|>'"%@` \t])(?!.*(?:: |:$| #|[ \t]$))[^]*$/u;
const notText = /^(?:[-+]?[.\d]+|~|y|Y|n|N|<<|)$/;

/** Reads a short text without a line break as Kubernetes does, by the rules of YAML 1.1; throws for what is no text. */
export function readLine(line: string): string {
  if (!printable.test(line)) throw new Error(`not to be read: ${JSON.stringify(line)}`);
  if (line.startsWith('"') && line.endsWith('"') && line.length > 1) {
    return line
      .slice(1, -1)
      .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/g, (found, two, four, short) =>
        unescaped(found, short as string | undefined, two as string | undefined, four as string | undefined),
      );
  }
  if (line.startsWith("'") && line.endsWith("'") && line.length > 1) return line.slice(1, -1).replaceAll("''", "'");
  if (!plain.test(line) || notText.test(line)) throw new Error(`no text: ${JSON.stringify(line)}`);
  return line;
}
