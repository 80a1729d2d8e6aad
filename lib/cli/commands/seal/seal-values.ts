import type { SealScope } from '../../../core/backends/sealed-manifest';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import { replaceUnchanged } from '../../../disk/replace-unchanged';
import type { SealingCertificate } from '../../../seal/sealed-secrets/certificate';
import { requireSealable, type Sealable } from '../../../seal/sealed-secrets/plan-seal';
import { mostOfAnnotations } from '../../../seal/sealed-secrets/room';
import { sealedBy } from '../../../seal/sealed-secrets/seal';
import { renderSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import {
  toldCredential,
  type CredentialOptions,
  type ThereBefore,
  type ToldCredential,
} from '../../credential-options';
import type { Io } from '../../io';
import { optionOf } from '../../under-option';
import { childEnvironment } from './child-environment';
import { digestKey } from './digest-key-file';
import { outputsOf, type Output } from './outputs';
import { renderedFor } from './rendered-for';
import { changes, sayCertificate, warn } from './said';
import { sealingSources, type SourceOptions } from './sealing-sources';
import { lookForUnmanaged } from './unmanaged-secret';

/** The options of `keywire seal` where it seals values. */
export type SealOptions = CredentialOptions &
  SourceOptions & {
    readonly scope?: SealScope;
    readonly out?: string;
    readonly remove: readonly string[];
    readonly digests: boolean;
  };

/** An output, and what its values are sealed with. */
type Certified = Output & { readonly certificate: SealingCertificate };

/** Seals values for each cluster. What may be wrong is looked for before somebody is asked for a value. */
export async function sealValues(options: SealOptions, io: Io): Promise<void> {
  const outputs = outputsOf(sealingSources(options, childEnvironment(io.env, options.field)), options);
  const there = thereBefore(outputs, options);
  const told = await toldCredential(options, io, there);
  const certified: Certified[] = [];
  for (const output of outputs) {
    const certificate = await output.source.certificate();
    sayCertificate(io, output.source, certificate);
    certified.push({ ...output, certificate });
  }
  const work = certified.map(output => ({ output, sealable: sealableOf(output, told, options) }));
  for (const { output, sealable } of work) {
    requireWhole(output, told, there, options);
    under(inWords(output), () => {
      requireSealable(sealable, told.fields);
    });
  }
  const digest = options.digests ? digestKey(io) : undefined;
  const values = await told.values();
  const sealed = work.map(({ output, sealable }) => ({
    ...output,
    after: under(inWords(output), () => sealedBy({ ...sealable, values, digestKey: digest })),
  }));
  for (const output of sealed) write(output, io);
  for (const { source, after } of sealed) if (source.kubectl) await lookForUnmanaged(io, source.kubectl, after);
}

/** What stays of the files. With several of them, they hold the same fields, so the first stands for all. */
function thereBefore(outputs: readonly Output[], { remove }: SealOptions): ThereBefore | undefined {
  const files = outputs.flatMap(({ before }) => before?.sealed ?? []);
  const [first] = files;
  if (remove.length > 0 && (first === undefined || files.length < outputs.length))
    throw new FieldError('--remove', 'takes a field out of a file that is there; name one with --out');
  if (first === undefined) return undefined;
  const keys = files.flatMap(({ encryptedData }) => Object.keys(encryptedData));
  return { keys, type: first.type, valuesMayStay: remove.length > 0 };
}

function sealableOf(
  { before, certificate }: Certified,
  { name, namespace, class: credentialClass, keys }: ToldCredential,
  { scope, remove }: SealOptions,
): Sealable {
  const replaces = before?.sealed;
  return {
    name,
    namespace: namespace ?? replaces?.namespace,
    scope: scope ?? replaces?.scope,
    class: credentialClass,
    keys,
    certificate,
    ...(replaces && { replaces, remove }),
  };
}

/** A file that is new has all fields: without a class, what the other clusters have says which there are. */
function requireWhole(
  { file, before }: Output,
  { fields }: ToldCredential,
  there: ThereBefore | undefined,
  { class: named }: SealOptions,
): void {
  if (before || named !== undefined) return;
  const missing = (there?.keys ?? []).filter(key => !fields.includes(key));
  if (missing.length === 0) return;
  throw new FieldError(
    '--field',
    `must name ${[...new Set(missing)].join(', ')}, too, as ${file ?? 'the file'} is new`,
  );
}

/** What the library calls a part of a credential, as the command line or the file has it. */
const inWords = ({ file = 'stdout' }: Output): ((path: string) => string) => {
  const told = optionOf({
    name: '--name',
    namespace: '--namespace',
    keys: '--keys',
    scope: '--scope',
    remove: '--remove',
    values: 'fields',
    annotations: `${file}: annotations`,
  });
  return path => (path.startsWith('replaces.') ? `${file}: ${path.slice('replaces.'.length)}` : told(path));
};

function write({ file, before, after }: Output & { readonly after: SealedFile }, io: Io): void {
  const text = file === undefined ? renderSealedFile(after) : renderedFor(file, after);
  if (file === undefined) io.out(text.trimEnd());
  else {
    const same = before !== undefined && renderedFor(file, before.sealed) === text;
    if (!same) replaceUnchanged(file, before?.text, text);
    io.err(`${file}: ${same ? 'is as it was' : changes(before?.sealed, after)}`);
  }
  // `kubectl apply` notes the whole object in an annotation of its own.
  if (Buffer.byteLength(text) > mostOfAnnotations)
    warn(io, `${file ?? 'it'} is more than kubectl apply can note down; apply it with --server-side`);
}
