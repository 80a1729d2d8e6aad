import type { PolicyDocument } from './policy-document';

/** Whether a policy allows all that another one allows. Conditions are not looked at. */
export function covers(policy: PolicyDocument, needed: PolicyDocument): boolean {
  const allows = (action: string, resource: string): boolean =>
    policy.Statement.some(
      ({ Action, Resource }) => Action.includes(action) && Resource.some(pattern => matches(pattern, resource)),
    );
  return needed.Statement.every(({ Action, Resource }) =>
    Action.every(action => Resource.every(resource => allows(action, resource))),
  );
}

/** Whether a resource is one of those that a pattern of IAM stands for; a pattern is, if it is a narrower one. */
function matches(pattern: string, resource: string): boolean {
  const literal = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(resource);
}
