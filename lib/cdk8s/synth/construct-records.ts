import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** What synthesis knows of one construct. */
export class ConstructRecord {
  /** Where the records of its subtree end: they begin with its own, and stand in one piece. */
  end: number;
  /** What it depends on: what it was told, and what follows for its chart. Empty for nearly every construct. */
  readonly dependencies: ConstructRecord[] = [];
  readonly isChart: boolean;
  readonly isObject: boolean;
  /** The closest chart, which may be itself. */
  readonly chart: ConstructRecord | undefined;

  constructor(
    readonly construct: IConstruct,
    /** Where it stands in `node.findAll()`. */
    readonly index: number,
    readonly parent: ConstructRecord | undefined,
  ) {
    this.end = index + 1;
    this.isChart = Chart.isChart(construct);
    this.isObject = !this.isChart && ApiObject.isApiObject(construct);
    this.chart = this.isChart ? this : parent?.chart;
  }

  /** Its path, for people. */
  get path(): string {
    return this.construct.node.path || '<root>';
  }

  /** Whether another construct is itself or stands below. */
  contains(other: ConstructRecord): boolean {
    return this.index <= other.index && other.index < this.end;
  }
}

/** The constructs of an app, in the order of `node.findAll()`. */
export class ConstructTree {
  readonly records: readonly ConstructRecord[];
  readonly charts: readonly ConstructRecord[];
  readonly #objects = new Map<ConstructRecord, readonly ConstructRecord[]>();
  #byConstruct: ReadonlyMap<IConstruct, ConstructRecord> | undefined;
  #byPath: ReadonlyMap<string, ConstructRecord> | undefined;

  constructor(root: IConstruct) {
    this.records = recordsOf(root);
    this.charts = this.records.filter(({ isChart }) => isChart);
  }

  /** The record of a construct. One that was taken out of the tree is known by its path, as cdk8s does it. */
  find(construct: IConstruct): ConstructRecord | undefined {
    this.#byConstruct ??= new Map(this.records.map(record => [record.construct, record]));
    const found = this.#byConstruct.get(construct);
    if (found) return found;
    this.#byPath ??= new Map(this.records.map(record => [record.construct.node.path, record]));
    return this.#byPath.get(construct.node.path);
  }

  /** The objects at and below a construct that are of its own chart: those that a dependency on it, or of it, is about. */
  objectsOf(record: ConstructRecord): readonly ConstructRecord[] {
    if (record.end === record.index + 1) return record.isObject ? [record] : [];
    let objects = this.#objects.get(record);
    if (!objects) {
      objects = this.records
        .slice(record.index, record.end)
        .filter(({ isObject, chart }) => isObject && chart === record.chart);
      this.#objects.set(record, objects);
    }
    return objects;
  }
}

function recordsOf(root: IConstruct): readonly ConstructRecord[] {
  const records: ConstructRecord[] = [];
  let parent: ConstructRecord | undefined;
  for (const construct of root.node.findAll()) {
    while (parent && parent.construct !== construct.node.scope) parent = close(parent, records.length);
    parent = new ConstructRecord(construct, records.length, parent);
    records.push(parent);
  }
  while (parent) parent = close(parent, records.length);
  return records;
}

function close(record: ConstructRecord, end: number): ConstructRecord | undefined {
  record.end = end;
  return record.parent;
}
