import type * as Yaml from 'yaml';
import type { EncryptionConfiguration, Provider } from '../../core/encryption-at-rest/configuration';
import { unsafePlain, unsafePlainKey, unsafePlainProvider } from '../../core/encryption-at-rest/plain';
import { readConfiguration } from '../../core/encryption-at-rest/read-configuration';
import { yaml } from '../yaml';
import { listOf } from './list-of';

/** The text of a file, and what was read out of it. */
export type ConfigurationText = {
  readonly text: string;
  readonly document: Yaml.Document;
  readonly configuration: EncryptionConfiguration;
};

const comment = ' For kube-apiserver, --encryption-provider-config. It holds keys: never put it into Git.';

/** Go reads YAML 1.1, where `yes` is no text; in quotes everything is what it seems. */
const style = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 } as const;

/** The documents of a text, as the API server reads YAML. Their warnings would quote it. */
export const parseYaml = (text: string): readonly Yaml.Document[] => [
  ...yaml().parseAllDocuments(text, { version: '1.1', logLevel: 'error' }),
];

/** The text of a new file. */
export function newText(configuration: EncryptionConfiguration): string {
  const document = new (yaml().Document)(unsafePlain(configuration));
  document.commentBefore = comment;
  return document.toString(style);
}

/**
 * The text with another configuration in it. Comments stay with what they stand at, but for files with anchors, and JSON
 * stays JSON.
 */
export function changedText(before: ConfigurationText, after: EncryptionConfiguration): string {
  if (before.text.trimStart().startsWith('{')) return `${JSON.stringify(unsafePlain(after), null, 2)}\n`;
  const { document } = before;
  if (hasAliases(document)) return newText(after);
  for (const [index, { providers }] of after.resources.entries()) {
    const old = before.configuration.resources[index]?.providers ?? [];
    if (providers === old) continue;
    const list = listOf(before.text, document.getIn(['resources', index]), 'providers');
    if (!list) continue;
    const nodes = [...list.items];
    list.items = providers.map(provider => providerNode(before, provider, old, nodes));
  }
  const text = document.toString(style);
  // What is written must be what was meant, whatever the file looked like.
  const again = readConfiguration(parseYaml(text)[0]?.toJS());
  return JSON.stringify(unsafePlain(again)) === JSON.stringify(unsafePlain(after)) ? text : newText(after);
}

function hasAliases(document: Yaml.Document): boolean {
  let found = false;
  yaml().visit(document, { Alias: () => void (found = true) });
  return found;
}

/** The node that a provider had, with its comments, or a new one. */
function providerNode(
  { text, document }: ConfigurationText,
  provider: Provider,
  old: readonly Provider[],
  nodes: readonly unknown[],
): unknown {
  const same = old.indexOf(provider);
  if (same >= 0) return nodes[same];
  if (!('keys' in provider)) return document.createNode(unsafePlainProvider(provider));
  for (const [index, was] of old.entries()) {
    if (!('keys' in was) || !was.keys.some(key => provider.keys.includes(key))) continue;
    const node = nodes[index];
    const keys = yaml().isMap(node) ? listOf(text, node.get(provider.provider), 'keys') : undefined;
    if (!keys) continue;
    const items = [...keys.items];
    keys.items = provider.keys.map(key => {
      const place = was.keys.indexOf(key);
      return place < 0 ? document.createNode(unsafePlainKey(key)) : items[place];
    });
    return node;
  }
  return document.createNode(unsafePlainProvider(provider));
}
