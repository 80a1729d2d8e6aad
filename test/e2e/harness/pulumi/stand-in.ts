import type { Properties } from './wire';

/** A resource as its URN names it. */
export type ResourceName = {
  /** Such as `kubernetes:core/v1:Secret`. */
  readonly type: string;
  /** The name that the program gives to its constructor. */
  readonly name: string;
};

/** A resource as the state has it. */
export type Stored = {
  readonly id: string;
  /** As `check` answered them, with the marks of secrets. */
  readonly inputs: Properties;
  /** As `create`, `update` or `read` answered them. */
  readonly outputs: Properties;
};

/** A property that differs. */
export type Change = {
  readonly path: string;
  readonly kind: 'add' | 'delete' | 'update';
  /** Whether the resource must be made anew for it. */
  readonly replaces: boolean;
};

export type Diff = { readonly changes: readonly Change[]; readonly deleteBeforeReplace: boolean };

/** What a stand-in for a provider does; everything that it answers keeps the marks of secrets. */
export type StandIn = {
  /** The real provider's version, which the program's SDK asks for. */
  readonly version: string;
  /** Takes the configuration of the provider, plain. */
  configure(config: Properties): void;
  /** The inputs as they go into the state: with the names and defaults that the program left out. */
  check(resource: ResourceName, news: Properties, olds: Properties | undefined): Promise<Properties>;
  diff(resource: ResourceName, stored: Stored, news: Properties): Promise<Diff>;
  create(resource: ResourceName, inputs: Properties): Promise<Omit<Stored, 'inputs'>>;
  /** The resource as it is now, undefined when it is gone. */
  read(resource: ResourceName, stored: Stored): Promise<Omit<Stored, 'id'> | undefined>;
  /** Changes it in place, and answers with the outputs. */
  update(resource: ResourceName, stored: Stored, news: Properties): Promise<Properties>;
  delete(resource: ResourceName, stored: Stored): Promise<void>;
  /** Answers a function of the provider, such as `aws:index/getRegion:getRegion`. */
  invoke(token: string, args: Properties): Promise<Properties>;
};

/** A resource that the stand-in does not know: wanted is a new entry, not a guess. */
export function unsupported(standIn: string, what: string): Error {
  return new Error(`the stand-in for the ${standIn} provider does not know ${what}: add it in test/e2e/harness/pulumi`);
}
