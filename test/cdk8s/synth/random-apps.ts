import {
  ApiObject,
  Chart,
  JsonPatch,
  Lazy,
  YamlOutputType,
  type App,
  type AppProps,
  type ChartProps,
  type IResolver,
} from 'cdk8s';
import { ConfigMap, Deployment, Service } from 'cdk8s-plus-27';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import * as fc from 'fast-check';

/** A construct of a random app; what it stands below is one of those before it. */
type Part = {
  readonly kind: 'chart' | 'chart with toJson' | 'construct' | 'object' | 'lazy' | 'patched' | 'plus';
  readonly id: string;
  readonly below: number;
  readonly name: string | undefined;
  readonly invalid: boolean;
};

type Dependency = { readonly from: number; readonly to: readonly number[]; readonly way: 'down' | 'up' | 'any' };

/** An app as data, so that it can be made twice. */
export type RandomApp = {
  readonly parts: readonly Part[];
  readonly dependencies: readonly Dependency[];
  readonly props: AppProps;
  readonly removed: readonly number[];
};

const outputTypes = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('chart', 'chart', 'chart with toJson', 'construct', 'construct', ...objects(), 'lazy', 'plus'),
  id: fc.constantFrom('a', 'b', 'Default', 'Resource', '10', '9', '007', '4294967294', '4294967295', 'Übel', 'x y'),
  below: fc.nat(),
  name: fc.option(fc.constantFrom('same', 'other', 'Same'), { nil: undefined, freq: 12 }),
  invalid: fc.integer({ min: 0, max: 400 }).map(number => number === 0),
});

function objects(): ('object' | 'patched')[] {
  return ['object', 'object', 'object', 'object', 'patched'];
}

const dependency = (way: Dependency['way']): fc.Arbitrary<Dependency> =>
  fc.record({
    from: fc.nat(),
    to: fc.oneof({ weight: 3, arbitrary: fc.tuple(fc.nat()) }, fc.array(fc.nat(), { maxLength: 3 })),
    way: fc.constant(way),
  });

const resolver: IResolver = {
  resolve: context => {
    if (context.value === 'resolved') context.replaceValue(`${context.key.join('.')} of ${context.obj.node.path}`);
  },
};

/** Small ones: cdk8s takes exponentially long for large ones. */
export const randomApp: fc.Arbitrary<RandomApp> = fc.record({
  parts: fc.array(part, { minLength: 1, maxLength: 14 }),
  dependencies: fc
    .constantFrom<Dependency['way']>('down', 'down', 'down', 'down', 'down', 'up', 'up', 'any')
    .chain(way => fc.array(dependency(way), { maxLength: 7 })),
  props: fc.record({
    yamlOutputType: fc.constantFrom(...outputTypes),
    recordConstructMetadata: fc.boolean(),
    outputFileExtension: fc.constantFrom('.k8s.yaml', '.yml', ''),
    resolvers: fc.constantFrom([], [resolver]),
  }),
  removed: fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, fc.tuple(fc.nat())),
});

class WithToJson extends Chart {
  override toJson(): unknown[] {
    return [{ kind: 'First', metadata: { name: this.node.id } }, ...(super.toJson() as unknown[]), undefined];
  }
}

/** Makes an app below a root of whichever class. */
export function build(model: RandomApp, app: App): void {
  const made: IConstruct[] = [app];
  for (const each of model.parts) made.push(make(each, made));
  const [, ...constructs] = made;
  for (const { from, to, way } of model.dependencies) {
    const source = constructs[from % constructs.length];
    const targets = to.flatMap(target => constructs[target % constructs.length] ?? []);
    const sound = targets.filter(target => source && (way === 'any' || isSound(constructs, source, target, way)));
    const [first] = sound;
    source?.node.addDependency(first && to.length === 1 ? first : new DependencyGroup(...sound));
  }
  for (const number of model.removed) remove(constructs[number % constructs.length]);
}

/** Without a cycle, mostly: charts depend on later ones, or on earlier ones, and so do constructs within a chart. */
function isSound(
  constructs: readonly IConstruct[],
  source: IConstruct,
  target: IConstruct,
  way: Dependency['way'],
): boolean {
  const [from, to] = [chartOf(source), chartOf(target)];
  if (!from || !to) return false;
  if (from !== to && to.node.scopes.includes(from)) return true;
  if (source.node.scopes.includes(target) || target.node.scopes.includes(source))
    return source !== target && way === 'up';
  if (from.node.scopes.includes(to)) return false;
  const [one, other] = from === to ? [source, target] : [from, to];
  return constructs.indexOf(one) < constructs.indexOf(other) === (way === 'down');
}

const chartOf = ({ node }: IConstruct): IConstruct | undefined =>
  [...node.scopes].reverse().find(scope => Chart.isChart(scope));

function make({ kind, id, below, name, invalid }: Part, made: readonly IConstruct[]): IConstruct {
  const isChart = kind.startsWith('chart');
  const inChart = made.filter(({ node }) => node.scopes.some(scope => Chart.isChart(scope)));
  // What is no chart stands in one; should there be none, it becomes one.
  const scopes = isChart || (kind === 'construct' && below % 5 === 0) || inChart.length === 0 ? made : inChart;
  const scope = scopes[below % scopes.length] ?? made[0];
  if (!scope) throw new Error('there is an app');
  const free = scope.node.tryFindChild(id) ? `${id}-${made.length}` : id;
  const construct = of(inChart.length === 0 && kind !== 'construct' ? 'chart' : kind, scope, free, name);
  if (invalid) construct.node.addValidation({ validate: () => [`is invalid, ${free}`, 'and again'] });
  return construct;
}

function of(kind: Part['kind'], scope: IConstruct, id: string, name: string | undefined): IConstruct {
  const below = scope as Construct;
  const chart: ChartProps = id === 'a' ? { namespace: 'space', labels: { team: 'one' } } : {};
  const metadata = name === undefined ? {} : { metadata: { name, labels: { role: 'named' } } };
  const spec = { b: 1, a: ['x', null, 'resolved', { d: true, c: undefined }], e: {}, f: [] };
  switch (kind) {
    case 'chart':
      return new Chart(below, id, chart);
    case 'chart with toJson':
      return new WithToJson(below, id, chart);
    case 'construct':
      return new Construct(below, id);
    case 'object':
      return new ApiObject(below, id, { apiVersion: 'v1', kind: 'Thing', ...metadata, spec });
    case 'lazy':
      return new ApiObject(below, id, {
        apiVersion: 'v1',
        kind: 'Late',
        spec: Lazy.any({ produce: () => spec }) as unknown,
      });
    case 'patched': {
      const object = new ApiObject(below, id, { apiVersion: 'a/v1', kind: 'Thing', ...metadata, spec });
      object.addJsonPatch(JsonPatch.add('/spec/b', 2), JsonPatch.remove('/spec/a/0'));
      object.metadata.addLabel('late', 'yes');
      return object;
    }
    case 'plus':
      return plus(below, id);
  }
}

function plus(scope: Construct, id: string): Construct {
  const construct = new Construct(scope, id);
  const deployment = new Deployment(construct, 'deployment', { containers: [{ image: 'a', portNumber: 80 }] });
  const config = new ConfigMap(construct, 'config', { data: { a: '1' } });
  deployment.node.addDependency(config);
  new Service(construct, 'service', { selector: deployment, ports: [{ port: 80 }] });
  return construct;
}

/** Taken out of the tree, with what depends on it still there; an object is replaced by another. */
function remove(construct: IConstruct | undefined): void {
  const scope = construct?.node.scope;
  if (!construct || !scope?.node.tryRemoveChild(construct.node.id) || !ApiObject.isApiObject(construct)) return;
  new ApiObject(scope, construct.node.id, { apiVersion: 'v1', kind: 'Replaced' });
}
