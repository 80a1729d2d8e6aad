import { escapeSpecial } from '../escape-special';
import type { AgeKey } from './metadata';

/** What is written: text, a flag, a map in its order, or a list of maps. */
export type Written = string | true | ReadonlyMap<string, Written> | readonly ReadonlyMap<string, Written>[];

/** The recipients' keys, in the order in which sops writes their entries. */
export const writtenKeys = (keys: readonly AgeKey[]): readonly ReadonlyMap<string, Written>[] =>
  keys.map(
    ({ recipient, enc }) =>
      new Map([
        ['enc', enc],
        ['recipient', recipient],
      ]),
  );

/** JSON with tabs, as sops writes it. */
export function jsonText(value: Written, indent = ''): string {
  if (value === true) return 'true';
  if (typeof value === 'string') return doubleQuoted(value);
  const inner = `${indent}\t`;
  const [open, lines, close] = Array.isArray(value)
    ? ['[', (value as readonly Written[]).map(item => jsonText(item, inner)), ']']
    : [
        '{',
        [...(value as ReadonlyMap<string, Written>)].map(
          ([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, inner)}`,
        ),
        '}',
      ];
  return `${open}\n${lines.map(line => inner + line).join(',\n')}\n${indent}${close}`;
}

/** YAML in the layout of sops, so that a file that sops rewrites later shows no other change. */
export function yamlText(map: ReadonlyMap<string, Written>, step = 4, indent = ''): string {
  return [...map].map(([key, value]) => `${indent}${yamlScalar(key)}:${yamlValue(value, step, indent)}`).join('');
}

/** What follows a key and its colon, to the end of the line, or of more of them. */
export function yamlValue(value: Written, step: number, indent: string): string {
  const inner = indent + ' '.repeat(step);
  if (value === true) return ' true\n';
  if (typeof value === 'string') {
    if (!armoured.test(value)) return ` ${yamlScalar(value)}\n`;
    // Go's YAML counts from the item of a list, not from the keys in it.
    const block = ' '.repeat((Math.floor(indent.length / step) + 1) * step);
    return ` |\n${value.replace(/^(?=.)/gm, block)}`;
  }
  if (!Array.isArray(value)) return `\n${yamlText(value as ReadonlyMap<string, Written>, step, inner)}`;
  const items = (value as readonly ReadonlyMap<string, Written>[]).map(item => {
    const text = yamlText(item, step, `${inner}  `);
    return `${inner}- ${text.slice(inner.length + 2)}`;
  });
  return `\n${items.join('')}`;
}

/** The only text of several lines that is written as such: another could begin with a space, or end with several breaks. */
const armoured = /^-----BEGIN AGE [^]*-----\n$/;

// What no YAML takes for anything but text: not `yes`, `0o14` or `1_000`.
const plain = /^(?!(?:[yn]|yes|no|on|off|true|false|null)$)[A-Za-z_^][A-Za-z0-9_.\/()|$^-]*$/i;
const ciphertext = /^ENC\[[A-Za-z0-9_,:+/=]+\]$/;

/** A text as a scalar in a block: as it is where it is safe, else in double quotes. */
export const yamlScalar = (text: string): string =>
  plain.test(text) || ciphertext.test(text) || /^\d+\.\d+\.\d+$/.test(text) ? text : doubleQuoted(text);

/** JSON is YAML, but for a few characters. */
export const doubleQuoted = (text: string): string => escapeSpecial(JSON.stringify(text));
