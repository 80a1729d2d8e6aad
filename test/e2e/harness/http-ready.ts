import { eventually } from './eventually';
import type { Program } from './program';

/** Waits until `url` answers with 2xx. */
export async function httpReady(url: string, program: Program): Promise<void> {
  const probe = async (): Promise<true | undefined> => ((await fetch(url)).ok ? true : undefined);
  await eventually(`${program.name} answers`, probe, { programs: [program], timeout: 60_000 });
}
