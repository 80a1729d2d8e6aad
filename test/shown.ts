import { format, inspect } from 'node:util';

/** All that a program may print of a value, by accident or while somebody looks into it. */
export function shownOf(value: unknown): string {
  const ways: readonly (() => unknown)[] = [
    () => inspect(value),
    () => inspect(value, { depth: 8, showHidden: true, getters: true, maxStringLength: Infinity }),
    () => format('%s %o %O %j', value, value, value, value),
    () => JSON.stringify(value),
    () => String(value),
    () => inspect(structuredClone(value), { depth: 8 }),
    () => Object.entries(value as object).join(),
  ];
  return ways.map(shownBy).join('\n');
}

function shownBy(way: () => unknown): string {
  try {
    return String(way());
  } catch (error) {
    return errorText(error);
  }
}

/** All that is printed of an error, with its stack and its cause. */
export function errorText(error: unknown): string {
  const { message, stack, cause } = error as Error;
  return [message, stack, inspect(cause, { depth: 8 }), inspect(error, { depth: 8, showHidden: true })].join('\n');
}

/** What a call throws, or undefined. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
