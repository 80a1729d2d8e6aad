import { destination, type Sink } from '../../lib/core/sink';
import { Late } from './engines';

const broker = { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', name: 'default' };
const to = (sink: unknown, namespace?: string) => destination(sink as Sink<string>, namespace);

describe('a sink', () => {
  test('is an object, in the namespace of the source unless another is named', () => {
    expect(to(broker, 'orders')).toEqual({ ref: { ...broker, namespace: 'orders' } });
    expect(to({ ...broker, namespace: 'shared' }, 'orders')).toEqual({ ref: { ...broker, namespace: 'shared' } });
    expect(to(broker)).toEqual({ ref: broker });
  });

  test('has nothing else of the object than where it is', () => {
    expect(to({ ...broker, keys: 'a', token: 'b' })).toEqual({ ref: broker });
  });

  test.each(['http://broker.example.svc.cluster.local', 'https://example.com:8443/path?a=b'])('is a URL: %s', uri => {
    expect(to({ uri })).toEqual({ uri });
  });

  test('may be a URL that is known later', () => {
    const uri = new Late(() => '');
    expect(destination({ uri }, undefined)).toEqual({ uri });
  });

  test('may be an object whose name and namespace are known later', () => {
    const [name, namespace] = [new Late(() => ''), new Late(() => '')];
    expect(destination({ ...broker, name, namespace }, undefined)).toEqual({ ref: { ...broker, name, namespace } });
    expect(destination({ ...broker, name }, namespace)).toEqual({ ref: { ...broker, name, namespace } });
  });

  test.each([undefined, null, 'http://example.com', 1])('fails when it is %p', sink => {
    expect(() => to(sink)).toThrow('sink: must be a service, an addressable object, or { uri }');
  });

  test.each([{}, { name: 'worker' }, { kind: 'Service', name: 'worker' }])(
    'fails when it is half an object: %j',
    sink => {
      expect(() => to(sink)).toThrow('sink: must have the apiVersion, kind and name of an object, or a uri');
    },
  );

  test.each(['example.com', 'ftp://example.com', 'http://', 'http:///path', 'http://a b'])(
    'fails when its URL is %s',
    uri => {
      expect(() => to({ uri })).toThrow('sink.uri: must be an absolute URL');
    },
  );

  test('fails when its name or namespace is none', () => {
    expect(() => to({ ...broker, name: 'Default' })).toThrow('sink.name: must be a DNS-1123 subdomain');
    expect(() => to({ ...broker, namespace: 'a.b' })).toThrow('sink.namespace: must be a DNS-1123 label');
  });
});

test.each([
  ['apps/v1', 'Deployment'],
  ['external-secrets.io/v1', 'SecretStore'],
  ['v1', 'ConfigMap'],
])('fails when the object has no address: %s %s', (apiVersion, kind) => {
  expect(() => to({ apiVersion, kind, name: 'a' })).toThrow(
    `sink: must be an object with an address; a ${kind} has none`,
  );
});

test('may be a Service of Kubernetes', () => {
  expect(() => to({ apiVersion: 'v1', kind: 'Service', name: 'a' })).not.toThrow();
});

test.each<[string, object, string]>([
  ['it is an object and a uri', { ...broker, uri: 'http://a' }, 'sink: must be an object or a uri, not both'],
  ['its uri is missing', { uri: undefined }, 'sink: must have the apiVersion, kind and name'],
  ['its kind is empty', { ...broker, kind: '' }, 'sink: must have the apiVersion, kind and name'],
  [
    'it is a source',
    { ...broker, apiVersion: 'sources.triggermesh.io/v1alpha1', kind: 'AWSSQSSource' },
    'sink: must be an object with an address',
  ],
])('fails when %s', (_, sink, message) => {
  expect(() => to(sink)).toThrow(message);
});

test('is the object where a uri is undefined', () => {
  expect(to({ ...broker, uri: undefined })).toEqual({ ref: broker });
});
