import { randomBytes } from 'node:crypto';
import { metadataOf } from './kubernetes-objects';
import type { Properties } from './wire';
import { isProperties, text } from './wire';

/** How the real provider tells later that it made a name up. */
const autonamed = 'pulumi.com/autonamed';

export function annotation(object: Properties, name: string): string {
  const { annotations } = metadataOf(object);
  return isProperties(annotations) ? text(annotations[name]) : '';
}

export function isAutonamed(object: Properties): boolean {
  return annotation(object, autonamed) === 'true';
}

export function withMetadata(object: Properties, fields: Properties): Properties {
  return { ...object, metadata: { ...metadataOf(object), ...fields } };
}

/** The object with a name: its own, else the one that was made up for it before, else a new one. */
export function withName(object: Properties, resource: string, old: Properties | undefined): Properties {
  const { name, annotations } = metadataOf(object);
  if (name !== undefined || (old !== undefined && !isAutonamed(old))) return object;
  const made = old === undefined ? `${resource}-${randomBytes(4).toString('hex')}` : text(metadataOf(old).name);
  const others = isProperties(annotations) ? annotations : {};
  return withMetadata(object, { name: made, annotations: { ...others, [autonamed]: 'true' } });
}

/** An id as the real provider has it: `namespace/name`, or the name of what lies in no namespace. */
export function idOf(object: Properties): string {
  const { namespace, name } = metadataOf(object);
  return namespace === undefined ? text(name) : `${text(namespace)}/${text(name)}`;
}
