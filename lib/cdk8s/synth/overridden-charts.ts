import { Chart } from 'cdk8s';
import { overridesToJson } from './documents';
import type { Plan } from './plan';

/**
 * Runs what renders the charts of a plan.
 *
 * A chart that overrides `toJson` calls `super.toJson()`, and there cdk8s works out the order of the whole app anew, for
 * each such chart. For as long as it runs, the plan answers instead.
 */
export function withPlannedCharts<Result>({ charts }: Plan, run: () => Result): Result {
  if (!charts.some(({ chart }) => overridesToJson(chart))) return run();
  const planned = new Map(charts.map(({ chart, objects }) => [chart, objects]));
  const own = Object.getOwnPropertyDescriptor(Chart.prototype, 'toJson') as { readonly value: () => unknown[] };
  Chart.prototype.toJson = function (this: Chart): unknown[] {
    return planned.get(this)?.map((object): unknown => object.toJson()) ?? own.value.call(this);
  };
  try {
    return run();
  } finally {
    Object.defineProperty(Chart.prototype, 'toJson', own);
  }
}
