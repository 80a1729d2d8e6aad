import type { SecretValue } from './secret-value';

/** What the core needs of cdk8s or Pulumi, and all that it knows of them. */
export type Engine<Text> = {
  /** Whether it applies what is made to a cluster itself, instead of writing manifests that something else applies. */
  readonly applies: boolean;
  /** A text made from others, some of which may be known only later. */
  readonly map: (texts: readonly Text[], make: (...known: string[]) => string) => Text;
  /**
   * Looks at plaintexts, as soon as they are known, and throws a FieldError at `path` for the problem that is found.
   * What `problemOf` returns must not tell anything of the values.
   */
  readonly check: (
    path: string,
    secrets: readonly SecretValue[],
    problemOf: (...plaintexts: string[]) => string | undefined,
  ) => void;
};
