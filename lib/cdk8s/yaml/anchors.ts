import { Unwritable } from './unwritable';
import { isContainer, isObject, writtenObject, type Container } from './value';

/** The names of the objects that occur more than once, which are written where they occur first. */
export type Anchors = ReadonlyMap<object, string>;

/** An object that is being counted, and how much the parser had read before it. */
type Level = { readonly object: object; readonly values: Iterator<unknown>; readonly before: number };

// The parser counts what it reads, and refuses a document of which aliases stand for nearly all.
const fewRead = 1000;
const fewAliased = 100;

/** How much of what is read may come by aliases: the parser's allowedAliasRatio. */
function allowedRatio(read: number): number {
  return Math.min(0.99, Math.max(0.1, 0.99 - (0.89 * (read - 400_000)) / 3_600_000));
}

const isExcessive = (read: number, aliased: number): boolean =>
  aliased > fewAliased && read > fewRead && aliased / read > allowedRatio(read);

/** What a document may hold when all that occurs again is written again. */
const mostInFull = 10_000_000;

/**
 * Names what occurs more than once, in the order in which it occurs again, as cdk8s does. Where the parser would refuse
 * so many aliases nothing has a name, and everything is written in full.
 */
export function anchorsOf(document: Container): Anchors {
  return new Census(document).anchors();
}

class Census {
  readonly #names = new Map<object, string>();
  /** How much the parser reads for an object; nothing while it is being counted. */
  readonly #sizes = new Map<object, number | undefined>();
  readonly #levels: Level[] = [];
  #read = 1;
  #aliased = 0;
  #refused = false;

  constructor(document: Container) {
    this.#open(document, document);
    for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
      const { value, done } = level.values.next() as IteratorResult<unknown, undefined>;
      if (done) this.#close(level);
      else this.#count(value);
    }
    this.#check();
  }

  anchors(): Anchors {
    if (!this.#refused) return this.#names;
    if (this.#read <= mostInFull) return new Map();
    throw new Unwritable('holds the same objects so often that Kubernetes refuses it; give it fewer of them').at([]);
  }

  #open(object: object, container: Container): void {
    this.#sizes.set(object, undefined);
    this.#levels.push({ object, values: Object.values(container).values(), before: this.#read });
    // The object, and its keys.
    this.#read += 1 + (Array.isArray(container) ? 0 : Object.keys(container).length);
  }

  #close({ object, before }: Level): void {
    this.#sizes.set(object, this.#read - before);
    this.#levels.pop();
  }

  #count(value: unknown): void {
    if (!isObject(value)) this.#read++;
    else if (this.#sizes.has(value)) this.#again(value);
    else this.#first(value);
  }

  #first(value: object): void {
    const written = writtenObject(value);
    if (isContainer(written)) this.#open(value, written);
    else {
      this.#read++;
      this.#sizes.set(value, 1);
    }
  }

  #again(value: object): void {
    // What holds itself has no size yet, and is refused where it is written.
    const size = this.#sizes.get(value) ?? 0;
    if (!this.#names.has(value)) this.#names.set(value, `a${this.#names.size + 1}`);
    this.#check();
    this.#read += 1 + size;
    this.#aliased += size;
    this.#check();
  }

  /** The share of aliases is greatest at the end of one, or where many values have made the parser stricter. */
  #check(): void {
    this.#refused ||= isExcessive(this.#read, this.#aliased);
  }
}
