import * as fc from 'fast-check';
import { FieldError } from '../../lib/core/field-error';
import { awsSourceSchemas } from '../../lib/core/generated/aws-source-schemas';
import type { AwsSourceSpecs } from '../../lib/core/generated/aws-sources';
import type { Json } from '../../lib/core/manifest';
import type { Schema } from '../../lib/core/crd-schema';
import { requireSchema } from '../../lib/core/schema';
import { SecretValue } from '../../lib/core/secret-value';

type Kind = keyof AwsSourceSpecs<string>;

const queue = 'arn:aws:sqs:eu-west-1:123456789012:orders';

const valid: AwsSourceSpecs<string> = {
  AWSCloudWatchLogsSource: {
    arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:a:log-stream:b',
    pollingInterval: '5m',
  },
  AWSCloudWatchSource: {
    region: 'us-gov-west-1',
    metricQueries: [
      { name: 'a', expression: 'SUM(METRICS())' },
      { metric: { period: 60, metric: { dimensions: [{ name: 'b' }] } } },
    ],
  },
  AWSCodeCommitSource: { arn: 'arn:aws:codecommit:eu-west-1:123456789012:a', branch: 'main', eventTypes: ['push'] },
  AWSCognitoIdentitySource: { arn: 'arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/eu-west-1:a' },
  AWSCognitoUserPoolSource: { arn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a' },
  AWSDynamoDBSource: { arn: 'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/a' },
  AWSEventBridgeSource: {
    arn: 'arn:aws:events:eu-west-1:123456789012:event-bus/a',
    destination: { sqs: { queueARN: queue } },
  },
  AWSKinesisSource: { arn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/a' },
  AWSPerformanceInsightsSource: {
    arn: 'arn:aws:rds:eu-west-1:123456789012:db:a',
    pollingInterval: '1h30m',
    metrics: ['db.load.avg'],
  },
  AWSS3Source: { arn: 'arn:aws:s3:::orders', eventTypes: ['s3:ObjectCreated:*'] },
  AWSSNSSource: {
    arn: 'arn:aws:sns:eu-west-1:123456789012:a',
    subscriptionAttributes: { FilterPolicy: '{"a":["b"]}', RawMessageDelivery: 'true', DeliveryPolicy: null },
  },
  AWSSQSSource: {
    arn: queue,
    receiveOptions: { visibilityTimeout: '30s' },
    messageProcessor: 's3',
    endpoint: { url: 'http://localhost:4566' },
    adapterOverrides: {
      resources: { limits: { cpu: 1, memory: '512Mi' } },
      tolerations: [{ operator: 'Exists', tolerationSeconds: 30 }],
      affinity: { nodeAffinity: { weights: [1, 2], anything: null } },
    },
  },
};
const kinds = Object.keys(awsSourceSchemas) as Kind[];

const check = (spec: unknown, kind: Kind = 'AWSSQSSource'): void => {
  requireSchema('spec', spec, awsSourceSchemas[kind].spec);
};
const checkAs =
  (value: unknown, schema: Schema): (() => void) =>
  () => {
    requireSchema('value', value, schema);
  };
const withQueue = (more: object, kind?: Kind) => () => {
  check({ arn: queue, ...more }, kind);
};

describe('a spec that its CRD accepts', () => {
  test.each(kinds)('is accepted for %s, also as JSON gives it back', kind => {
    check(valid[kind], kind);
    check(JSON.parse(JSON.stringify(valid[kind])), kind);
  });

  test('may have fields that are undefined, known or not: they are absent', () => {
    expect(withQueue({ endpoint: undefined, elsewhere: undefined })).not.toThrow();
  });

  test('is a tree of plain values to the compiler, for any kind of text', () => {
    const spec: AwsSourceSpecs<string | Promise<string>>[Kind] = valid.AWSSQSSource;
    const tree: Json<string | Promise<string>> = spec;
    expect(tree).toBe(valid.AWSSQSSource);
  });
});

describe('a value that is known later', () => {
  class Output {
    readonly later = true;
  }

  test.each([Promise.resolve(queue), new Output(), { then: () => undefined }])(
    'passes where a scalar is wanted',
    late => {
      expect(withQueue({ arn: late })).not.toThrow();
      expect(withQueue({ messageProcessor: late, endpoint: { url: late } })).not.toThrow();
      expect(
        withQueue({
          adapterOverrides: { tolerations: [{ tolerationSeconds: late }], resources: { limits: { cpu: late } } },
        }),
      ).not.toThrow();
    },
  );

  test('fails when it stands where an object is wanted', () => {
    expect(withQueue({ endpoint: new Output() })).toThrow(
      'spec.endpoint: must be an object, known when the program runs; only scalars in it may come later',
    );
  });

  test('fails when it is a plain object where a string is wanted', () => {
    expect(withQueue({ endpoint: { url: { later: true } } })).toThrow('spec.endpoint.url: must be an absolute URL');
  });

  test('fails when it is a secret: a spec is shown', () => {
    expect(withQueue({ receiveOptions: { visibilityTimeout: new SecretValue('30s') } })).toThrow(FieldError);
    expect(checkAs(new SecretValue('a'), { type: 'string' })).toThrow('value: must be a string');
  });
});

describe('a field', () => {
  test.each([
    ['queueArn', 'spec.destination.sqs.queueArn: is not a field here; did you mean queueARN'],
    ['queARN', 'spec.destination.sqs.queARN: is not a field here; did you mean queueARN'],
    ['url', 'spec.destination.sqs.url: is not a field here; the fields are queueARN'],
    ['a.b/c', 'spec.destination.sqs["a.b/c"]: is not a field here; the fields are queueARN'],
    ['constructor', 'spec.destination.sqs.constructor: is not a field here; the fields are queueARN'],
    ['__proto__', 'spec.destination.sqs.__proto__: is not a field here; the fields are queueARN'],
  ])('fails when it is unknown: %s', (key, message) => {
    const sqs: unknown = JSON.parse(`{"${key}": "a"}`);
    expect(withQueue({ arn: 'arn:aws:s3:::orders', eventTypes: [], destination: { sqs } }, 'AWSS3Source')).toThrow(
      message,
    );
  });

  test('suggests the nearest of two that are near', () => {
    const schema: Schema = {
      type: 'object',
      properties: { name: { type: 'any' }, named: { type: 'any' }, game: { type: 'any' } },
    };
    expect(checkAs({ NAMED: 1 }, schema)).toThrow('did you mean named');
    expect(checkAs({ namee: 1 }, schema)).toThrow('did you mean name');
  });

  test('fails when a required one is missing, or undefined', () => {
    const message =
      'spec.arn: is missing; it must be the ARN of an sqs resource, as in arn:aws:sqs:eu-west-1:123456789012:NAME';
    expect(withQueue({ arn: undefined })).toThrow(message);
    expect(() => {
      check({});
    }).toThrow(message);
  });

  test('fails when a list of alternatives has none or both', () => {
    const query = (...queries: object[]) =>
      withQueue({ arn: undefined, region: 'eu-west-1', metricQueries: queries }, 'AWSCloudWatchSource');
    const message = 'spec.metricQueries[1]: must have exactly one of expression, metric';
    expect(query({ expression: 'a' }, { name: 'a' })).toThrow(message);
    expect(query({ expression: 'a' }, { expression: 'a', metric: {} })).toThrow(message);
    const both = { expression: 'a', metric: {} };
    // @ts-expect-error The types say so, too.
    const spec: AwsSourceSpecs<string>['AWSCloudWatchSource'] = { region: 'eu-west-1', metricQueries: [both] };
    expect(() => {
      check(spec, 'AWSCloudWatchSource');
    }).toThrow('exactly one of');
  });

  test('fails when none of several lists is there as a whole', () => {
    const any = { type: 'any' } as const;
    const schema: Schema = {
      type: 'object',
      properties: { user: any, password: any, tls: any },
      anyOf: [['user', 'password'], ['tls']],
    };
    expect(checkAs({ user: 'a' }, schema)).toThrow('value: must have at least one of user with password, tls');
    expect(checkAs({ user: 'a', password: 'b', tls: 'c' }, schema)).not.toThrow();
  });
});

describe('a scalar', () => {
  test.each<[string, unknown, Schema, string]>([
    ['a string', 1, { type: 'string' }, 'must be a string'],
    ['a string that may not be null', null, { type: 'string' }, 'must be a string'],
    ['long enough', '', { type: 'string', minLength: 1 }, 'must be a string of at least 1 characters'],
    ['of the list', 'c', { type: 'string', enum: ['a', 'b'] }, 'must be one of a, b'],
    ['of the pattern', 'B', { type: 'string', pattern: '^[a-z]$' }, 'must be text that matches ^[a-z]$'],
    ['an integer', 1.5, { type: 'integer' }, 'must be an integer'],
    [
      'an integer of the range',
      4,
      { type: 'integer', minimum: 1, maximum: 3 },
      'must be an integer of at least 1 and at most 3',
    ],
    ['a number', NaN, { type: 'number' }, 'must be a number'],
    ['a boolean', 'true', { type: 'boolean' }, 'must be true or false'],
    ['an array', { 0: 'a' }, { type: 'array', items: { type: 'any' } }, 'must be an array'],
    [
      'an array that is long enough',
      [],
      { type: 'array', items: { type: 'any' }, minItems: 1 },
      'must be an array of at least 1',
    ],
    ['an object', [], { type: 'map', values: { type: 'any' } }, 'must be an object'],
    ['an integer or a string', 0.5, { type: 'int-or-string' }, 'must be an integer or a string'],
    ['JSON', '{"a"', { type: 'string', format: 'json' }, 'must be a string of JSON, as JSON.stringify returns it'],
    ['a string of JSON, not an object', {}, { type: 'string', format: 'json' }, 'must be a string of JSON'],
  ])('fails when it is not %s', (_, value, schema, problem) => {
    expect(checkAs(value, schema)).toThrow(`value: ${problem}`);
  });

  test.each(['1d', '5 minutes', '10', ''])(
    'fails when a duration is not one to Go, though the CRD accepts it: %p',
    text => {
      const problem = 'must be a duration as Go writes it, as in 30s, 15m or 1h30m; a day is 24h';
      expect(withQueue({ receiveOptions: { visibilityTimeout: text } })).toThrow(
        `spec.receiveOptions.visibilityTimeout: ${problem}`,
      );
      for (const kind of ['AWSCloudWatchLogsSource', 'AWSCloudWatchSource', 'AWSPerformanceInsightsSource'] as const) {
        expect(() => {
          check({ ...valid[kind], pollingInterval: text }, kind);
        }).toThrow(`spec.pollingInterval: ${problem}`);
      }
    },
  );

  test.each(['/path', 'localhost:4566', 'http://', 'http://a b', ''])('fails when a URL is not absolute: %p', url => {
    expect(withQueue({ endpoint: { url } })).toThrow(
      'spec.endpoint.url: must be an absolute URL, as in https://example.com/path',
    );
  });

  test.each(['1 Gi', '1gi', 0.5])('fails when a quantity is not one: %p', cpu => {
    expect(withQueue({ adapterOverrides: { resources: { limits: { 'example.com/gpu': cpu } } } })).toThrow(
      'spec.adapterOverrides.resources.limits["example.com/gpu"]: must be an integer or a quantity, as in 500m or 1Gi',
    );
  });
});

describe('an ARN', () => {
  test.each<[Kind, string]>([
    ['AWSSQSSource', 'an sqs resource, as in arn:aws:sqs:eu-west-1:123456789012:NAME'],
    ['AWSS3Source', 'an s3 resource, as in arn:aws:s3:::name'],
    ['AWSKinesisSource', 'a kinesis resource, as in arn:aws:kinesis:eu-west-1:123456789012:stream/NAME'],
    ['AWSEventBridgeSource', 'an events resource, as in arn:aws:events:eu-west-1:123456789012:event-bus/NAME'],
  ])('fails when it is not of the service that %s wants', (kind, wanted) => {
    expect(() => {
      check({ arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a' }, kind);
    }).toThrow(new FieldError('spec.arn', `must be the ARN of ${wanted}`));
  });

  test('shows as an example what it would accept', () => {
    for (const kind of kinds.filter(kind => 'arn' in valid[kind])) {
      const { message } = caught(() => {
        check({ arn: 'a' }, kind);
      });
      check({ ...valid[kind], arn: message.replace(/.* as in /, '') }, kind);
    }
  });

  test.each([
    ['arn:aws-iso:sqs:us-iso-east-1:123456789012:a', 'partition and region'],
    ['arn:aws-iso:sqs:eu-west-1:123456789012:a', 'partition'],
    ['arn:aws:sqs:eusc-de-east-1:123456789012:a', 'region'],
    ['arn:aws-eusc:sqs:eusc-de-east-1:123456789012:a', 'partition and region'],
  ])('fails when it is of a partition or region that came after the CRD, and says so: %s', (arn, what) => {
    expect(caught(withQueue({ arn })).message.split('; ')[1]).toBe(`TriggerMesh's CRD does not accept this ${what}`);
  });

  test('fails when a region alone came after the CRD, and says so', () => {
    const region = (name: string) =>
      withQueue({ arn: undefined, region: name, metricQueries: [] }, 'AWSCloudWatchSource');
    expect(region('us-iso-east-1')).toThrow(
      "spec.region: must be an AWS region, as in eu-west-1; TriggerMesh's CRD does not accept this region",
    );
    expect(region('Ireland')).toThrow(new FieldError('spec.region', 'must be an AWS region, as in eu-west-1'));
  });
});

describe('whatever the spec', () => {
  const anyKind = fc.constantFrom(...kinds);
  const canaries = ['canary', 'arn:aws-iso:sqs:us-iso-east-1:123456789012:canary', ['canary'], [['canary']]];

  test('fails when an unknown field is added at any depth, with its path', () => {
    fc.assert(
      fc.property(anyKind, fc.nat(), fc.string({ minLength: 3 }), (kind, seed, key) => {
        const spec: unknown = structuredClone(valid[kind]);
        const closed = closedObjects(spec, awsSourceSchemas[kind].spec, 'spec');
        const [path, target] = closed[seed % closed.length] ?? ['', {}];
        Object.defineProperty(target, `${key}?`, { value: 'a', enumerable: true });
        const error = caught(() => {
          check(spec, kind);
        });
        expect(error.path).toBe(`${path}[${JSON.stringify(`${key}?`)}]`);
      }),
    );
  });

  test('no message shows a value', () => {
    fc.assert(
      fc.property(anyKind, fc.nat(), fc.constantFrom(...canaries), (kind, seed, value) => {
        const keys = Object.keys(valid[kind]);
        const spec = { ...valid[kind], [keys[seed % keys.length] ?? '']: value };
        const { message } = caught(() => {
          check({ ...spec, endpoint: { url: [] } }, kind);
        });
        expect(message).not.toContain('canary');
      }),
    );
  });

  test('an order of its fields changes nothing', () => {
    fc.assert(
      fc.property(
        anyKind.chain(kind =>
          fc.tuple(fc.constant(kind), fc.shuffledSubarray(Object.entries(valid[kind]), { minLength: 1 })),
        ),
        ([kind, entries]) => {
          const rest = Object.entries(valid[kind]).filter(([key]) => !entries.some(([taken]) => taken === key));
          check(Object.fromEntries([...entries, ...rest]), kind);
        },
      ),
    );
  });
});

function caught(act: () => void): FieldError {
  try {
    act();
  } catch (error) {
    if (error instanceof FieldError) return error;
    throw error;
  }
  throw new Error('did not throw');
}

/** The objects in a spec whose fields the schema lists, with their paths. */
function closedObjects(value: unknown, schema: Schema, path: string): [string, object][] {
  if (schema.type === 'array' && Array.isArray(value)) {
    return value.flatMap((item, index) => closedObjects(item, schema.items, `${path}[${index}]`));
  }
  if (schema.type !== 'object' || typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, field]) => {
    const property = schema.properties[key];
    return property ? closedObjects(field, property, `${path}.${key}`) : [];
  });
  return [[path, value], ...below];
}
