import { block } from './block';
import { indentation } from './indent';
import { escaped, quoted, quotedLines } from './quoted';
import { isResolved } from './resolved';
import { styleOf, type Misreading } from './style';
import { Unwritable } from './unwritable';

// Nearly every text of a manifest; patterns are fastest at a class of one range.
const word = /^[A-Za-z/][!-~]*$/;
const colon = 0x3a;

/** A text as the value of a key or the item of a list; its further lines stand so deep. */
export function textValue(text: string, depth: number): string {
  if (word.test(text) && text.charCodeAt(text.length - 1) !== colon) return isResolved(text) ? quoted(text) : text;
  const style = styleOf(text);
  if (style === 'plain') return text;
  if (style === 'quoted') return quoted(text);
  if (style === 'lines') return quotedLines(text, indentation(depth));
  if (style === 'block') return block(text, indentation(depth));
  return mended(text, style);
}

/** A text that would be misread, so that it is not. */
export function mended(text: string, misreading: Misreading): string {
  if (misreading === 'half') throw new Unwritable('has half of a character, which no file can hold; remove it');
  return escaped(text);
}
