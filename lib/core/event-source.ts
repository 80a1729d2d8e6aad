import { isPlainObject } from './deferred';
import type { Engine } from './engine';
import { escapeExpansion } from './env';
import { FieldError } from './field-error';
import { awsSourceSchemas } from './generated/aws-source-schemas';
import type { AdapterOverrides, AwsSourceSpecs } from './generated/aws-sources';
import { metadata, type Json, type Manifest, type Named, type ObjectSpec } from './manifest';
import { requireName, requireNamespace } from './names';
import { revisions } from './revisions';
import { requireSchema } from './schema';
import { destination, type Sink } from './sink';
import { auth, requireIdentity, secretsOf, type SourceCredentials } from './source-credentials';
import { requireSourceSpec } from './source-traps';

/** The kinds of TriggerMesh's AWS sources. */
export type EventSourceKind = keyof AwsSourceSpecs<unknown>;

/** A TriggerMesh event source. https://docs.triggermesh.io/1.27/sources/ */
export type EventSourceSpec<Text, Kind extends EventSourceKind> = ObjectSpec<Text> & {
  /** The kind of source; it narrows `spec` and `credentials`. */
  readonly kind: Kind;
  /** The rest of the kind's own spec, as its CRD has it; `auth` and `sink` are keywire's. */
  readonly spec: AwsSourceSpecs<Text>[Kind];
  /** Who the source is to AWS: a credential, `iamRole(…)`, or `assumeRole(…)`. */
  readonly credentials: SourceCredentials<Text, Kind>;
  /** Where its events go: a service, another addressable object, or `{ uri }`. */
  readonly sink: Sink<Text>;
};

/** The object of a source. */
export type SourceBundle<Text> = { readonly source: Manifest<Text> };

/**
 * An event source, wired to its credential and its sink.
 *
 * @throws FieldError for a spec that its CRD would refuse, and for what TriggerMesh would ignore or do wrong silently
 */
export function eventSource<Text, Kind extends EventSourceKind>(
  engine: Engine<Text>,
  source: Named<EventSourceSpec<Text, Kind>>,
): SourceBundle<Text> {
  const { kind, name, sink } = source;
  if (!Object.hasOwn(awsSourceSchemas, kind)) {
    throw new FieldError('kind', `must be one of ${Object.keys(awsSourceSchemas).join(', ')}`);
  }
  const schema = awsSourceSchemas[kind];
  const isShared = sharedAdapters.has(kind);
  requireName('name', name, isShared ? 'label' : 'labelledSubdomain');
  requireNamespace('namespace', source.namespace);
  const spec = source.spec as CommonSpec<Text>;
  if (!isPlainObject(spec))
    throw new FieldError('spec', `must be an object: the spec of an ${kind} without auth and sink`);
  requireOwnFields(spec);
  requireSchema('spec', spec, schema.spec);
  requireSourceSpec(kind, spec);
  const credentials = source.credentials as SourceCredentials<Text, EventSourceKind>;
  requireIdentity(kind, schema.auth, spec, credentials, source.namespace);
  const revision = revisions(secretsOf(credentials));
  const adapterOverrides = overrides(engine, spec.adapterOverrides, isShared ? {} : revision);
  const manifest: Manifest<Text> = {
    apiVersion: `${schema.group}/${schema.version}`,
    kind,
    metadata: metadata(source, isShared ? revision : {}),
    spec: {
      ...(spec as Readonly<Record<string, Json<Text>>>),
      ...(adapterOverrides ? { adapterOverrides } : {}),
      auth: auth(credentials),
      sink: destination(sink, source.namespace),
    },
  };
  return { source: manifest };
}

// One Knative Service serves all sources of such a kind in a namespace: each source's annotations on its pods would
// take turns. It reads the Secret anew whenever a source changes, so there the annotation goes on the source.
const sharedAdapters: ReadonlySet<string> = new Set<EventSourceKind>(['AWSSNSSource']);

/** What the specs of several kinds have in common. */
type CommonSpec<Text> = Readonly<Record<string, unknown>> & {
  readonly arn?: Text;
  readonly adapterOverrides?: AdapterOverrides<Text>;
};

function requireOwnFields(spec: Readonly<Record<string, unknown>>): void {
  if (spec.auth !== undefined) {
    throw new FieldError(
      'spec.auth',
      'is written by keywire; give a credential, iamRole(…) or assumeRole(…) as credentials',
    );
  }
  if (spec.sink !== undefined) throw new FieldError('spec.sink', 'is written by keywire; give it as sink, beside spec');
}

function overrides<Text>(
  engine: Engine<Text>,
  given: AdapterOverrides<Text> | undefined,
  revision: Readonly<Record<string, string>>,
): Json<Text> {
  if (given === undefined && Object.keys(revision).length === 0) return undefined;
  return {
    ...given,
    ...(given?.env ? { env: given.env.map((variable, index) => overriddenVariable(engine, index, variable)) } : {}),
    ...(Object.keys(revision).length > 0 ? { annotations: { ...given?.annotations, ...revision } } : {}),
  };
}

function overriddenVariable<Text>(
  engine: Engine<Text>,
  index: number,
  variable: { readonly name?: Text | undefined; readonly value?: Text | undefined },
): Json<Text> {
  const path = `spec.adapterOverrides.env[${index}]`;
  requireName(`${path}.name`, variable.name, 'environmentVariable');
  if (variable.name.startsWith('AWS_') && variable.name !== 'AWS_REGION') {
    throw new FieldError(`${path}.name`, 'is set by the credentials of the source; an override would stand beside it');
  }
  return variable.value === undefined
    ? variable
    : { ...variable, value: engine.map([variable.value], escapeExpansion) };
}
