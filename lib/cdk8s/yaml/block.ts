/** The text as a block of lines, as cdk8s writes one with a line break in it. */
export function block(text: string, indent: string): string {
  const end = endOf(text);
  const body = text.slice(0, end);
  const tail = text.slice(end);
  // Only a space at the start needs the indentation told; of line breaks alone, the parser finds it out.
  const header = `${/^\n* /.test(body) ? '2' : ''}${chomping(tail, body)}`;
  return `|${header}\n${indent}${indented(body, indent)}${indentedTail(tail, indent)}`;
}

/** Where the white space at the end begins; a pattern would take the square of its length. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && ' \n\t'.includes(text.charAt(end - 1))) end--;
  return end;
}

/** What becomes of the line breaks at the end: the last is dropped, or kept, or all are. */
function chomping(tail: string, body: string): string {
  const lineBreak = tail.indexOf('\n');
  if (lineBreak < 0) return '-';
  return body === '' || lineBreak < tail.length - 1 ? '+' : '';
}

/** Empty lines are not indented. */
const indented = (body: string, indent: string): string =>
  body.includes('\n\n') ? body.replace(/\n+/g, `$&${indent}`) : body.replaceAll('\n', `\n${indent}`);

function indentedTail(tail: string, indent: string): string {
  const lines = tail.endsWith('\n') ? tail.slice(0, -1) : tail;
  // Looked for only where a run begins: within one, that would take the square of its length.
  return lines.replace(/(?<!\n)\n+(?!\n|$)/g, `$&${indent}`);
}
