import type { SealingCertificate } from '../../../seal/sealed-secrets/certificate';
import type { SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import type { Io } from '../../io';
import type { SealingSource } from './sealing-sources';

/** How often a controller makes a new key, unless it is told otherwise. */
const renewal = 30 * 24 * 60 * 60 * 1000;

/** Says what the values are sealed under, so that it can be compared, and whether that may be an old one. */
export function sayCertificate(io: Io, { from, newest }: SealingSource, certificate: SealingCertificate): void {
  const { fingerprint, notBefore, notAfter } = certificate;
  io.err(`certificate of ${from}: ${fingerprint}, valid until ${day(notAfter)}`);
  if (newest || Date.now() - notBefore.getTime() <= renewal) return;
  warn(
    io,
    `${from} is of ${day(notBefore)}, and a controller makes a new key every 30 days; compare it with the controller's newest`,
  );
}

/** What has become of each key of a Secret. Neither the values nor their sizes are said. */
export function changes(before: SealedFile | undefined, after: SealedFile): string {
  const of = (file: SealedFile | undefined, key: string) =>
    file && Object.hasOwn(file.encryptedData, key) ? file.encryptedData[key] : undefined;
  const keys = Object.keys(after.encryptedData);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['sealed', keys.filter(key => of(before, key) !== of(after, key))],
    ['kept', keys.filter(key => of(before, key) === of(after, key))],
    ['removed', Object.keys(before?.encryptedData ?? {}).filter(key => of(after, key) === undefined)],
  ];
  return parts
    .flatMap(([what, which]) => (which.length === 0 ? [] : [`${what} ${which.toSorted().join(', ')}`]))
    .join('; ');
}

/** Says something that should be looked at, though the command goes on. */
export function warn(io: Io, text: string): void {
  const word = 'warning:';
  io.err(`keywire: ${io.colour ? `\u001b[33m${word}\u001b[0m` : word} ${text}`);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
