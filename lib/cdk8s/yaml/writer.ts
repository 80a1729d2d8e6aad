import { anchorsOf, type Anchors } from './anchors';
import { newLine } from './indent';
import { writtenKey } from './key';
import { Met } from './met';
import { scalarText } from './scalar';
import { Unwritable } from './unwritable';
import { isContainer, isObject, writtenObject, type Container } from './value';

/** How deep the parser of Kubernetes goes: so many lists and objects in one another. */
const deepest = 10_000;

/** What is being written, and how far it is. */
type Level = {
  readonly object: object;
  readonly values: Container;
  /** A list has none. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  next: number;
};

/** Writes one document. It keeps the levels by itself: the stack of calls is not as deep as a document may be. */
export class Writer {
  private text = '';
  private readonly levels: Level[] = [];
  private readonly met = new Met();

  /** The anchors are found out when they are needed. */
  constructor(
    private readonly object: object,
    private readonly document: Container,
    private readonly anchors?: Anchors,
  ) {
    this.met.add(object);
    this.open(object, document, '');
  }

  write(): string {
    try {
      for (let level = this.levels.at(-1); level; level = this.levels.at(-1)) {
        if (level.next === level.length) this.levels.pop();
        else if (!(level.keys ? this.entries(level, level.keys) : this.items(level))) return this.writeAgain();
      }
    } catch (error) {
      throw error instanceof Unwritable ? error.at(this.steps()) : error;
    }
    return `${this.text}\n`;
  }

  private writeAgain(): string {
    return new Writer(this.object, this.document, anchorsOf(this.document)).write();
  }

  /** The keys and indices that lead to what is being written. */
  private steps(): (string | number)[] {
    return this.levels.map(({ keys, next }) => keys?.[next - 1] ?? next - 1);
  }

  /** Writes the entries up to the first that has entries of its own; false where one occurs again without an anchor. */
  private entries(level: Level, keys: readonly string[]): boolean {
    const values = level.values as Readonly<Record<string, unknown>>;
    const depth = this.levels.length;
    const line = newLine(depth - 1);
    let { text } = this;
    while (level.next < level.length) {
      const index = level.next++;
      if (index > 0) text += line;
      const key = keys[index] ?? '';
      const { name, spaced, isLong } = writtenKey(key, line);
      const value = values[key];
      if (isObject(value)) {
        this.text = text + name;
        return this.nested(value, isLong ? ' ' : newLine(depth));
      }
      text += spaced + scalarText(value, depth);
    }
    this.text = text;
    return true;
  }

  /** The same for a list. */
  private items(level: Level): boolean {
    const values = level.values as readonly unknown[];
    const depth = this.levels.length;
    while (level.next < level.length) {
      const index = level.next++;
      this.text += index > 0 ? `${newLine(depth - 1)}-` : '-';
      const value = values[index];
      if (isObject(value)) return this.nested(value, ' ');
      this.text += ` ${scalarText(value, depth)}`;
    }
    return true;
  }

  /** What is given stands before the entries of the object, which follow. */
  private nested(value: object, before: string): boolean {
    const { met, anchors } = this;
    const again = !met.add(value);
    if (again) {
      this.requireEnd(value);
      if (!anchors) return false;
    }
    const name = anchors?.get(value);
    if (name !== undefined && again) {
      this.text += ` *${name}`;
      return true;
    }
    if (name !== undefined) this.text += ` &${name}`;
    const written = writtenObject(value);
    if (isContainer(written)) this.open(value, written, name === undefined ? before : newLine(this.levels.length));
    else this.text += ` ${scalarText(written, this.levels.length)}`;
    return true;
  }

  private requireEnd(object: object): void {
    if (this.levels.some(level => level.object === object)) {
      throw new Unwritable('holds itself, so that it has no end; give it a copy');
    }
  }

  private open(object: object, values: Container, before: string): void {
    if (this.levels.length === deepest) {
      throw new Unwritable(`is deeper than the ${deepest} levels that Kubernetes reads; make it flatter`);
    }
    const keys = Array.isArray(values) ? undefined : Object.keys(values);
    const length = keys?.length ?? (values as readonly unknown[]).length;
    if (length === 0) this.text += `${before && ' '}${keys ? '{}' : '[]'}`;
    else {
      this.text += before;
      this.levels.push({ object, values, keys, length, next: 0 });
    }
  }
}
