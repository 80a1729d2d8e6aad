import type { StringFormat } from '../../lib/core/crd-schema';

/** A set of kinds that goes to one pair of files, `NAMEs.ts` and `NAME-schemas.ts`. */
export type Family = {
  /** Singular, in kebab case. */
  readonly name: string;
  /** The files of TriggerMesh's `config` folder that define the kinds. */
  readonly crds: RegExp;
  /** How many kinds there are: a rename upstream must not lose one. */
  readonly kinds: number;
  /** The fields of `spec` that keywire writes: users do not see them. */
  readonly written: readonly string[];
  /** Formats that the CRD does not state, by `Kind.field`. */
  readonly formats: Readonly<Record<string, StringFormat>>;
};

export const families: readonly Family[] = [
  {
    name: 'aws-source',
    crds: /^300-aws\w+source\.yaml$/,
    kinds: 12,
    written: ['auth', 'sink'],
    formats: {
      // Plain strings in the CRD, but apis.Duration in Go: one value that time.ParseDuration refuses fails the decoding
      // of the whole list, and with it every source of the kind.
      'AWSCloudWatchLogsSource.pollingInterval': 'duration',
      'AWSCloudWatchSource.pollingInterval': 'duration',
      'AWSPerformanceInsightsSource.pollingInterval': 'duration',
    },
  },
];
