import type * as Age from 'age-encryption';

/** Who holds a key: what others encrypt for, and what opens it. */
export type AgeKey = { readonly recipient: string; readonly identity: string };

/** A fresh key, as `age-keygen` makes it. */
export async function newAgeKey(): Promise<AgeKey> {
  const age: typeof Age = await import('age-encryption');
  const identity = await age.generateIdentity();
  return { identity, recipient: await age.identityToRecipient(identity) };
}
