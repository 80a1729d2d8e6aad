import type { ConstructRecord, ConstructTree } from './construct-records';
import { DependencyGraph } from './dependency-graph';
import { dependencyCycle } from './dependency-cycle';

const unseen = 0;
const open = 1;
const done = 2;

/**
 * The constructs at and below one, each after all that it depends on: the order in which cdk8s' `DependencyGraph` would
 * have them, but found in one walk that needs no stack.
 *
 * @throws Error with the path of a cycle
 */
export function inDependencyOrder(
  tree: ConstructTree,
  top: ConstructRecord,
  subtree: readonly ConstructRecord[] = tree.records.slice(top.index, top.end),
): readonly ConstructRecord[] {
  const graph = new DependencyGraph(tree, top);
  const walk = new Walk(graph);
  const isDependedOn = graph.dependedOn();
  for (const record of subtree) if (!isDependedOn(record)) walk.visit(record);
  // A cycle that nothing outside depends on has no beginning, so that the walk has not met it yet.
  if (walk.found.length < subtree.length) for (const record of subtree) walk.visit(record);
  return walk.found;
}

/** A depth-first walk over a graph; what it leaves for the last time, it has found. */
class Walk {
  readonly found: ConstructRecord[] = [];
  readonly #graph: DependencyGraph;
  readonly #marks: Uint8Array;
  // One entry each for every vertex on the way: the vertex, those it leads to, and how many of these are behind us.
  readonly #way: number[] = [];
  readonly #next: (readonly number[])[] = [];
  readonly #behind: number[] = [];

  constructor(graph: DependencyGraph) {
    this.#graph = graph;
    this.#marks = new Uint8Array(graph.size);
  }

  visit(record: ConstructRecord): void {
    const start = this.#graph.vertexOf(record);
    if (this.#marks[start] === unseen) this.#enter(start);
    for (let depth = this.#way.length - 1; depth >= 0; depth = this.#way.length - 1) {
      const behind = this.#behind[depth] ?? 0;
      const next = this.#next[depth]?.[behind];
      this.#behind[depth] = behind + 1;
      if (next === undefined) this.#leave();
      else if (this.#marks[next] === unseen) this.#enter(next);
      else if (this.#marks[next] === open) throw this.#cycleAt(next);
    }
  }

  #enter(vertex: number): void {
    this.#marks[vertex] = open;
    this.#way.push(vertex);
    this.#next.push(this.#graph.leadsTo(vertex));
    this.#behind.push(0);
  }

  #leave(): void {
    const vertex = this.#way.pop() ?? 0;
    this.#next.pop();
    this.#behind.pop();
    this.#marks[vertex] = done;
    const record = this.#graph.recordAt(vertex);
    if (record) this.found.push(record);
  }

  #cycleAt(vertex: number): Error {
    const circle = this.#way.slice(this.#way.indexOf(vertex));
    return dependencyCycle(circle.flatMap(each => this.#graph.recordAt(each) ?? []));
  }
}
