import { isDeferred } from './deferred';
import { FieldError } from './field-error';
import { requireName, requireNamespace } from './names';

/** An object that has an address: a Knative Service, a Broker, a Channel, a Kubernetes Service. */
export type Addressable<Text> = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: Text;
  /** @default - the source's */
  readonly namespace?: Text | undefined;
  readonly uri?: never;
};

/** Where events go. */
export type Sink<Text> =
  | Addressable<Text>
  | {
      /** An absolute URL. */
      readonly uri: Text;
      readonly apiVersion?: never;
      readonly kind?: never;
      readonly name?: never;
    };

/** A sink as Knative writes it. https://knative.dev/docs/eventing/sinks/ */
export function destination<Text>(sink: Sink<Text>, namespace: Text | undefined) {
  const given: unknown = sink;
  if (typeof given !== 'object' || given === null)
    throw new FieldError('sink', 'must be a service, an addressable object, or { uri }');
  if (sink.uri !== undefined) {
    // At run time both may be given, and the object would be dropped.
    if ((sink as { readonly name?: unknown }).name !== undefined)
      throw new FieldError('sink', 'must be an object or a uri, not both');
    requireUrl('sink.uri', sink.uri);
    return { uri: sink.uri };
  }
  const { apiVersion, kind, name } = sink;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    throw new FieldError('sink', 'must have the apiVersion, kind and name of an object, or a uri');
  }
  requireAddressable(apiVersion, kind);
  if (!isDeferred(name)) requireName('sink.name', name, 'subdomain');
  requireNamespace('sink.namespace', sink.namespace);
  const where = sink.namespace ?? namespace;
  return { ref: { apiVersion, kind, name, ...(where === undefined ? {} : { namespace: where }) } };
}

const withoutAddress =
  /^(apps|batch|networking\.k8s\.io|rbac\.authorization\.k8s\.io|external-secrets\.io|bitnami\.com)\/|^v1$/;
const sourceWithoutAddress = /^AWS(?!SNS)\w+Source$/;

/** Throws for the kinds that are known to have no address: the source would wait for one for ever. */
function requireAddressable(apiVersion: string, kind: string): void {
  if (apiVersion === 'v1' && kind === 'Service') return;
  if (!withoutAddress.test(apiVersion) && !sourceWithoutAddress.test(kind)) return;
  throw new FieldError('sink', `must be an object with an address; a ${kind} has none: use the Service in front of it`);
}

/** Throws unless the value, where it is known, is an absolute URL of http or https. */
function requireUrl(path: string, value: unknown): void {
  if (typeof value !== 'string') return;
  if (!/^https?:\/\/[^/\s]+/.test(value) || !URL.canParse(value)) {
    throw new FieldError(path, 'must be an absolute URL, as in http://broker.example.svc.cluster.local/path');
  }
}
