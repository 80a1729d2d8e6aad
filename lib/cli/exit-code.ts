/** What the command answers the shell. These numbers are API. */
export const exitCode = {
  /** Done; a check found nothing. */
  done: 0,
  /** Refused, or something outside failed: no file is changed but those that were named as done. */
  refused: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A check found something. */
  found: 3,
  /** Somebody pressed Ctrl-C or Ctrl-D at a prompt. */
  cancelled: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Thrown to end a command with another code than `done`. What there is to say has been said. */
export class Ended extends Error {
  override readonly name = 'Ended';

  constructor(readonly code: ExitCode) {
    super(`ends with exit code ${code}`);
  }
}
