import { FieldError } from '../field-error';

/** Where something that an identity uses is said to be. */
export type Place = {
  readonly path: string;
  readonly partition: string;
  /** The account; empty where the ARN does not tell. */
  readonly account: string;
};

/** Throws for places that no one identity serves: of two partitions, or in two accounts. */
export function requireOneIdentity(places: readonly Place[]): void {
  const [first] = places;
  const inAccount = places.find(({ account }) => account !== '');
  for (const { path, partition, account } of places) {
    if (first && partition !== first.partition) {
      throw new FieldError(
        path,
        `is of partition ${partition}, ${first.path} of ${first.partition}; no identity reaches over partitions: make one for each`,
      );
    }
    if (inAccount && account !== '' && account !== inAccount.account) {
      throw new FieldError(
        path,
        `is in account ${account}, ${inAccount.path} in ${inAccount.account}; an identity is of one account: make one for each`,
      );
    }
  }
}
