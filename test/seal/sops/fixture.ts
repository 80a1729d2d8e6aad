import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a file made by sops; `fixtures/README.md` says how. */
export const fixturePath = (name: string): string => join(__dirname, 'fixtures', name);

export const fixture = (name: string): string => readFileSync(fixturePath(name), 'utf8');

type Person = 'alice' | 'bob' | 'carol';

export const identityOf = (person: Person): string => /^AGE-SECRET-KEY-.*$/m.exec(fixture(`${person}.txt`))?.[0] ?? '';

export const recipientOf = (person: Person): string => /age1\w+/.exec(fixture(`${person}.txt`))?.[0] ?? '';

/** What a promise is rejected with, in a line. */
export const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'not refused',
    (error: unknown) => String(error),
  );
