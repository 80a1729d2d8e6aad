/**
 * The keys in the order in which cdk8s writes them, which the MAC depends on.
 *
 * cdk8s sorts them and makes an object of them, and in an object those that are numbers come first.
 */
export function inWrittenOrder(keys: Iterable<string>): readonly string[] {
  const sorted = [...keys].sort();
  const isIndex = (key: string) => /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
  return [
    ...sorted.filter(isIndex).sort((one, other) => Number(one) - Number(other)),
    ...sorted.filter(key => !isIndex(key)),
  ];
}
