/** What commands read from and write to. They know no other way in or out, but for the files that they are told. */
export type Io = {
  /** Results, which may be piped on: standard output. */
  out(text: string): void;
  /** What is said to somebody who looks on: standard error. */
  err(text: string): void;
  /** All of standard input. Throws a FieldError where it is larger than that many bytes. */
  stdin(most: number): Promise<Buffer>;
  /** Asks for one line without showing it. Throws `Ended` when it is cancelled. */
  askHidden(question: string): Promise<string>;
  /** Whether somebody is there to be asked, and to look at progress: never in CI. */
  readonly interactive: boolean;
  /** Whether standard error shows colours. */
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
};
