import type { Chart } from 'cdk8s';

/** What a real API server says. */
export type Kubernetes = 'lets it through' | { readonly refusesIt: RegExp };

/** What somebody without keywire would have applied with the same mistake, and what a real API server says to it. */
type WithoutKeywire =
  | {
      readonly byHand: readonly object[];
      /** The objects are sound; what cdk8s' own `App` writes for them is not what Kubernetes reads. */
      readonly misreadAsYaml?: true;
      readonly kubernetes: Kubernetes;
    }
  | { readonly byHand?: never; readonly misreadAsYaml?: never; readonly kubernetes?: never };

/** A mistake that keywire refuses. */
export type Refused = WithoutKeywire & {
  /** The number of the bad input. */
  readonly number: number;
  /** Completes `fails when …`. */
  readonly failsWhen: string;
  /** Makes the mistake in the chart `orders`, whose namespace is `orders`. */
  readonly declare: (chart: Chart) => void;
  /** The path of the error. */
  readonly at: string;
  /** Part of the problem. */
  readonly says: RegExp;
};

/** A mistake that nothing declared with keywire can make: it is looked for in what comes out. */
export type Impossible = WithoutKeywire & {
  readonly number: number;
  /** Completes `never …`. */
  readonly never: string;
  /** Comes as near to the mistake as keywire lets one. */
  readonly declare: (chart: Chart) => void;
  /** The places with the mistake. It finds those made by hand, and none in what keywire writes. */
  readonly mistakesIn: (manifests: readonly object[]) => readonly unknown[];
};

export type Row = Refused | Impossible;

export const isRefused = (row: Row): row is Refused => 'failsWhen' in row;
export const isImpossible = (row: Row): row is Impossible => 'never' in row;

/** The mistake in words. */
export const mistakeOf = (row: Row): string => (isRefused(row) ? row.failsWhen : `keywire never ${row.never}`);
