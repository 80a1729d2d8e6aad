const words = new Set(
  [
    ['', '~', 'null', 'Null', 'NULL', '.nan', '.NaN', '.NAN'],
    ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'],
    ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'],
    ['', '+', '-'].flatMap(sign => [`${sign}.inf`, `${sign}.Inf`, `${sign}.INF`]),
  ].flat(),
);

const number =
  /^[-+]?(?=[\d.eE])(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|(?:\d[\d_]*)?(?:\.[\d_]*)?(?:[eE][-+]?\d+)?)$/;

const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[tT]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)?$/;

/** Whether YAML 1.1 takes a plain text for something else than a text, so that cdk8s quotes it. */
export function isResolved(text: string): boolean {
  const first = text.charCodeAt(0);
  // Most texts begin with a letter; no number does, but an exponent without one.
  if (first > 0x39 && first !== 0x45 && first !== 0x65) return text.length <= 5 && words.has(text);
  return words.has(text) || number.test(text) || timestamp.test(text);
}
