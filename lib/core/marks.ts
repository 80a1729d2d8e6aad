/**
 * A record with a mark of its own, which a spread copies along: in `{ ...one, ...other }` both marks are there, so that
 * what the second has written over can be told.
 */
export function marked<Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return { ...entries, [Symbol('credential')]: entries };
}

/** The first name in a record that was given by a marked one, and then written over. */
export function overwritten(record: Readonly<Record<string, unknown>>): string | undefined {
  for (const mark of Object.getOwnPropertySymbols(record)) {
    const given = (record as Record<symbol, Readonly<Record<string, unknown>> | undefined>)[mark] ?? {};
    const name = Object.keys(given).find(each => Object.hasOwn(record, each) && record[each] !== given[each]);
    if (name !== undefined) return name;
  }
  return undefined;
}
