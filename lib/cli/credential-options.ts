import { Option, type Command } from 'commander';
import { aws } from '../core/classes/aws';
import { credentialClass, generic, type CredentialClass, type Keys } from '../core/credential-class';
import { FieldError } from '../core/field-error';
import type { FieldValue } from '../seal/field-values';
import { parseFieldSource, valueFrom, type FieldSource } from './field-source';
import { fieldsOfJson } from './fields-of-json';
import type { Io } from './io';

/** The options of every command that takes the values of a credential, as commander parses them. */
export type CredentialOptions = {
  readonly name: string;
  readonly namespace?: string;
  readonly class?: string;
  readonly keys?: string;
  readonly type?: string;
  readonly field: readonly string[];
  readonly json?: string;
};

/** Those of them that say where values come from. */
type ValueOptions = Pick<CredentialOptions, 'class' | 'field' | 'json'>;

/** A credential as it was told on the command line. */
export type ToldCredential = {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly class: CredentialClass;
  readonly keys: Keys<CredentialClass> | undefined;
  /** The fields that get a value. */
  readonly fields: readonly string[];
  /**
   * Their values, which somebody may be asked for: whatever can be refused without them is refused before.
   *
   * @throws FieldError for values that can't be read
   */
  readonly values: () => Promise<Readonly<Record<string, FieldValue>>>;
};

const classes: Readonly<Record<string, CredentialClass>> = { aws };

/** Collects the arguments of an option that may be repeated. */
export const collect = (argument: string, before: readonly string[]): readonly string[] => [...before, argument];

const name = ['--name <name>', 'the name of the Secret, as the construct or its `name` says'] as const;

/** Adds the options that say which credential it is and where its values come from. */
export function addCredentialOptions(command: Command): Command {
  return addOtherOptions(command.requiredOption(...name));
}

/** The same for a command that needs no name each time, and asks for it where it does. */
export function addOptionalCredentialOptions(command: Command): Command {
  return addOtherOptions(command.option(...name));
}

function addOtherOptions(command: Command): Command {
  const named = addClassOptions(command.option('--namespace <namespace>', 'its namespace'));
  return addSourceOptions(
    named.option('--type <type>', 'the type of the Secret, for a credential without --class (default: Opaque)'),
  );
}

/** Adds those of them that are about fields and their values, for a command that knows the credential from a file. */
export const addFieldOptions = (command: Command): Command => addSourceOptions(addClassOptions(command));

const addClassOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--class <class>', 'the class of the credential; without it, any fields in an Opaque Secret').choices(
        Object.keys(classes),
      ),
    )
    .option('--keys <convention>', 'how the fields are spelled as keys, as `keys` of the construct says');

const addSourceOptions = (command: Command): Command =>
  command
    .option(
      '--field <field[=source]>',
      'a field, asked for without showing it, or from file:PATH, env:NAME or stdin; may be repeated',
      collect,
      [],
    )
    .option('--json <file>', 'fields from a JSON object of texts, instead of --field; - is standard input');

/** What is there of a credential already, where a command changes it. */
export type ThereBefore = {
  /** The keys of its Secret. */
  readonly keys: readonly string[];
  /** The type of its Secret. */
  readonly type: string;
  /** Whether the values may all stay, so that nobody is asked for those that are not told. */
  readonly valuesMayStay: boolean;
};

/**
 * The credential that was told.
 *
 * @throws FieldError for fields that are told twice or not at all, and for JSON that is not theirs
 */
export async function toldCredential(
  options: CredentialOptions,
  io: Io,
  before?: ThereBefore,
): Promise<ToldCredential> {
  if (options.class !== undefined && options.type !== undefined)
    throw new FieldError('--type', 'goes without --class, which has a type of its own');
  const { name, namespace } = options;
  const asksForNone = before?.valuesMayStay === true && options.field.length === 0 && options.json === undefined;
  const sources: Sources = asksForNone ? new Map() : await sourcesOf(options, io);
  const fields = [...sources.keys()];
  const told = { name, namespace, keys: options.keys, fields, values: () => valuesFrom(sources) };
  if (options.class !== undefined) {
    const named = classOf(options.class);
    return { ...told, class: named, keys: options.keys ?? conventionOf(named, before?.keys) };
  }
  if (before === undefined) return { ...told, class: ofFields(fields, options.type) };
  return { ...told, class: ofAnyOf([...before.keys, ...fields], options.type ?? before.type) };
}

/** The class of that name. Throws a FieldError where there is none. */
function classOf(name: string): CredentialClass {
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (found) return found;
  throw new FieldError('--class', `must be one of ${Object.keys(classes).join(', ')}`);
}

/** The first convention by which the keys that are there are spelled, if there is one. */
const conventionOf = ({ conventions }: CredentialClass, keys: readonly string[] = []): string | undefined =>
  Object.entries(conventions).find(([, spelling]) => keys.every(key => Object.values(spelling).includes(key)))?.[0];

function ofFields(fields: readonly string[], type: string | undefined): CredentialClass {
  const any = generic(...fields);
  return type === undefined ? any : credentialClass({ ...any, type });
}

/** Fields of which each may go or stay. */
function ofAnyOf(fields: readonly string[], type: string): CredentialClass {
  const all = generic(...new Set(fields));
  return credentialClass({ ...all, type, required: {}, optional: all.required });
}

/** By field, what brings its value. */
type Sources = ReadonlyMap<string, () => FieldValue | Promise<FieldValue>>;

/** One after the other: they may be prompts. */
async function valuesFrom(sources: Sources): Promise<Readonly<Record<string, FieldValue>>> {
  const values: [string, FieldValue][] = [];
  for (const [field, value] of sources) values.push([field, await value()]);
  return Object.fromEntries(values);
}

async function sourcesOf(options: ValueOptions, io: Io): Promise<Sources> {
  if (options.json !== undefined) {
    if (options.field.length > 0) throw new FieldError('--json', 'stands for --field; leave one of them out');
    return new Map((await fieldsOfJson(options.json, io)).map(([field, value]) => [field, () => value]));
  }
  return new Map([...sourcesOfFields(options)].map(([field, source]) => [field, () => valueFrom(field, source, io)]));
}

function sourcesOfFields(options: ValueOptions): ReadonlyMap<string, FieldSource> {
  if (options.field.length === 0) {
    if (options.class === undefined)
      throw new FieldError('--field', 'must name each field, or --class what fields there are');
    const required = Object.keys(classOf(options.class).required);
    return new Map(required.map(field => [field, { from: 'prompt' as const }]));
  }
  const sources = new Map<string, FieldSource>();
  for (const [field, source] of options.field.map(parseFieldSource)) {
    if (sources.has(field)) throw new FieldError(`--field ${field}`, 'is told twice');
    sources.set(field, source);
  }
  if ([...sources.values()].filter(({ from }) => from === 'stdin').length > 1)
    throw new FieldError('--field', 'may take one field from stdin; several come as --json -');
  return sources;
}
