import { under } from '../../core/under';
import { planSeal, type AnySealSpec } from './plan-seal';
import { sealValues, type Threads } from './seal-values';
import type { SealedFile } from './sealed-file';

/**
 * Seals many credentials, each as `seal` does, in their order; from 2,000 values on, in as many threads as there are
 * processors. Values go to a thread as messages do, by no file and no environment.
 *
 * All values are checked before the first is sealed; whether each SealedSecret fits into etcd is seen at the end. Fields
 * are checked as the program runs, not by the compiler, as the credentials may be of different classes.
 *
 * @throws FieldError as `seal` does; it begins with the index of the credential
 */
export async function sealAll(specs: readonly AnySealSpec[], options: Threads = {}): Promise<readonly SealedFile[]> {
  const inSpec = <Result>(index: number, run: () => Result): Result => under(path => `[${index}]: ${path}`, run);
  const plans = specs.map((spec, index) => inSpec(index, () => planSeal(spec)));
  const ciphertexts = await sealValues(
    plans.flatMap(({ items }) => items),
    options,
  );
  let at = 0;
  return plans.map(({ items, finish }, index) => {
    const own = ciphertexts.slice(at, (at += items.length));
    return inSpec(index, () => finish(own));
  });
}
