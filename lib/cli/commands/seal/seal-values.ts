import type { SealScope } from '../../../core/backends/sealed-manifest';
import { FieldError } from '../../../core/field-error';
import { replaceFile } from '../../../disk/replace-file';
import type { SealingCertificate } from '../../../seal/sealed-secrets/certificate';
import type { DigestKey } from '../../../seal/sealed-secrets/digest-key';
import { seal } from '../../../seal/sealed-secrets/seal';
import { renderSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import {
  toldCredential,
  type CredentialOptions,
  type ThereBefore,
  type ToldCredential,
} from '../../credential-options';
import type { Io } from '../../io';
import { childEnvironment } from './child-environment';
import { digestKey } from './digest-key-file';
import { outputsOf, type Output } from './outputs';
import { renderedFor } from './rendered-for';
import { changes, sayCertificate } from './said';
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

/** Seals values for each cluster. What may be wrong is looked for before somebody is asked for a value. */
export async function sealValues(options: SealOptions, io: Io): Promise<void> {
  const outputs = outputsOf(sealingSources(options, childEnvironment(io.env, options.field)), options);
  const there = thereBefore(outputs, options);
  const certified: (Output & { readonly certificate: SealingCertificate })[] = [];
  for (const output of outputs) {
    const certificate = await output.source.certificate();
    sayCertificate(io, output.source, certificate);
    certified.push({ ...output, certificate });
  }
  const key = options.digests ? digestKey(io) : undefined;
  const told = await toldCredential(options, io, there);
  const sealed = certified.map(output => ({ ...output, after: sealedAnew(output, told, options, key, there) }));
  for (const output of sealed) write(output, io);
  for (const { source, after } of sealed) if (source.kubectl) await lookForUnmanaged(io, source.kubectl, after);
}

/** What stays of the files. With several of them, they hold the same fields, so the first stands for all. */
function thereBefore(outputs: readonly Output[], { remove }: SealOptions): ThereBefore | undefined {
  const files = outputs.flatMap(({ before }) => before ?? []);
  const [first] = files;
  if (remove.length > 0 && (first === undefined || files.length < outputs.length))
    throw new FieldError('--remove', 'takes a field out of a file that is there; name one with --out');
  if (first === undefined) return undefined;
  const keys = files.flatMap(({ encryptedData }) => Object.keys(encryptedData));
  return { keys, type: first.type, valuesMayStay: remove.length > 0 };
}

function sealedAnew(
  { file, before, certificate }: Output & { readonly certificate: SealingCertificate },
  { values, ...told }: ToldCredential,
  { scope, remove, class: named }: SealOptions,
  digestKey: DigestKey | undefined,
  there: ThereBefore | undefined,
): SealedFile {
  // Without a class, what the other clusters have says what belongs to the credential.
  const missing = before || named !== undefined ? [] : (there?.keys ?? []).filter(key => !Object.hasOwn(values, key));
  if (missing.length > 0)
    throw new FieldError(
      '--field',
      `must name ${[...new Set(missing)].join(', ')}, too, as ${file ?? 'the file'} is new`,
    );
  const spec = {
    ...told,
    namespace: told.namespace ?? before?.namespace,
    scope: scope ?? before?.scope,
    certificate,
    digestKey,
  };
  return seal(before === undefined ? { ...spec, values } : { ...spec, values, replaces: before, remove });
}

function write({ file, before, after }: Output & { readonly after: SealedFile }, io: Io): void {
  if (file === undefined) {
    io.out(renderSealedFile(after).trimEnd());
    return;
  }
  const text = renderedFor(file, after);
  const same = before !== undefined && renderedFor(file, before) === text;
  if (!same) replaceFile(file, text);
  io.err(`${file}: ${same ? 'is as it was' : changes(before, after)}`);
}
