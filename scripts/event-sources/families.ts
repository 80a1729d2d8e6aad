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
  /** What an editor shows of a field, by its name and in our own words: CRDs' descriptions are not ours to copy. */
  readonly words: Readonly<Record<string, string>>;
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
    words: {
      arn: 'The ARN of what is read.',
      region: 'The AWS region, such as `eu-west-1`.',
      branch: 'The branch whose changes are read.',
      eventTypes: 'Which changes become events.',
      eventPattern: 'A JSON pattern that an event on the bus has to match. @default - every event',
      pollingInterval: 'How often AWS is asked, as a Go duration such as `5m`.',
      metrics: 'The metrics that become events.',
      metricQueries: 'What is asked of CloudWatch: a metric, or an expression over metrics.',
      receiveOptions: 'How messages are taken from the queue.',
      visibilityTimeout:
        "How long a message stays hidden once it is taken, as a Go duration up to `12h`. @default - the queue's",
      messageProcessor:
        'How a message becomes an event: `default` as it is, `s3` as a notification of a bucket. @default "default"',
      endpoint: 'Where the service is, if not at AWS: a local stand-in, say.',
      destination: 'A queue of yours that notifications go through. @default - TriggerMesh makes one',
      queueARN: 'The ARN of the queue.',
      subscriptionAttributes:
        'Attributes of the subscription, each as a string of JSON. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
      adapterOverrides: 'What is changed in the Deployment or Service of the adapter.',
    },
  },
];
