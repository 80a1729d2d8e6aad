import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { ResourceName, StandIn } from './stand-in';

/** What a stand-in did to a resource; a replacement is a `delete` and a `create`, in the order in which they happened. */
export type Done = ResourceName & { readonly verb: Verb };
export type Verb = 'create' | 'update' | 'delete';

/** Where a stand-in is to fail, before it has done anything to the resource. */
export type Failure =
  /** At the Nth creation of the operation, over all providers; 1 is the first. */
  | { readonly creation: number }
  /** At whatever is done to the resource that the program calls so. */
  | { readonly resource: string };

/** The variables by which the harness talks to the stand-ins, which the engine starts. */
export const logVariable = 'KEYWIRE_STAND_IN_LOG';
export const failureVariable = 'KEYWIRE_STAND_IN_FAILURE';

type Line = Done & { readonly phase: 'begun' | 'done' };

/** What the stand-ins finished, in that order. */
export function readLog(file: string): readonly Done[] {
  const done = readLines(file).filter(({ phase }) => phase === 'done');
  return done.map(({ verb, type, name }) => ({ verb, type, name }));
}

/** The stand-in, which also keeps the log and fails where it was told to. */
export function logged(standIn: StandIn): StandIn {
  const during = async <T>(verb: Verb, { type, name }: ResourceName, act: () => Promise<T>): Promise<T> => {
    note({ verb, type, name, phase: 'begun' });
    failIfTold(verb, name);
    const result = await act();
    note({ verb, type, name, phase: 'done' });
    return result;
  };
  return {
    ...standIn,
    create: (resource, inputs) => during('create', resource, () => standIn.create(resource, inputs)),
    update: (resource, stored, news) => during('update', resource, () => standIn.update(resource, stored, news)),
    delete: (resource, stored) => during('delete', resource, () => standIn.delete(resource, stored)),
  };
}

function note(line: Line): void {
  const file = process.env[logVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

function failIfTold(verb: Verb, name: string): void {
  const told = process.env[failureVariable];
  if (told === undefined) return;
  const failure = JSON.parse(told) as Failure;
  const fails = 'resource' in failure ? failure.resource === name : verb === 'create' && isCreation(failure.creation);
  if (fails) throw new Error(`the stand-in fails to ${verb} ${name}, as the test told it`);
}

/** The log is the one thing that the processes of all stand-ins share. */
function isCreation(nth: number): boolean {
  const begun = readLines(process.env[logVariable] ?? '').filter(
    ({ verb, phase }) => verb === 'create' && phase === 'begun',
  );
  return begun.length === nth;
}

function readLines(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line) as Line);
}
