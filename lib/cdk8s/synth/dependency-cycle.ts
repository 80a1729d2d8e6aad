import type { ConstructRecord } from './construct-records';

/** The error of cdk8s for constructs each of which depends on the next, and the last on the first. */
export function dependencyCycle(circle: readonly ConstructRecord[]): Error {
  const path = [...circle, ...circle.slice(0, 1)].map(record => record.path).join(' => ');
  return new Error(`Dependency cycle detected: ${path}`);
}
