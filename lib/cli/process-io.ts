import type { Readable } from 'node:stream';
import type * as Prompts from '@clack/prompts';
import { FieldError } from '../core/field-error';
import { Ended, exitCode } from './exit-code';
import type { Io } from './io';

/** The terminal, or whatever this process was started with. */
export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  const ci = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  const interactive = stdin.isTTY && stderr.isTTY && !ci;
  return {
    out: text => void stdout.write(`${text}\n`),
    err: text => void stderr.write(`${text}\n`),
    stdin: most => allOf(stdin, most),
    askHidden,
    interactive,
    // https://no-color.org
    colour: stderr.isTTY && !ci && (env.NO_COLOR ?? '') === '',
    env,
  };
}

/** All of a stream, up to a size. */
export async function allOf(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new FieldError('stdin', `is larger than ${most} bytes, the most that is read from there`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function askHidden(question: string): Promise<string> {
  // Loaded when somebody is asked: in CI nobody is.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { password, isCancel } = require('@clack/prompts') as typeof Prompts;
  const cancelled = new AbortController();
  // Nothing else is under way, and no answer can come: after Ctrl-D, for one, which closes the input.
  const cancel = (): void => {
    cancelled.abort();
  };
  process.once('beforeExit', cancel);
  const answer: unknown = await password({ message: question, output: process.stderr, signal: cancelled.signal });
  process.off('beforeExit', cancel);
  if (isCancel(answer)) throw new Ended(exitCode.cancelled);
  // Undefined where somebody just presses Enter.
  return typeof answer === 'string' ? answer : '';
}
