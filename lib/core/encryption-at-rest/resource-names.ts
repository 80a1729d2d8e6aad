import { FieldError } from '../field-error';
import { groupResource } from './configuration';

/** Without an API of their own, they are never encrypted. */
const withoutApi = ['apiserveripinfo', 'serviceipallocations', 'servicenodeportallocations'];

const pattern = /^(\*|[a-z0-9][-a-z0-9]*)(\.(\*|([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?))?$/;

/** Whether a resource can have that name. An API server takes nearly any other too, and encrypts nothing by it. */
export const isResourceName = (name: string): boolean => pattern.test(name);

/**
 * Throws unless each name is one that a resource can have, for a list that is new.
 *
 * @throws FieldError for that, and for what an API server refuses
 */
export function requireNewResourceNames(path: string, names: readonly string[]): void {
  if (names.length === 0) throw new FieldError(path, 'must name at least one resource, such as secrets');
  requireResourceNames(path, names);
  const wrong = names.findIndex(name => !isResourceName(name));
  if (wrong >= 0)
    throw new FieldError(
      `${path}[${wrong}]`,
      'must be a resource such as secrets, deployments.apps, *.apps, *. or *.*; a part such as pods/status is stored with its resource',
    );
}

/**
 * The names of one list, as an API server takes them.
 *
 * @throws FieldError for a name that it refuses, and for two that overlap
 */
export function requireResourceNames(path: string, names: readonly unknown[]): asserts names is readonly string[] {
  names.forEach((name, index) => {
    const problem = typeof name === 'string' ? problemOf(name) : 'must be a text such as secrets or deployments.apps';
    if (problem !== undefined) throw new FieldError(`${path}[${index}]`, problem);
  });
  requireNoOverlap(path, names as readonly string[]);
}

function problemOf(name: string): string | undefined {
  if (name !== name.toLowerCase()) return 'must be in lower case';
  if (name === '*') return 'must be "*." for the resources of the core group, or "*.*" for all';
  if (withoutApi.includes(name)) return 'is no resource of the API, and can not be encrypted';
  const { resource, group } = groupResource(name);
  if (group === 'events.k8s.io') return 'must be events: that is the group in which etcd has them';
  if (group === 'extensions') return 'is of a group that is gone; name the group that the resource is in now';
  if (group === '*' && resource !== '*') return 'must name one group: the same resource of all groups can not be meant';
  return undefined;
}

function requireNoOverlap(path: string, names: readonly string[]): void {
  const all = names.map(groupResource);
  for (const [index, one] of all.entries()) {
    for (const [other, two] of all.entries()) {
      if (index === other) continue;
      const same = one.group === two.group;
      if (same && one.resource === two.resource)
        throw new FieldError(`${path}[${Math.max(index, other)}]`, 'is in the list already; name it once');
      if (one.group === '*' || (same && one.resource === '*'))
        throw new FieldError(
          `${path}[${other}]`,
          `is a part of "${names[index] ?? ''}" in the same list; leave one out`,
        );
    }
  }
}

/**
 * Throws where a wildcard of an earlier list hides a resource of a later one.
 *
 * @param lists the names of each list, and its path
 */
export function requireNoneHidden(
  lists: readonly { readonly path: string; readonly names: readonly string[] }[],
): void {
  const wildcards: { readonly group: string; readonly text: string; readonly path: string }[] = [];
  for (const { path, names } of lists) {
    for (const [index, name] of names.entries()) {
      const { group } = groupResource(name);
      const hiding = wildcards.find(wildcard => wildcard.group === '*' || wildcard.group === group);
      if (hiding)
        throw new FieldError(
          `${path}[${index}]`,
          `is hidden by "${hiding.text}" in ${hiding.path}; put the list with the wildcard last`,
        );
    }
    for (const name of names) {
      const { resource, group } = groupResource(name);
      if (resource === '*') wildcards.push({ group, text: name, path });
    }
  }
}
