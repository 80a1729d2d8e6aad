import { dirname, relative } from 'node:path';
import { isPlainObject } from '../../../core/deferred';
import { services } from '../../../seal/sops/metadata';
import type { Tree } from './objects-in';

/** The recipients that a file should have, and where that is said. */
export type Recipients = { readonly config: string; readonly recipients: readonly string[] };

/** How the keys in the metadata of a file differ from those of its rule, and what to do; nothing where they do not. */
export function checkRecipients(sops: unknown, { config, recipients }: Recipients): readonly string[] {
  const can = recipientsOf(sops);
  // A rule with any of these is refused, so that they are always more than it names.
  const others = otherKeysOf(sops);
  const more = [...can.filter(recipient => !recipients.includes(recipient)), ...others];
  const fewer = recipients.filter(recipient => !can.includes(recipient));
  const differ = [
    ...(more.length > 0 ? [`${more.join(', ')} can open it`] : []),
    ...(fewer.length > 0 ? [`${fewer.join(', ')} can't`] : []),
  ];
  if (differ.length === 0) return [];
  const advice =
    others.length > 0
      ? 'take other keys out with the sops program'
      : `say keywire sops recipients --by-rule${inFolderOf(config)}`;
  return [`is not for the recipients of the rule in ${config}: ${differ.join(', and ')}; ${advice}`];
}

/** Where to say it: a config that is not above the working directory is found from its own folder. */
const inFolderOf = (config: string): string =>
  relative(dirname(config), process.cwd()).startsWith('..') ? ` in ${dirname(config)}` : '';

/** The age recipients of a file, in groups or not. */
function recipientsOf(sops: unknown): readonly string[] {
  const keys = keyGroupsOf(sops).flatMap(group => itemsOf(group.age));
  return keys.flatMap(key => (isPlainObject(key) && typeof key.recipient === 'string' ? [key.recipient] : []));
}

/** The other services that have a key of a file, in words. */
const otherKeysOf = (sops: unknown): readonly string[] =>
  Object.entries(services).flatMap(([name, inWords]) =>
    keyGroupsOf(sops).some(group => itemsOf(group[name]).length > 0) ? [inWords] : [],
  );

/** What has the keys of a file: its metadata itself, and the groups in it. */
const keyGroupsOf = (sops: unknown): readonly Tree[] =>
  isPlainObject(sops) ? [sops, ...itemsOf(sops.key_groups).filter(isPlainObject)] : [];

const itemsOf = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []);
