import { eventSource, type EventSourceKind } from '../../lib/core/event-source';
import { assumeRole, iamRole } from '../../lib/core/source-credentials';
import { Late, lateEngine, plainEngine } from './engines';
import { awsKeys, queueArn, roleArn } from './fixtures';
import { minimalSpecs } from './minimal-sources';

const sink = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'worker' };
const ref = { ...sink, namespace: 'orders' };
const role = { roleArn, serviceAccount: 'reader' };
const accessKey = {
  accessKeyID: { valueFromSecret: { name: 'aws', key: 'AWS_ACCESS_KEY_ID' } },
  secretAccessKey: { valueFromSecret: { name: 'aws', key: 'AWS_SECRET_ACCESS_KEY' } },
};
const kinds = Object.keys(minimalSpecs) as EventSourceKind[];

const made = (source: object = {}) =>
  eventSource(plainEngine, {
    name: 'incoming',
    namespace: 'orders',
    kind: 'AWSSQSSource',
    spec: { arn: queueArn },
    credentials: awsKeys(),
    sink,
    ...source,
  }).source;
const specOf = (source: object) => made(source).spec as Record<string, unknown>;
const overriding = (adapterOverrides: object, source: object = {}) =>
  specOf({ spec: { arn: queueArn, adapterOverrides }, ...source }).adapterOverrides;

describe('a source', () => {
  test('there are twelve kinds', () => {
    expect(kinds).toHaveLength(12);
  });

  test.each(kinds)('of kind %s has its own spec, its key and its sink', kind => {
    const spec = minimalSpecs[kind];
    expect(made({ kind, spec })).toEqual({
      apiVersion: 'sources.triggermesh.io/v1alpha1',
      kind,
      metadata: { name: 'incoming', namespace: 'orders' },
      spec: { ...spec, auth: { credentials: accessKey }, sink: { ref } },
    });
  });

  test.each(kinds.filter(kind => kind !== 'AWSSNSSource'))('of kind %s may take a role without a key', kind => {
    const spec = specOf({ kind, spec: minimalSpecs[kind], credentials: iamRole(role) });
    expect(spec.auth).toEqual({ iam: role });
  });

  test.each(kinds.filter(kind => kind !== 'AWSSNSSource' && kind !== 'AWSCodeCommitSource'))(
    'of kind %s may exchange its key for a role',
    kind => {
      const credentials = assumeRole({ credentials: awsKeys(), roleArn });
      const spec = specOf({ kind, spec: minimalSpecs[kind], credentials });
      expect(spec.auth).toEqual({ credentials: { ...accessKey, assumeIamRole: roleArn } });
    },
  );

  test('has a session token where the credential has one', () => {
    expect(specOf({ credentials: awsKeys({ keys: 'til' }, ['sessionToken']) }).auth).toMatchObject({
      credentials: { sessionToken: { valueFromSecret: { name: 'aws', key: 'session_token' } } },
    });
  });

  test('has its labels and annotations, and a sink by URL', () => {
    const source = { labels: { team: 'a' }, annotations: { note: 'b' }, sink: { uri: 'http://example.com' } };
    expect(made(source).metadata).toMatchObject({ labels: { team: 'a' }, annotations: { note: 'b' } });
    expect(specOf(source).sink).toEqual({ uri: 'http://example.com' });
  });

  test('may have texts that are known later', () => {
    const arn = new Late(() => queueArn);
    const manifest = eventSource<string | Late, 'AWSSQSSource'>(lateEngine, {
      name: 'incoming',
      kind: 'AWSSQSSource',
      spec: { arn, adapterOverrides: { env: [{ name: 'A', value: new Late(() => '$(B)') }] } },
      credentials: awsKeys(),
      sink,
    }).source;
    const { adapterOverrides } = manifest.spec as { adapterOverrides: { env: { value: Late }[] } };
    expect(manifest.spec).toMatchObject({ arn });
    expect(adapterOverrides.env[0]?.value.later()).toBe('$$(B)');
  });
});

describe('the overrides of an adapter', () => {
  test('are passed on, their env taken literally', () => {
    const overrides = {
      labels: { a: 'b' },
      env: [{ name: 'AWS_REGION', value: 'eu-west-1' }, { name: 'A', value: '$(B)' }, { name: 'C' }],
    };
    expect(overriding(overrides)).toEqual({
      labels: { a: 'b' },
      env: [{ name: 'AWS_REGION', value: 'eu-west-1' }, { name: 'A', value: '$$(B)' }, { name: 'C' }],
    });
  });

  test.each<[string, object]>([
    ['its key', awsKeys({ revision: '7' })],
    ['the key that it exchanges for a role', assumeRole({ credentials: awsKeys({ revision: '7' }), roleArn })],
    // As a construct does, whose keys are getters of its class.
    ['a credential with getters', Object.create(awsKeys({ revision: '7' })) as object],
  ])('start its pods anew when the revision of %s changes', (_, credentials) => {
    expect(specOf({ credentials }).adapterOverrides).toEqual({ annotations: { 'keywire/revisions': 'aws=7' } });
  });

  test('keep their own annotations beside the revision', () => {
    const credentials = awsKeys({ revision: '7' });
    expect(overriding({ annotations: { note: 'a' }, labels: { b: 'c' } }, { credentials })).toEqual({
      labels: { b: 'c' },
      annotations: { note: 'a', 'keywire/revisions': 'aws=7' },
    });
  });

  test('are left alone where one adapter serves all sources: the revision goes on the source', () => {
    const source = { kind: 'AWSSNSSource', spec: minimalSpecs.AWSSNSSource, credentials: awsKeys({ revision: '7' }) };
    const annotations = { note: 'a' };
    expect(specOf(source)).not.toHaveProperty('adapterOverrides');
    expect(made({ ...source, annotations }).metadata.annotations).toEqual({ note: 'a', 'keywire/revisions': 'aws=7' });
  });

  test.each([
    [{ value: 'a' }, 'name: must be a string that is known when the program runs'],
    [{ name: '1A' }, 'name: must be the name of an environment variable'],
    [
      { name: 'AWS_ACCESS_KEY_ID', value: 'a' },
      'name: is set by the credentials of the source; an override would stand beside it',
    ],
  ])('fails when a variable of theirs is %j', (variable, problem) => {
    expect(() => overriding({ env: [{ name: 'A' }, variable] })).toThrow(`spec.adapterOverrides.env[1].${problem}`);
  });
});

describe('a source that would not work', () => {
  test.each(['AWSSqsSource', 'constructor', undefined])('fails when its kind is %p', kind => {
    expect(() => made({ kind })).toThrow(/^kind: must be one of AWSCloudWatchLogsSource, .*, AWSSQSSource$/);
  });

  test('fails when it writes what keywire writes', () => {
    expect(() => made({ spec: { arn: queueArn, auth: {} } })).toThrow(
      'spec.auth: is written by keywire; give a credential',
    );
    expect(() => made({ spec: { arn: queueArn, sink } })).toThrow('spec.sink: is written by keywire; give it as sink');
  });

  test('fails when its namespace is none', () => {
    expect(() => made({ namespace: 'a.b' })).toThrow('namespace: must be a DNS-1123 label');
  });

  test('fails when its spec is not what its CRD takes', () => {
    expect(() => made({ spec: { arn: roleArn } })).toThrow('spec.arn: must be the ARN of an sqs resource');
  });

  test('fails when its name is too long for its adapter, or has a dot where one adapter serves all', () => {
    expect(() => made({ name: 'a'.repeat(64) })).toThrow('name: must be a DNS-1123 subdomain short enough for a label');
    expect(() => made({ name: 'a.b', kind: 'AWSSNSSource', spec: minimalSpecs.AWSSNSSource })).toThrow(
      'name: must be a DNS-1123 label',
    );
    expect(() => made({ name: 'a.b' })).not.toThrow();
  });
});

test('fails when it has no spec', () => {
  const source = { name: 'a', kind: 'AWSSQSSource', credentials: {}, sink: { uri: 'http://example.com' } };
  expect(() => eventSource(plainEngine, source as never)).toThrow(
    'spec: must be an object: the spec of an AWSSQSSource',
  );
});
