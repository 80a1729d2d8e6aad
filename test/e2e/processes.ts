import { readFileSync, readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { leaksIn } from '../canary';

/** What was seen of the processes of this machine while something ran. */
export type Seen = {
  /** How often all of them were looked at. */
  readonly looks: number;
  /** The command lines of what the command started. */
  readonly children: ReadonlySet<string>;
  /** Where canaries were. */
  readonly leaks: readonly string[];
};

/**
 * Looks into the arguments and environments of all processes, again and again, while `work` goes on.
 *
 * @param mayHold the process whose environment may have the canaries, as it was started so
 */
export async function watchProcesses(
  canaries: Readonly<Record<string, string>>,
  work: (started: (pid: number) => void) => Promise<unknown>,
  { mayHold = false }: { readonly mayHold?: boolean } = {},
): Promise<Seen> {
  const state: { main: number | undefined; done: boolean } = { main: undefined, done: false };
  const children = new Set<string>();
  const leaks = new Set<string>();
  let looks = 0;
  const working = work(pid => (state.main = pid)).finally(() => (state.done = true));
  while (!state.done) {
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      if (Number(pid) === process.pid) continue;
      const [command, environment] = [of(pid, 'cmdline'), of(pid, 'environ')];
      for (const leak of leaksIn(command, canaries)) leaks.add(`arguments: ${leak}`);
      const own = Number(pid) === state.main;
      if (!(own && mayHold)) for (const leak of leaksIn(environment, canaries)) leaks.add(`environment: ${leak}`);
      if (parentOf(pid) === state.main) children.add(command.replaceAll('\0', ' '));
    }
    looks++;
    await setImmediate();
  }
  await working;
  return { looks, children, leaks: [...leaks] };
}

/** A file of a process, which may have ended meanwhile. */
function of(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const parentOf = (pid: string): number => Number(/^PPid:\s*(\d+)$/m.exec(of(pid, 'status'))?.[1] ?? 0);
