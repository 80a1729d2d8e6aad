import { yaml } from '../yaml';

// Several times what any manifest has, and far from what overflows the stack.
const mostLevels = 200;

/**
 * Whether a text of YAML or JSON nests deeper than 200 levels.
 *
 * The `yaml` package goes down by recursion when it composes nodes. Near the end of the stack, Node can't compile a
 * regular expression any more and aborts, which nobody catches. Its lexer and parser do not recurse, and are asked first.
 */
export function isNestedTooDeeply(text: string): boolean {
  if (!mayBeDeep(text)) return false;
  const parser = new (yaml().Parser)();
  for (const lexeme of new (yaml().Lexer)().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > mostLevels) return true;
  }
  return false;
}

/**
 * A quick look: most texts have few brackets, and little before what stands in a line. A level takes a bracket, or a
 * column of the indent, which a list may share with the map that it is in.
 */
function mayBeDeep(text: string): boolean {
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  // 100 brackets, and 50 columns of two levels each, are the most that is not looked at.
  return brackets > 100 || /^(?:[-?:]?[ \t]){50}/m.test(text);
}
