import { FieldError } from '../../../core/field-error';
import { readSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import { Ended, exitCode } from '../../exit-code';
import type { Io } from '../../io';
import { sealingSources, type SealingSource, type SourceOptions } from './sealing-sources';
import { sealedFilesIn } from './sealed-files-in';

/** The newest certificates, by their fingerprints. */
type Newest = ReadonlyMap<string, SealingSource>;

/**
 * Lists the files that are sealed under another certificate than the newest of a cluster, and those that don't say.
 *
 * @throws Ended if there are any
 */
export async function check(
  paths: readonly string[],
  options: SourceOptions & { readonly verify: boolean },
  io: Io,
): Promise<void> {
  const sources = sealingSources(options, io.env);
  const [controller] = sources.flatMap(source => source.controller ?? []);
  if (options.verify && (controller === undefined || sources.length > 1))
    throw new FieldError(
      '--verify',
      'asks the controller whether it can open each file: say --context or --controller, and no --cert',
    );
  const newest = new Map<string, SealingSource>();
  for (const source of sources) newest.set(await source.fingerprint(), source);

  const files = sealedFilesIn(paths);
  let found = 0;
  for (const path of files) {
    const problem = await problemOf(path, newest, options.verify ? controller : undefined);
    if (problem === undefined) continue;
    found++;
    io.out(`${path}: ${problem}`);
  }
  io.err(`${files.length} file${files.length === 1 ? '' : 's'} looked at, ${found} to be done`);
  if (found > 0) throw new Ended(exitCode.found);
}

async function problemOf(
  path: string,
  newest: Newest,
  controller: SealingSource['controller'],
): Promise<string | undefined> {
  const file = readOr(path);
  if (file instanceof FieldError) return file.problem;
  if (controller && !(await controller.verify(file))) return `can't be opened by ${controller.address}; seal it again`;
  return ageProblem(file, newest);
}

function ageProblem({ certificate }: SealedFile, newest: Newest): string | undefined {
  if (certificate === undefined)
    return 'does not say which certificate it is sealed under, as kubeseal made it; keywire seal --rotate writes it down';
  if (newest.has(certificate)) return undefined;
  const wanted = [...newest].map(([fingerprint, { from }]) => `${from} is ${fingerprint}`).join(', ');
  return `is sealed under ${certificate}, and the newest of ${wanted}; run keywire seal --rotate`;
}

function readOr(path: string): SealedFile | FieldError {
  try {
    return readSealedFile(path);
  } catch (error) {
    if (error instanceof FieldError) return error;
    throw error;
  }
}
