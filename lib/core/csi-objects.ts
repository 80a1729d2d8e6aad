import { keyOf, type Order } from './backends/delivery';
import type { Engine } from './engine';
import { FieldError } from './field-error';
import type { AnySource, MountedValue } from './mounted-source';

/** One remote secret, and the files that are made of it. */
type CsiObject<Text> = {
  readonly secret: Text | string;
  readonly failover: Text | string | undefined;
  /** The file with the whole of it, which the provider always writes. */
  readonly alias: string;
  /** The files with one property each. */
  readonly properties: readonly { readonly property: string; readonly alias: string }[];
};

type Options = { readonly source: AnySource<unknown>; readonly filePermission?: string | undefined };

const wholeSecret = (index: number): string => `whole-secret${index === 0 ? '' : `-${index + 1}`}.json`;

/**
 * The parameter `objects` of a SecretProviderClass for the AWS provider: YAML as a text.
 *
 * Each file has an alias, so that no slash in the name of a secret is ever translated into another file's name.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-examples.html
 *
 * @throws FieldError for two files of one name
 */
export function csiObjects<Text>(
  engine: Engine<Text>,
  order: Order<Text>,
  values: ReadonlyMap<string, MountedValue<Text>>,
  options: Options,
): Text {
  const objects = objectsOf(order, values);
  // An engine knows some of these only later; '' stands for none.
  const names = objects.flatMap(({ secret, failover }) => [secret, failover ?? '']);
  return engine.map(names as readonly Text[], (...known) =>
    asYaml(objects.map((object, index) => descriptor(object, known[2 * index], known[2 * index + 1], options))),
  );
}

function objectsOf<Text>(
  order: Order<Text>,
  values: ReadonlyMap<string, MountedValue<Text>>,
): readonly CsiObject<Text>[] {
  const files = [...values].map(([field, value]) => ({ ...value, alias: keyOf('keys', order, field) }));
  const together: (typeof files)[] = [];
  for (const file of files) {
    const same = together.find(([first]) => first?.secret === file.secret && first.failover === file.failover);
    if (same) same.push(file);
    else together.push([file]);
  }
  let wholes = 0;
  const objects = together.flatMap(([first, ...more]) => {
    if (!first) return [];
    const { secret, failover } = first;
    const all = [first, ...more];
    const alias = all.find(({ property }) => property === undefined)?.alias ?? wholeSecret(wholes++);
    const properties = all.flatMap(file =>
      file.property === undefined ? [] : [{ property: file.property, alias: file.alias }],
    );
    return [{ secret, failover, alias, properties }];
  });
  requireEachOnce(objects);
  return objects;
}

function requireEachOnce(objects: readonly CsiObject<unknown>[]): void {
  const aliases = objects.flatMap(({ alias, properties }) => [alias, ...properties.map(each => each.alias)]);
  const twice = aliases.find((alias, index) => aliases.indexOf(alias) !== index);
  if (twice !== undefined)
    throw new FieldError('keys', `must not have the key ${twice}: that is the file with the whole of the secret`);
}

function descriptor(object: CsiObject<unknown>, name = '', failover = '', { source, filePermission }: Options): object {
  const { version } = source;
  const file = filePermission === undefined ? {} : { filePermission };
  // The provider wants the same version in both regions.
  const read = {
    ...(version && 'id' in version ? { objectVersion: version.id } : {}),
    ...(version && 'stage' in version ? { objectVersionLabel: version.stage } : {}),
  };
  return {
    objectName: name,
    objectType: 'secretsmanager',
    objectAlias: object.alias,
    ...read,
    ...file,
    ...(object.properties.length === 0
      ? {}
      : {
          jmesPath: object.properties.map(({ property, alias }) => ({
            path: jmesPath(property),
            objectAlias: alias,
            ...file,
          })),
        }),
    ...(failover === '' ? {} : { failoverObject: { objectName: failover, ...read } }),
  };
}

/** The JMESPath of a property: its name, quoted as JSON where it is no identifier. https://jmespath.org/specification.html#identifiers */
const jmesPath = (property: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(property) ? property : JSON.stringify(property);

/**
 * JSON that every parser of YAML reads as that JSON: of what JSON leaves as it is, YAML refuses control characters,
 * takes U+0085, U+2028 and U+2029 for line breaks, and drops a byte order mark; of escapes, it knows no surrogate pairs.
 */
const asYaml = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^ -~\n]/gu, character =>
    character.length > 1 ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
