import type { IConstruct } from 'constructs';

/**
 * Asks every construct once, in the order of the tree.
 *
 * @throws Error with what all of them say, in the words of cdk8s
 */
export function validate(root: IConstruct): void {
  const errors: string[] = [];
  for (const { node } of root.node.findAll()) {
    for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
  }
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}
