import { execFile } from 'node:child_process';
import { FieldError } from '../../core/field-error';
import { mostOfAnswer } from './controller-transport';

/** Which cluster kubectl talks to. */
export type KubectlContext = {
  /** A context of the kubeconfig: never the current one, which may be another cluster tomorrow. */
  readonly context: string;
  /** The environment of kubectl. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The program. @default 'kubectl' */
  readonly program?: string | undefined;
};

/** What kubectl answered. */
export type KubectlAnswer = {
  /** The server's status in HTTP's numbers, or undefined where the server did not answer. */
  readonly status: number | undefined;
  readonly stdout: Buffer;
  /** Why it failed, in one line. */
  readonly message: string;
};

const statuses: Readonly<Record<string, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  // What it makes of 409 in answer to a POST.
  AlreadyExists: 409,
  Conflict: 409,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
};

/** How kubectl is run. */
type RunOptions = {
  /** What it gets on standard input, as others may see its arguments. @default '' */
  readonly input?: string | undefined;
  /** In milliseconds. @default 60_000, as it may have to log in */
  readonly timeout?: number | undefined;
};

/** Runs kubectl to its end. @throws FieldError without kubectl, and without a context */
export function runKubectl(
  { context, env = process.env, program = 'kubectl' }: KubectlContext,
  args: readonly string[],
  { input = '', timeout = 60_000 }: RunOptions = {},
): Promise<KubectlAnswer> {
  const options = { env: { ...env }, encoding: 'buffer', timeout, maxBuffer: mostOfAnswer } as const;
  return new Promise((resolve, reject) => {
    // To kubectl, an empty one is the current one.
    if (context === '') throw new FieldError('context', 'must name a context of the kubeconfig');
    const child = execFile(program, [`--context=${context}`, ...args], options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') {
        reject(new FieldError(program, 'is not on PATH; install it, or name the address with --controller'));
        return;
      }
      if (error?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
        reject(new FieldError(program, 'answers with more than 4 MiB; name the controller'));
        return;
      }
      const message = error?.killed ? `kubectl does not end within ${timeout / 1000} s` : lineOf(stderr.toString());
      resolve({ status: error ? statusOf(message) : 200, stdout, message });
    });
    // It may end before it has read all; why, it says itself.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

function statusOf(message: string): number | undefined {
  const [, reason = ''] = /^Error from server \((\w+)\)/.exec(message) ?? [];
  return statuses[reason];
}

/** The last line, where kubectl says why it failed, and no more of it than fits one. */
function lineOf(stderr: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line || 'kubectl failed and does not say why';
}
