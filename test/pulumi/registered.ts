import { runtime } from '@pulumi/pulumi';

/** A resource as the engine is told of it. */
export type Registered = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly isComponent: boolean;
  /** The inputs as they go into state, secrets marked; look at them through {@link revealed} and {@link secretPathsIn}. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What a component said of itself in the end. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** The name of its parent. */
  readonly parent: string | undefined;
  /** The names of what it comes after. */
  readonly dependsOn: readonly string[];
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string | undefined;
  readonly aliases: readonly string[];
};

type Request = {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getParent(): string;
  getDependenciesList(): string[];
  getProvider(): string;
  getProvidersMap(): { toObject(includeInstance: boolean): [string, string][] };
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletedwith(): string;
  getAliasesList(): { getUrn(): string; getSpec(): { getName(): string } | undefined }[];
};

/** What stands in a request to the engine. */
export function registeredBy(request: Request): Registered {
  const [type, name] = [request.getType(), request.getName()];
  const parent = request.getParent();
  return {
    urn: `urn:pulumi:stack::project::${parent === '' ? '' : `${typeOf(parent)}$`}${type}::${name}`,
    type,
    name,
    isComponent: !request.getCustom(),
    inputs: request.getObject().toJavaScript(),
    parent: nameOf(parent),
    dependsOn: request.getDependenciesList().flatMap(urn => nameOf(urn) ?? []),
    provider: request.getProvider(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deletedWith: nameOf(request.getDeletedwith()),
    aliases: request.getAliasesList().map(alias => nameOf(alias.getUrn()) ?? alias.getSpec()?.getName() ?? ''),
  };
}

const nameOf = (urn: string): string | undefined => (urn === '' ? undefined : urn.split('::').at(-1));
const typeOf = (urn: string): string => urn.split('::').at(2)?.split('$').at(-1) ?? '';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isSecret = (value: unknown): value is { readonly value: unknown } =>
  isObject(value) && value[runtime.specialSigKey] === runtime.specialSecretSig;

/** The same tree with secrets as what they are, and without keys of no value. */
export function revealed(value: unknown): unknown {
  if (isSecret(value)) return revealed(value.value);
  if (Array.isArray(value)) return value.map(revealed);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, revealed(item)]));
}

/** The same tree without what is marked as secret. */
export function shownPart(value: unknown): unknown {
  if (isSecret(value)) return '[secret]';
  if (Array.isArray(value)) return value.map(shownPart);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownPart(item)]));
}

/** Where secrets stand in a tree. */
export function secretPathsIn(value: unknown, path = ''): readonly string[] {
  if (isSecret(value)) return [path];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => secretPathsIn(item, path === '' ? key : `${path}.${key}`));
}
