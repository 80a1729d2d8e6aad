/**
 * What a kubelet makes of a container's `env[].value`, after `third_party/forked/golang/expansion` of Kubernetes.
 *
 * The kubelets of old take one byte for the character behind a `$`, and so break one that has more.
 */
export function expanded(text: string, valueOf: (name: string) => string, character: 'rune' | 'byte' = 'rune'): string {
  const characters = Array.from(character === 'rune' ? text : Buffer.from(text).toString('latin1'));
  let result = '';
  for (let at = 0; at < characters.length; at++) {
    const [here = '', next] = characters.slice(at, at + 2);
    const end = next === '(' ? characters.indexOf(')', at) : -1;
    if (here !== '$' || next === undefined) {
      result += here;
    } else if (end > at) {
      result += valueOf(characters.slice(at + 2, end).join(''));
      at = end;
    } else {
      result += next === '$' ? '$' : here + asRune(next, character);
      at += 1;
    }
  }
  return character === 'rune' ? result : Buffer.from(result, 'latin1').toString();
}

/** Go's `string(b)` is the character with the code of the byte, written in UTF-8. */
const asRune = (next: string, character: 'rune' | 'byte'): string =>
  character === 'rune' ? next : Buffer.from(next).toString('latin1');
