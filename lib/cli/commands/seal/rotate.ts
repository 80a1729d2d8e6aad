import { FieldError } from '../../../core/field-error';
import { replaceUnchanged } from '../../../disk/replace-unchanged';
import { readSealedText } from '../../../seal/read-sealed-secret';
import type { SealedSecretsController } from '../../../seal/sealed-secrets/controller';
import { parseSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import type { Io } from '../../io';
import { renderedFor } from './rendered-for';
import { sayCertificate } from './said';
import { sealedFilesIn } from './sealed-files-in';
import { sealingSources, type SealingSource, type SourceOptions } from './sealing-sources';

/** A file, and what it is to become. */
type Rotated = { readonly path: string; readonly text: string; readonly after: SealedFile };

/**
 * Has the controller encrypt files anew under its newest key. It is asked for all of them before the first is written.
 *
 * Only ciphertexts are taken from its answers. Labels, annotations and the template stay; comments and digests are lost.
 */
export async function rotate(paths: readonly string[], options: SourceOptions, io: Io): Promise<void> {
  const { source, controller } = runningController(options, io);
  const files = sealedFilesIn(paths).map(path => {
    const text = readSealedText(path);
    return { path, text, before: parseSealedFile(path, text) };
  });
  const newest = await source.certificate();
  sayCertificate(io, source, newest);
  const old = files.filter(({ before }) => before.certificate !== newest.fingerprint);
  const rotated: Rotated[] = [];
  for (const { path, text, before } of old) {
    const encryptedData = await controller.rotate(path, before);
    // A digest is of the ciphertext, too: these match nothing any more.
    rotated.push({ path, text, after: { ...before, encryptedData, certificate: newest.fingerprint, digests: {} } });
    if (io.interactive) io.err(`asked for ${rotated.length} of ${old.length}`);
  }
  if ((await source.fingerprint()) !== newest.fingerprint)
    throw new FieldError(source.from, 'made a new key meanwhile, so nothing is written; run this again');
  for (const { path } of files.filter(file => !old.includes(file))) io.err(`${path}: is under the newest key already`);
  for (const { path, text, after } of rotated) {
    replaceUnchanged(path, text, renderedFor(path, after));
    io.err(`${path}: sealed under the newest key`);
  }
}

function runningController(
  options: SourceOptions,
  io: Io,
): { readonly source: SealingSource; readonly controller: SealedSecretsController } {
  if (options.cert !== undefined)
    throw new FieldError('--cert', 'says nothing to --rotate, which asks the controller for its newest; leave it out');
  const [source, ...others] = sealingSources(options, io.env);
  const controller = source?.controller;
  if (source === undefined || controller === undefined || others.length > 0)
    throw new FieldError(
      '--rotate',
      'needs the controller, which alone can open the files: say --context or --controller',
    );
  // Whoever answers in its place could put values of his own into the files.
  if (!controller.safe)
    throw new FieldError(
      controller.address,
      'is asked by http, where anybody on the way may answer; come by https, kubectl proxy or --context',
    );
  return { source, controller };
}
