import { Ended, exitCode } from '../../lib/cli/exit-code';
import type { Io } from '../../lib/cli/io';
import { run } from '../../lib/cli/run';
import { FieldError } from '../../lib/core/field-error';

/** What a command is started with. */
export type Setting = {
  /** The answers to prompts, in their order; `undefined` is Ctrl-C. Without them, nobody is there to be asked. */
  readonly answers?: readonly (string | undefined)[];
  /** What happens while somebody thinks of an answer. */
  readonly meanwhile?: () => unknown;
  /** @default '' */
  readonly stdin?: string;
  /** @default {} */
  readonly env?: Io['env'];
  /** @default false */
  readonly colour?: boolean;
};

/** What a command has said and asked. */
export type Said = { readonly out: string; readonly err: string; readonly asked: readonly string[] };

/** An Io that remembers. */
export function fakeIo({ answers, meanwhile, stdin = '', env = {}, colour = false }: Setting = {}): Io & {
  said(): Said;
} {
  const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
  const left = [...(answers ?? [])];
  return {
    out: text => void out.push(text),
    err: text => void err.push(text),
    stdin: most => {
      if (stdin.length > most) throw new FieldError('stdin', `is larger than ${most} bytes`);
      return Promise.resolve(Buffer.from(stdin));
    },
    askHidden: question => {
      asked.push(question);
      meanwhile?.();
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Ended(exitCode.cancelled)) : Promise.resolve(answer);
    },
    interactive: answers !== undefined,
    colour,
    env,
    said: () => ({ out: out.join('\n'), err: err.join('\n'), asked }),
  };
}

/** Runs a command line, and answers with its exit code and what it said. */
export async function ran(args: readonly string[], setting?: Setting): Promise<Said & { readonly code: number }> {
  const io = fakeIo(setting);
  const code = await run(args, io);
  return { code, ...io.said() };
}
