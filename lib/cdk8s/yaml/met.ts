// So few are found sooner one by one than by their hashes.
const few = 16;

/** The objects that have been met. */
export class Met {
  private readonly first: object[] = [];
  private others: Set<object> | undefined;

  /** Whether the object is new. */
  add(object: object): boolean {
    if (this.first.includes(object) || this.others?.has(object)) return false;
    if (this.first.length < few) this.first.push(object);
    else (this.others ??= new Set()).add(object);
    return true;
  }
}
