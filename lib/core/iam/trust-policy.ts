import type { Conditions } from './policy-document';

/** Who may take a role, ready for `JSON.stringify`. */
export type TrustPolicy = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Principal: { readonly Federated: string } | { readonly Service: string };
    readonly Action: readonly string[];
    readonly Condition?: Conditions | undefined;
  }[];
};
