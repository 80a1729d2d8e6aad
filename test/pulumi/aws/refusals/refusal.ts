/** A value as it is, or as an Output that is not known at once. */
export type As = <Value>(value: Value) => Value;

/** A mistake that is refused. */
export type Refusal = {
  /** Completes `fails when …`. */
  readonly failsWhen: string;
  /** Makes the mistake, with what may come late as it is told. */
  readonly declare: (as: As) => unknown;
  /** Whose mistake it is, and the path of the error. */
  readonly at: string;
  /** What the problem says. */
  readonly says: RegExp;
  /** What is not registered when the mistake comes late. @default - it can't come late */
  readonly before?: readonly string[];
  /** Whether it is seen only once AWS has told what it made. @default false */
  readonly onlyLate?: boolean;
};

/** The name in front of a path. */
export const nameIn = ({ at }: Refusal): string => at.slice(0, at.indexOf(':'));
