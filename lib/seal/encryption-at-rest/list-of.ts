import type * as Yaml from 'yaml';
import { yaml } from '../yaml';

/**
 * The list of a field, with each comment at what it stands at, so that its items may change places.
 *
 * The `yaml` package has all comments above the first item at the list. They go to the item, but for what a blank line
 * parts from it, which is about the list, and what stands beside the name of the field, which goes above that.
 *
 * @param text what `fields` was read from
 */
export function listOf(text: string, fields: unknown, name: string): Yaml.YAMLSeq | undefined {
  if (!yaml().isMap(fields)) return undefined;
  const pair = fields.items.find(({ key }) => yaml().isScalar(key) && key.value === name);
  if (!pair || !yaml().isScalar(pair.key) || !yaml().isSeq(pair.value)) return undefined;
  const { key, value: list } = pair;
  const [first] = list.items;
  if (typeof list.commentBefore !== 'string' || !yaml().isNode(first)) return list;
  const lines = list.commentBefore.split(/\r?\n/);
  if (hasBeside(text, key)) addAbove(key, lines.splice(0, 1));
  const ofList = lines.splice(0, lines.lastIndexOf('') + 1);
  list.commentBefore = ofList.length > 0 ? ofList.join('\n') : null;
  addAbove(first, lines);
  return list;
}

/** Whether a comment begins in the line of a field's name. */
const hasBeside = (text: string, { range }: Yaml.Scalar): boolean =>
  range ? /^[ \t]*:[ \t]+#/.test(text.slice(range[1], text.indexOf('\n', range[1]))) : false;

function addAbove(node: Yaml.Node, lines: readonly string[]): void {
  const all = [...lines, ...(typeof node.commentBefore === 'string' ? [node.commentBefore] : [])];
  if (all.length > 0) node.commentBefore = all.join('\n');
}
