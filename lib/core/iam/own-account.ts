import { parseArn } from '../arn';
import { FieldError } from '../field-error';
import type { PolicyDocument } from './policy-document';

/** Throws for a policy over resources of another account or partition than the identity that it is for. */
export function requireOwnAccount(path: string, { Statement }: PolicyDocument, identityArn: string): void {
  const own = parseArn(identityArn);
  for (const resource of Statement.flatMap(statement => statement.Resource)) {
    const there = parseArn(resource);
    if (!own || !there) continue;
    if (there.partition !== own.partition)
      throw new FieldError(
        path,
        `is of partition ${there.partition}, the identity of ${own.partition}; make the identity there, with a provider of that partition`,
      );
    if (there.account !== '' && there.account !== own.account)
      throw new FieldError(
        path,
        `is in account ${there.account}, the identity in ${own.account}; make the identity there, with a provider of that account`,
      );
  }
}
