import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { FieldError } from '../../../core/field-error';
import { ksopsGenerator } from '../../../core/gitops/ksops';
import { under } from '../../../core/under';
import { replaceUnchanged } from '../../../disk/replace-unchanged';
import { readSopsFile } from '../../../seal/read-sops-file';
import { inspectSopsSecret } from '../../../seal/sops';
import type { Io } from '../../io';
import { optionOf } from '../../under-option';
import { yaml } from '../../../seal/yaml';
import { documentsOf } from './documents';
import { replaceableGenerator } from './generator-file';
import { kustomizationNames, withGenerator } from './kustomization-file';
import { isEncrypted, objectsIn } from './objects-in';

type KsopsOptions = { readonly name: string };

const examples = `
Build it with
  $ kustomize build --enable-alpha-plugins --enable-exec secrets

Without --enable-exec kustomize leaves the Secrets out, and says nothing. ksops must be in PATH, and
the age identity where sops looks for it, such as SOPS_AGE_KEY_FILE.

Example:
  $ keywire sops ksops secrets`;

/** Adds `keywire sops ksops`. */
export function addKsops(sops: Command, io: Io): void {
  sops
    .command('ksops <folder>')
    .description('Lets kustomize make Secrets of the encrypted files in a folder, by KSOPS.')
    .option('--name <name>', 'the name of the generator, and of its file', 'secrets-generator')
    .addHelpText('after', examples)
    .action((folder: string, { name }: KsopsOptions) => {
      ksops(folder, name, io);
    });
}

function ksops(folder: string, name: string, io: Io): void {
  const files = encryptedFilesIn(folder);
  if (files.length === 0)
    throw new FieldError(folder, 'has no encrypted Secret; make one with keywire sops create, or name another folder');
  if (kustomizationNames.includes(`${name}.yaml`))
    throw new FieldError('--name', `must not be ${name}, as ${name}.yaml is what names the generator`);
  const manifest = under(optionOf({ name: '--name' }), () =>
    ksopsGenerator({ name, files: files.map(file => `./${file}`) }),
  );
  const generator = join(folder, `${name}.yaml`);
  const before = replaceableGenerator(generator, manifest);
  const kustomization = withGenerator(folder, { path: `./${name}.yaml`, files });
  const text = yaml().stringify(manifest);
  if (text !== before) replaceUnchanged(generator, before, text);
  io.err(`${generator}: makes Secrets of ${files.join(', ')}`);
  const changed = kustomization.text !== kustomization.before;
  if (changed) replaceUnchanged(kustomization.file, kustomization.before, kustomization.text);
  io.err(`${kustomization.file}: ${changed ? 'names' : 'names already'} ${name}.yaml`);
}

/** The names of the files with an encrypted Secret, in order. Throws for one in which a value is in the clear. */
function encryptedFilesIn(folder: string): readonly string[] {
  return namesIn(folder).filter(name => {
    const file = join(folder, name);
    const encrypted = (documentsOf(readSopsFile(file)) ?? []).flatMap(objectsIn).filter(isEncrypted);
    const secrets = encrypted.filter(({ kind }) => kind === 'Secret');
    // What is none is refused, unless it stands beside one, as in a List.
    for (const object of secrets.length > 0 ? secrets : encrypted) inspectSopsSecret(file, JSON.stringify(object));
    return encrypted.length > 0;
  });
}

/** The files that may hold a Secret: what tells kustomize where they are is none of them. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => !entry.isDirectory() && /\.(ya?ml|json)$/.test(entry.name))
      .map(entry => entry.name)
      .filter(name => !kustomizationNames.includes(name))
      .sort();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new FieldError(folder, `must be a folder that can be read (${code})`);
  }
}
