import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program';

export type EventuallyOptions = {
  /** Whose logs explain a failure; when one of them ends, there is nothing left to wait for. @default - none */
  readonly programs?: readonly Program[];
  /** In milliseconds. @default 30_000 */
  readonly timeout?: number;
};

/**
 * Asks `probe` until it answers with something other than `undefined`.
 *
 * A probe that throws is asked again. Throws at the deadline with `what`, the last error, and the end of the logs.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  { programs = [], timeout = 30_000 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeout;
  let lastError: unknown;
  for (;;) {
    const ended = programs.find(program => program.ending() !== undefined);
    if (ended !== undefined) {
      throw new Error(`${what}: ${ended.name} ended: ${ended.ending() ?? ''}${logs([ended])}`, { cause: lastError });
    }
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) throw new Error(lateMessage(what, timeout, lastError) + logs(programs));
    await sleep(100);
  }
}

function lateMessage(what: string, timeout: number, lastError: unknown): string {
  const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
  return `${what}: not within ${timeout / 1000} s${reason}`;
}

function logs(programs: readonly Program[]): string {
  return programs.map(program => `\n--- the end of ${program.name}.log\n${program.logTail()}`).join('');
}
