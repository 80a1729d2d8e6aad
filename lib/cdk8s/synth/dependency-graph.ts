import type { ConstructRecord, ConstructTree } from './construct-records';
import { dependencyCycle } from './dependency-cycle';

/**
 * Which construct has to come before which, at and below one construct.
 *
 * If one construct depends on another, every object of the first depends on every object of the second, and cdk8s writes
 * down each such pair. Here two more vertices stand for them: the *needs* of a construct, which lead to those of its
 * parent and to the groups that it depends on; and a *group*, which leads to the objects of a construct. An object leads
 * to its needs. So there are as many edges as the app has constructs, objects and dependencies, and a walk meets objects
 * in the same order as by the pairs.
 *
 * No object depends on itself, though, and it would if a construct depends on one that it contains, or that contains it.
 * Unless there is a cycle, that is about a single object. It has needs of its own that leave it out.
 */
export class DependencyGraph {
  /** How many vertices there are. */
  readonly size: number;
  readonly #tree: ConstructTree;
  readonly #top: ConstructRecord;
  readonly #length: number;
  readonly #sources: readonly ConstructRecord[];
  /** Objects that would depend on themselves, and the outermost construct whose dependency says so. */
  readonly #ownNeeds = new Map<ConstructRecord, ConstructRecord>();

  constructor(tree: ConstructTree, top: ConstructRecord) {
    this.#tree = tree;
    this.#top = top;
    this.#length = top.end - top.index;
    this.size = 3 * this.#length;
    this.#sources = tree.records.slice(top.index, top.end).filter(({ dependencies }) => dependencies.length > 0);
    for (const source of this.#sources) for (const target of this.#targets(source)) this.#keepApart(source, target);
  }

  /** The vertex of a construct. */
  vertexOf(record: ConstructRecord): number {
    return record.index - this.#top.index;
  }

  /** The construct of a vertex, if it is one's. */
  recordAt(vertex: number): ConstructRecord | undefined {
    return vertex < this.#length ? this.#tree.records[this.#top.index + vertex] : undefined;
  }

  /** The vertices that have to come before a vertex, in the order in which cdk8s would visit them. */
  leadsTo(vertex: number): readonly number[] {
    const record = this.#tree.records[this.#top.index + (vertex % this.#length)];
    if (!record) return [];
    if (vertex >= 2 * this.#length) return this.#tree.objectsOf(record).map(object => this.vertexOf(object));
    if (vertex >= this.#length) return [...this.#needsAbove(record), ...this.#groups(record)];
    const told = this.#targets(record).map(target => this.vertexOf(target));
    return record.isObject ? [...told, ...this.#needsOfObject(record)] : told;
  }

  /** Which constructs something depends on. */
  dependedOn(): (record: ConstructRecord) => boolean {
    const marks = new Uint8Array(this.size);
    for (const source of this.#sources) {
      const [only, another] = this.#tree.objectsOf(source);
      for (const target of this.#targets(source)) {
        marks[this.vertexOf(target)] = 1;
        const group = this.#group(target);
        if (!only || marks[group]) continue;
        const itself = !another && isOneOf(target, only) ? only : undefined;
        for (const object of this.#tree.objectsOf(target)) if (object !== itself) marks[this.vertexOf(object)] = 1;
        // The others of the group are done with, for whatever else depends on it.
        if (!itself) marks[group] = 1;
      }
    }
    return record => marks[this.vertexOf(record)] === 1;
  }

  /** Like cdk8s, the graph of a chart knows nothing of what is outside of it. */
  #targets(record: ConstructRecord): readonly ConstructRecord[] {
    return record.dependencies.length === 0 ? none : record.dependencies.filter(target => this.#top.contains(target));
  }

  #group(record: ConstructRecord): number {
    // An object with nothing below it is its own group.
    return isLone(record) ? this.vertexOf(record) : 2 * this.#length + this.vertexOf(record);
  }

  #groups(record: ConstructRecord): readonly number[] {
    return this.#targets(record).map(target => this.#group(target));
  }

  /** The needs of the closest construct, from this one up to its chart, that has any. */
  #needs(record: ConstructRecord): readonly number[] {
    for (let scope: ConstructRecord | undefined = record; scope && scope.chart === record.chart; scope = scope.parent) {
      if (scope.dependencies.length > 0) return [this.#length + this.vertexOf(scope)];
    }
    return [];
  }

  #needsAbove({ parent, isChart }: ConstructRecord): readonly number[] {
    return parent && !isChart ? this.#needs(parent) : [];
  }

  #needsOfObject(object: ConstructRecord): readonly number[] {
    const outermost = this.#ownNeeds.get(object);
    // Between lone objects, what was told is all that follows.
    if (!outermost) return object.dependencies.every(isLone) ? this.#needsAbove(object) : this.#needs(object);
    const scopes: ConstructRecord[] = [];
    for (let scope = object; scope !== outermost; scope = scope.parent ?? outermost) scopes.unshift(scope);
    const without = (target: ConstructRecord): readonly number[] =>
      isOneOf(target, object)
        ? this.#tree.objectsOf(target).flatMap(other => (other === object ? [] : this.vertexOf(other)))
        : [this.#group(target)];
    const own = [outermost, ...scopes].flatMap(scope => this.#targets(scope).flatMap(without));
    return [...this.#needsAbove(outermost), ...own];
  }

  #keepApart(source: ConstructRecord, target: ConstructRecord): void {
    if (source.chart !== target.chart || !(source.contains(target) || target.contains(source))) return;
    const [object, another] = this.#tree.objectsOf(source.contains(target) ? target : source);
    if (source === target) throw dependencyCycle([source]);
    if (object && another) throw dependencyCycle([object, another]);
    // Sources come from the outside in.
    if (object && !this.#ownNeeds.has(object)) this.#ownNeeds.set(object, source);
  }
}

const none: readonly ConstructRecord[] = [];

/** Whether a construct is an object that has nothing below it. */
const isLone = ({ isObject, index, end }: ConstructRecord): boolean => isObject && end === index + 1;

/** Whether an object is one of those that a dependency on a construct is about. */
const isOneOf = (target: ConstructRecord, object: ConstructRecord): boolean =>
  target.chart === object.chart && target.contains(object);
