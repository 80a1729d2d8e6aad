import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { FieldError } from '../../core/field-error';
import type { ConstructRecord, ConstructTree } from './construct-records';

/** What the dependencies of an app mean for its charts. */
export type ChartDependencies = {
  /** Whether a chart depends on another, so that the names of their files begin with a number. */
  readonly betweenCharts: boolean;
  /** Whether a chart itself stands at either end of a dependency, so that the order of charts is not just theirs. */
  readonly orderCharts: boolean;
};

/**
 * Gives every record its dependencies, in the order in which cdk8s would find them: those that were told, then of a
 * chart the charts that stand directly below it, then the charts that something in it depends on.
 *
 * @throws FieldError where one end of a dependency is in no chart
 */
export function resolveDependencies(tree: ConstructTree): ChartDependencies {
  const edges = [...edgesOf(tree)];
  for (const { source, target } of edges) if (target) source.dependencies.push(target);
  let betweenCharts = false;
  const ofCharts = new Map<ConstructRecord, Set<ConstructRecord>>();
  for (const { source, target, told } of edges) {
    if (source.chart && source.chart === target?.chart) continue;
    const [from, to] = [chartOf(source.construct, told), chartOf(told, source.construct)];
    betweenCharts ||= from !== to;
    // A chart of another app orders nothing here.
    const [one, other] = [tree.find(from), tree.find(to)];
    if (one && other && one !== other) setOf(ofCharts, one).add(other);
  }
  for (const [chart, targets] of ofCharts) chart.dependencies.push(...targets);
  return { betweenCharts, orderCharts: ofCharts.size > 0 || edges.some(isAtChart) };
}

type Edge = {
  readonly source: ConstructRecord;
  readonly told: IConstruct;
  /** Its record, unless it is in another tree. */
  readonly target: ConstructRecord | undefined;
};

function* edgesOf(tree: ConstructTree): Iterable<Edge> {
  for (const source of tree.records) {
    const { node } = source.construct;
    for (const told of node.dependencies) yield { source, told, target: tree.find(told) };
    if (!source.isChart) continue;
    // Charts that stand deeper, below another construct, need not come first.
    for (const told of node.children) if (Chart.isChart(told)) yield { source, told, target: tree.find(told) };
  }
}

/** The chart of a construct; one that was taken out of the tree still has it. */
function chartOf(construct: IConstruct, other: IConstruct): Chart {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    if (Chart.isChart(scope)) return scope;
  }
  const [path = '', otherPath = ''] = [construct, other].map(({ node }) => node.path || '<root>');
  throw new FieldError(
    path,
    `must be in a chart, as there is a dependency between it and ${otherPath}; make it below a Chart`,
  );
}

const isAtChart = ({ source, told }: Edge): boolean => source.isChart || Chart.isChart(told);

function setOf<Key, Value>(sets: Map<Key, Set<Value>>, key: Key): Set<Value> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return set;
}
