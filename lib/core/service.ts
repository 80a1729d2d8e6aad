import type { Engine } from './engine';
import { envVars } from './env';
import { mounts } from './files';
import { MountedFiles } from './mounted-files';
import { metadata, type Json, type Manifest, type Named, type StringMap } from './manifest';
import { revisions } from './revisions';
import { requireService } from './service-checks';
import { accountOfMounts } from './service-mounts';
import { prefixed, type EnvFrom, type ServiceSpec } from './service-spec';

/** The object of a service. */
export type ServiceBundle<Text> = { readonly service: Manifest<Text> };

/**
 * A Knative Service.
 *
 * @throws FieldError for what Knative, Kubernetes or a kubelet would refuse or silently skip
 */
export function service<Text>(engine: Engine<Text>, spec: Named<ServiceSpec<Text>>): ServiceBundle<Text> {
  requireService(spec);
  const visibility =
    spec.visibility === 'cluster-local' ? { 'networking.knative.dev/visibility': 'cluster-local' } : {};
  const pod = podSpec(engine, spec);
  const annotations = templateAnnotations(spec);
  const template = { ...(Object.keys(annotations).length > 0 ? { metadata: { annotations } } : {}), spec: pod };
  const manifest: Manifest<Text> = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: metadata(spec, {}, visibility),
    spec: { template },
  };
  return { service: manifest };
}

function templateAnnotations<Text>({
  env = {},
  envFrom = [],
  files = {},
  scale = {},
}: ServiceSpec<Text>): StringMap<never> {
  const folders = Object.values(files).map(each => (each instanceof MountedFiles ? [each] : each));
  const credentials = envFrom.map(each => prefixed(each).keys);
  return {
    ...(scale.min === undefined ? {} : { 'autoscaling.knative.dev/min-scale': String(scale.min) }),
    ...(scale.max === undefined ? {} : { 'autoscaling.knative.dev/max-scale': String(scale.max) }),
    ...revisions([env, ...folders, ...credentials].flatMap(references => Object.values<unknown>(references))),
  };
}

function podSpec<Text>(engine: Engine<Text>, spec: ServiceSpec<Text>): Json<Text> {
  const { volumes, volumeMounts } = mounts(spec.namespace, spec.files ?? {});
  return {
    // A pod that reads no API needs no token; Knative takes no other value than false.
    automountServiceAccountToken: false,
    ...given('serviceAccountName', spec.serviceAccountName ?? accountOfMounts(spec)),
    ...given(
      'imagePullSecrets',
      spec.imagePullSecrets?.map(name => ({ name })),
    ),
    ...given('containerConcurrency', spec.concurrency),
    ...given('timeoutSeconds', spec.timeoutSeconds),
    containers: [container(engine, spec, volumeMounts)],
    ...given('volumes', volumes),
  };
}

function container<Text>(
  engine: Engine<Text>,
  spec: ServiceSpec<Text>,
  volumeMounts: readonly Json<Text>[],
): Json<Text> {
  const { image, command, args, env = {}, envFrom = [], port, resources } = spec;
  return {
    image,
    ...given('command', command),
    ...given('args', args),
    ...given('env', envVars(engine, spec.namespace, env)),
    ...given('envFrom', envFrom.map(envFromSource)),
    ...given('ports', port && [{ containerPort: port.number, ...given('name', port.protocol) }]),
    ...given('resources', resources),
    ...given('volumeMounts', volumeMounts),
  };
}

/** A field of a manifest, unless it has no value or is an empty list. */
const given = <Value>(name: string, value: Value | undefined): Readonly<Record<string, Value>> =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value };

function envFromSource<Text>(entry: EnvFrom<Text>): Json<Text> {
  const { prefix, keys } = prefixed(entry);
  const reference = Object.values(keys).find(key => key !== undefined);
  return { ...(prefix === '' ? {} : { prefix }), secretRef: { name: reference?.secret.name } };
}
