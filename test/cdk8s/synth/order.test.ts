import { ApiObject, App as Cdk8sApp, Chart } from 'cdk8s';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import { App } from 'keywire/cdk8s';
import { readBack } from '../app';

const object = (scope: IConstruct, id: string): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Thing', metadata: { name: id } });

/** The names of the objects of an app, in order. */
const order = (app: Cdk8sApp): readonly string[] =>
  readBack(app).map(document => (document as { readonly metadata: { readonly name: string } }).metadata.name);

const both = [App, Cdk8sApp] as const;

describe('an object', () => {
  test('comes after all that it depends on', () => {
    const chart = new Chart(new App(), 'chart');
    const [a, b, c] = ['a', 'b', 'c'].map(id => object(chart, id)) as [ApiObject, ApiObject, ApiObject];
    a.addDependency(b, c);
    b.node.addDependency(new DependencyGroup(c));
    expect(order(chart.node.root as App)).toEqual(['c', 'b', 'a']);
  });

  test.each(both)('comes after the others of a construct that it is in and depends on, also in %p', Root => {
    const chart = new Chart(new Root(), 'chart');
    const [one, two] = [new Construct(chart, 'one'), new Construct(chart, 'two')];
    const a = object(one, 'a');
    for (const id of ['b', 'c']) object(one, id);
    const d = object(two, 'd');
    a.addDependency(one);
    chart.node.addDependency(d);
    expect(order(chart.node.root as Cdk8sApp)).toEqual(['d', 'b', 'c', 'a']);
  });

  test('that replaced another is what others depend on', () => {
    const chart = new Chart(new App(), 'chart');
    const a = object(chart, 'a');
    a.addDependency(object(chart, 'b'));
    chart.node.tryRemoveChild('b');
    object(chart, 'b');
    expect(order(chart.node.root as App)).toEqual(['b', 'a']);
  });
});

describe('a chart', () => {
  test.each(both)('with a number for its id comes first, also in %p', Root => {
    const app = new Root();
    for (const id of ['b', '10', '9']) object(new Chart(app, id), `in-${id}`);
    expect(app.charts.map(({ node }) => node.id)).toEqual(['9', '10', 'b']);
  });

  test('comes after the charts that stand directly below it, before synth and after', () => {
    const app = new App();
    const outer = new Chart(app, 'outer');
    new Chart(outer, 'inner');
    new Chart(new Construct(outer, 'deep'), 'inner');
    expect(app.charts.map(({ node }) => node.path)).toEqual(['outer/inner', 'outer', 'outer/deep/inner']);
  });

  test('leaves the dependencies alone that its constructs were told', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    object(a, 'a').addDependency(object(b, 'b'));
    app.synthYaml();
    expect([a.node.dependencies, b.node.dependencies]).toEqual([[], []]);
  });
});

describe('time and stack', () => {
  const chartOf = (size: number, dependsOn: (number: number) => readonly number[]): Chart => {
    const chart = new Chart(new App(), 'chart');
    const objects = Array.from({ length: size }, (_, number) => object(chart, `o${number}`));
    for (const [number, each] of objects.entries())
      for (const before of dependsOn(number)) each.addDependency(...objects.slice(before, before + 1));
    return chart;
  };

  test('hold for a chain of 100,000 objects', () => {
    const size = 100_000;
    const [chart] = (chartOf(size, number => (number + 1 < size ? [number + 1] : [])).node.root as App).charts;
    expect(chart?.node.path).toBe('chart');
  });

  test.each([
    ['a ladder', (number: number) => [number - 1, number - 2].filter(before => before >= 0)],
    ['diamonds', (number: number) => (number % 3 === 0 ? [number - 1, number - 2] : [number - (number % 3)])],
  ])('hold for %s of 3,000 objects', (_, dependsOn) => {
    const yaml = (
      chartOf(3000, number => dependsOn(number).filter(before => before >= 0 && before < number)).node.root as App
    ).synthYaml();
    expect(yaml.match(/^---$/gm)).toHaveLength(2999);
  });

  test('hold for a chain of 500 charts, each with objects', () => {
    const app = new App();
    let before: Chart | undefined;
    for (let number = 0; number < 500; number++) {
      const chart = new Chart(app, `c${number}`);
      for (const id of ['a', 'b', 'c', 'd']) object(chart, id);
      if (before) before.addDependency(chart);
      before = chart;
    }
    expect(app.charts[0]?.node.path).toBe('c499');
    expect(app.synthYaml().match(/^---$/gm)).toHaveLength(1999);
  });

  test('hold for a chart that overrides toJson and asks cdk8s for its objects, in an app of any shape', () => {
    class WithComment extends Chart {
      override toJson(): unknown[] {
        return [...(super.toJson() as unknown[]), { kind: 'Last' }];
      }
    }
    const chart = new WithComment(new App(), 'chart');
    const objects = Array.from({ length: 200 }, (_, number) => object(chart, `o${number}`));
    for (const [number, each] of objects.entries())
      each.addDependency(...objects.slice(Math.max(0, number - 2), number));
    const documents = readBack(chart.node.root as App);
    expect(documents).toHaveLength(201);
    expect(documents.at(-1)).toEqual({ kind: 'Last' });
    expect(Object.hasOwn(chart, 'toJson')).toBe(false);
  });
});

describe('a synth', () => {
  const chart = (): Chart => new Chart(new App(), 'chart');
  const synth =
    ({ node }: Chart) =>
    (): string =>
      (node.root as App).synthYaml();

  test('fails when there is a cycle, and shows it', () => {
    const scope = chart();
    const [a, b, c] = ['a', 'b', 'c'].map(id => object(scope, id)) as [ApiObject, ApiObject, ApiObject];
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(b);
    expect(synth(scope)).toThrow(/^Dependency cycle detected: chart\/b => chart\/c => chart\/b$/);
    expect(() => (scope.node.root as App).charts).not.toThrow(/undefined/);
  });

  test('fails when there is a cycle of 100,000 objects', () => {
    const scope = chart();
    const objects = Array.from({ length: 100_000 }, (_, number) => object(scope, `o${number}`));
    for (const [number, each] of objects.entries())
      each.addDependency(...objects.slice(number + 1, number + 2), ...objects.slice(0, number === 99_999 ? 1 : 0));
    expect(synth(scope)).toThrow(/^Dependency cycle detected: chart\/o0 => chart\/o1 => /);
  });

  test('fails when charts depend on each other by way of what is in them', () => {
    const app = new App();
    const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
    object(one, 'a').addDependency(object(two, 'b'));
    object(two, 'c').addDependency(object(one, 'd'));
    expect(() => app.charts).toThrow(/^Dependency cycle detected: (one => two => one|two => one => two)$/);
  });

  test.each([
    ['a construct on itself', 'one'],
    ['two objects, with their construct, on one that contains both', 'deep'],
  ])('fails when it depends: %s', (_, on) => {
    const scope = chart();
    const one = new Construct(scope, 'one');
    for (const id of ['a', 'b']) object(one, id);
    one.node.addDependency(on === 'one' ? one : scope);
    expect(synth(scope)).toThrow(/^Dependency cycle detected: /);
  });

  test('fails when what depends on a chart is in none', () => {
    const app = new App();
    const [scope, outside] = [new Chart(app, 'chart'), new Construct(app, 'outside')];
    outside.node.addDependency(scope);
    expect(() => app.synthYaml()).toThrow(
      'outside: must be in a chart, as there is a dependency between it and chart; make it below a Chart',
    );
  });

  test('fails when a validation says so, in the words of cdk8s, and asks each construct once', () => {
    const scope = chart();
    let asked = 0;
    const validate = () => [`asked ${++asked} times`];
    object(scope, 'a').node.addValidation({ validate });
    new Chart(scope.node.root, 'other');
    expect(synth(scope)).toThrow('Validation failed with the following errors:\n  [chart/a] asked 1 times');
  });

  test('fails when an object has what YAML can not say, and shows where', () => {
    const scope = chart();
    new ApiObject(scope, 'a', { apiVersion: 'v1', kind: 'Thing', spec: { items: ['\ud800'] } });
    expect(synth(scope)).toThrow(/^chart\/a: spec\.items\[0\]: /);
  });
});
