import { ApiObject, App as Cdk8sApp, Chart, JsonPatch, Lazy, type ApiObjectProps, type IResolver } from 'cdk8s';
import * as fc from 'fast-check';
import { App, CredentialSecret, TriggerMeshService, generic, unsafePlaintext } from 'keywire/cdk8s';
import { DeclaredObject } from '../../lib/cdk8s/declared-object';
import { SecretValue } from '../../lib/core/secret-value';
import { image, ordersChart, readBack } from './app';

class IntOrString {
  constructor(readonly value: number | string) {}
}

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, 'resolved', Number.NaN),
  fc.constantFrom(1, 'a', null, undefined).map(value => Lazy.any({ produce: () => value }) as unknown),
  fc.constantFrom(80, 'http').map(value => new IntOrString(value)),
  fc.constantFrom({ a: [1] }, 'token').map(value => ({ resolve: () => value })),
);
const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('b', 'a', '10', '9', 'value', 'ä', 'A'), tie('tree'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

const resolver: IResolver = {
  resolve: context => {
    if (context.value === 'resolved') context.replaceValue({ by: context.key.join('.'), of: context.obj.node.id });
  },
};

type Root = new (props: { resolvers: IResolver[] }) => Cdk8sApp;
type Make = new (scope: Chart, id: string, props: ApiObjectProps) => ApiObject;

/** What is written for a spec, as text, so that the order of keys and what is undefined is seen. */
function written(RootOf: Root, Make: Make, spec: unknown, resolvers: IResolver[]): string {
  const chart = new Chart(new RootOf({ resolvers }), 'chart', { namespace: 'space', labels: { team: 'a' } });
  const props = { kind: 'Thing', apiVersion: 'v1', metadata: { annotations: { b: '1' } }, spec, zero: 0, data: {} };
  const object = new Make(chart, 'thing', props);
  object.metadata.addLabel('late', 'yes');
  object.addJsonPatch(JsonPatch.add('/data/patched', [1]), JsonPatch.remove('/metadata/namespace'));
  return JSON.stringify(object.toJson(), (_, value: unknown) => (value === undefined ? 'undefined' : value));
}

test.each([
  ['no resolvers', []],
  ['resolvers', [resolver]],
])('an object that keywire declares is written as cdk8s writes it, with %s', (_, resolvers) => {
  fc.assert(
    fc.property(tree, spec => {
      const theirs = written(Cdk8sApp, ApiObject, spec, resolvers);
      expect(written(App, DeclaredObject, spec, resolvers)).toBe(theirs);
      expect(written(App, ApiObject, spec, resolvers)).toBe(theirs);
      expect(written(Cdk8sApp, DeclaredObject, spec, resolvers)).toBe(theirs);
    }),
    { numRuns: 500 },
  );
});

test('it is left unsorted when cdk8s is told so', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  const spec = { b: 1, a: { d: 1, c: 2 } };
  const ours = written(App, DeclaredObject, spec, []);
  const theirs = written(Cdk8sApp, ApiObject, spec, []);
  delete process.env.CDK8S_DISABLE_SORT;
  expect(ours).toBe(theirs);
  expect(ours).toContain('"spec":{"b":1,"a":{"d":1,"c":2}}');
});

test('it fails as any other does when it holds what is no data', () => {
  const made = (Make: Make) => () => written(App, Make, { at: new Date(0) }, []);
  expect(made(DeclaredObject)).toThrow(
    "Failed serializing construct at path 'chart/thing' with name 'chart-thing-c8d9b23d': Error: can't render non-simple object of type 'Date'",
  );
  expect(made(ApiObject)).toThrow("can't render non-simple object of type 'Date'");
});

describe("below keywire's App", () => {
  test.each(['__proto__', 'constructor', 'toString', '0o14', '10'])('a key arrives as it is: %s', key => {
    const chart = ordersChart();
    const backend = unsafePlaintext({ [key]: 'value' });
    new CredentialSecret(chart, 'a', { class: generic(key), backend, keys: { [key]: key } });
    const [object] = readBack(chart.node.root as App) as [{ data: object }];
    expect(Object.entries(object.data)).toEqual([[key, Buffer.from('value').toString('base64')]]);
  });

  test.each(['0o14', '\u2028', '\u0085', ' \n', '\ufeff'])('a text that cdk8s would misspell is taken: %j', text => {
    const make = () => new TriggerMeshService(ordersChart(), 'worker', { image, annotations: { note: text } });
    expect(make).not.toThrow();
  });

  test('fails when half a character is written, and shows where', () => {
    const chart = ordersChart();
    new TriggerMeshService(chart, 'worker', { image, annotations: { note: 'a\ud800' } });
    expect(() => (chart.node.root as App).synthYaml()).toThrow(
      /^orders\/worker\/service: metadata\.annotations\.note: /,
    );
  });

  test.each(['labels', 'annotations'])('fails when a key of %s is one with which cdk8s fails', field => {
    const make = () => new TriggerMeshService(ordersChart(), 'worker', { image, [field]: { constructor: 'a' } });
    expect(make).toThrow(
      `orders/worker: metadata.${field}.constructor: is a key that cdk8s does not write; name it otherwise`,
    );
  });

  test('fails when a secret would be shown', () => {
    const make = () =>
      new TriggerMeshService(ordersChart(), 'worker', { image, args: ['a', new SecretValue('b')] } as never);
    expect(make).toThrow('args[1]: must not be a secret, as it would be shown; give a credential, and use its keys');
  });
});
