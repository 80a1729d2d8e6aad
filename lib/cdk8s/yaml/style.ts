import { isGoNumber, isMisreadIndent, isMergeKey, loneSurrogate, misreadCharacter } from './misread';
import { isMisquoted } from './quoted';
import { isResolved } from './resolved';

/** Why Kubernetes does not read a text as it is where cdk8s writes it; half of a character cannot be written at all. */
export type Misreading = 'half' | 'character' | 'indent' | 'backslash' | 'number' | 'merge';

/** How cdk8s writes a text: as it is, in quotes, in quotes with lines of its own, or as a block of lines. */
type Style = 'plain' | 'quoted' | 'lines' | 'block';

const special = /[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
// What cdk8s writes in double quotes wherever it stands.
const control = /[\0-\u0008\u000b-\u001f\u007f-\u009f]/;
// What would be another thing without quotes: an indicator at the start, one beside a space, white space at the ends.
const indicator = /^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/;

/** How a text is written as the value of a key or the item of a list, unless that would be misread. */
export function styleOf(text: string): Style | Misreading {
  const isSpecial = special.test(text);
  if (isSpecial && loneSurrogate.test(text)) return 'half';
  if (isSpecial && misreadCharacter.test(text)) return 'character';
  // A block cannot end in a line of white space.
  if ((isSpecial && control.test(text)) || /\n[\t ]+$/.test(text)) return isMisquoted(text) ? 'backslash' : 'lines';
  if (text.includes('\n')) return isMisreadIndent(text) ? 'indent' : 'block';
  return styleOnOneLine(text);
}

/** The same for a key, which has one line. */
export function keyStyleOf(key: string): 'plain' | 'quoted' | 'lines' | Misreading {
  const isSpecial = special.test(key);
  if (isSpecial && loneSurrogate.test(key)) return 'half';
  if (isSpecial && misreadCharacter.test(key)) return 'character';
  if (isMergeKey(key)) return 'merge';
  return (isSpecial && control.test(key)) || key.includes('\n') ? 'lines' : styleOnOneLine(key);
}

function styleOnOneLine(text: string): 'plain' | 'quoted' | 'number' {
  if (indicator.test(text) || isResolved(text)) return 'quoted';
  return isGoNumber(text) ? 'number' : 'plain';
}
