import { ResourceError } from '@pulumi/pulumi';
import { showsSecret } from '../../bad-inputs/secret-values';
import type { Refused } from '../../bad-inputs/row';
import { errorText } from '../../shown';
import type { Outcome } from '../program';

/** In Pulumi, the logical name stands for the path of the construct; a file's stays. */
export const inPulumi = (at: string): string => (at.startsWith('/') ? at : at.replace(/^.*\/(?=[^/]*: )/, ''));
export const nameIn = (at: string): string => inPulumi(at).split(':')[0] ?? '';

/** Throws unless a program fails with that one error, as Pulumi prints it best, which shows no secret value of the table. */
export function expectOneError({ errors, messages }: Outcome, { at, says }: Pick<Refused, 'at' | 'says'>): void {
  const [error] = errors as readonly Error[];
  expect(messages).toEqual([expect.stringMatching(says)]);
  expect(error?.message.startsWith(`${inPulumi(at).replace(/: $/, '')}: `)).toBe(true);
  // Outside of a component there is no resource to blame.
  if (at.startsWith('orders/'))
    expect([ResourceError.isInstance(error), error]).toMatchObject([true, { hideStack: true }]);
  expect(showsSecret(errorText(error))).toBe(false);
}
