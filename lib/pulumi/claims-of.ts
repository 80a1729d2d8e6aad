import { runtime, type ComponentResource } from '@pulumi/pulumi';
import { Claims } from '../core/claims';

const claims = new WeakMap<object, Claims>();

/** What the components of one program have said of the objects of one cluster, which is what a provider stands for. */
export function claimsOf(component: ComponentResource): Claims {
  // Several programs may run in one process, one after the other: each has a monitor of its own.
  const cluster: object = component.getProvider('kubernetes:core/v1:Secret') ?? runtime.getMonitor() ?? component;
  const known = claims.get(cluster) ?? new Claims();
  claims.set(cluster, known);
  return known;
}
