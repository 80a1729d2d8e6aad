import type { ApiObject, App, Chart } from 'cdk8s';
import { ConstructTree, type ConstructRecord } from './construct-records';
import { resolveDependencies } from './dependencies';
import { inDependencyOrder } from './dependency-order';

/** A chart, and its objects in the order in which they are written. */
export type PlannedChart = { readonly chart: Chart; readonly objects: readonly ApiObject[] };

/** What is written, and in which order. */
export type Plan = {
  readonly charts: readonly PlannedChart[];
  /** Whether file names begin with the place of their chart in that order. */
  readonly numbered: boolean;
};

/**
 * Orders the charts of an app, and the objects of each chart, by their dependencies.
 *
 * @throws Error with the path of a cycle, FieldError where one end of a dependency is in no chart
 */
export function planOf(app: App): Plan {
  const tree = new ConstructTree(app);
  const { betweenCharts, orderCharts } = resolveDependencies(tree);
  const vertices = asKeys(tree.records);
  const [root] = tree.records;
  const ordered = root && orderCharts ? inDependencyOrder(tree, root, vertices) : vertices;
  const charts = ordered
    .filter(({ isChart }) => isChart)
    .map(chart => ({ chart: chart.construct as Chart, objects: objectsOf(tree, chart) }));
  return { charts, numbered: betweenCharts };
}

function objectsOf(tree: ConstructTree, chart: ConstructRecord): readonly ApiObject[] {
  const subtree = tree.records.slice(chart.index, chart.end);
  const depends = subtree.some(({ dependencies }) => dependencies.length > 0);
  const ordered = depends ? inDependencyOrder(tree, chart, subtree) : subtree;
  return ordered
    .filter(record => record.isObject && record.chart === chart)
    .map(({ construct }) => construct as ApiObject);
}

/**
 * The order of cdk8s' graph, which keeps constructs in an object, by path: a path such as `10` comes before the others.
 * Only a path of one id can look like that, and `node.children` have such ids first, in the same order.
 */
function asKeys(records: readonly ConstructRecord[]): readonly ConstructRecord[] {
  const first = records.filter(({ parent, construct }) => parent?.index === 0 && isArrayIndex(construct.node.path));
  if (first.length === 0) return records;
  const isFirst = new Set(first);
  return [...first, ...records.filter(record => !isFirst.has(record))];
}

const isArrayIndex = (key: string): boolean => /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
