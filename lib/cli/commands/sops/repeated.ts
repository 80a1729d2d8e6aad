/** Collects what an option is given each time that it stands on the command line. */
export const repeated = (argument: string, before: readonly string[] = []): readonly string[] => [...before, argument];
