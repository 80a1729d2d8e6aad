import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sealingCertificate } from '../../../../lib/seal/sealed-secrets/certificate';
import { readSealedFile, type SealedFile } from '../../../../lib/seal/sealed-secrets/sealed-file';
import { certificateOf, rsaKeys } from '../../../seal/sealed-secrets/certificates';
import { ran, type Setting } from '../../fake-io';

const day = 24 * 60 * 60 * 1000;

/** A certificate as a controller makes them, a day old. */
export function certificate(keys = rsaKeys(), age = day) {
  const pem = certificateOf(keys, { from: new Date(Date.now() - age) });
  return { keys: { ...keys, pem }, pem, fingerprint: sealingCertificate('test', pem).fingerprint };
}

/** A folder of a test file, and how to run commands in it. */
export function workFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'keywire-seal-'));
  const path = (name: string): string => join(folder, name);
  const env = { HOME: path('home') };
  return {
    path,
    write: (name: string, content: string): string => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
    text: (name: string): string => readFileSync(path(name), 'utf8'),
    sealed: (name: string): SealedFile => readSealedFile(path(name)),
    /** Runs `keywire seal` with a home of its own. */
    seal: (args: readonly string[], setting: Setting = {}) =>
      ran(['seal', ...args], { ...setting, env: { ...env, ...setting.env } }),
    remove: (): void => {
      rmSync(folder, { recursive: true });
    },
  };
}
