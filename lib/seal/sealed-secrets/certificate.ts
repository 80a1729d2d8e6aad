import { X509Certificate, createHash, type KeyObject } from 'node:crypto';
import { FieldError } from '../../core/field-error';
import { readLimited } from '../../disk/read-limited';

/** The certificate of a Sealed Secrets controller: what is sealed with it, that controller alone can open. */
export type SealingCertificate = {
  /** The one certificate, in PEM. */
  readonly pem: string;
  readonly publicKey: KeyObject;
  /** `sha256:` and the SHA-256 of the DER, in hex. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
};

const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/;
const advice = "fetch the controller's with kubeseal --fetch-cert, or from its /v1/cert.pem";
const most = 1024 * 1024;

/**
 * Reads a certificate to seal with: the first of the PEM text, as kubeseal does.
 *
 * The controller opens what was sealed with an expired certificate, but it has had a newer key for long; as kubeseal
 * does, this refuses it, so that nobody goes on with a key that should be gone.
 *
 * @param path where the text comes from, such as a file or an address: errors begin with it
 * @throws FieldError for text without a certificate, a key that is not RSA or has less than 2048 bits, a certificate
 *   that is expired or not valid yet
 */
export function sealingCertificate(path: string, pem: string | Uint8Array, now: Date = new Date()): SealingCertificate {
  const certificate = firstCertificate(path, pem);
  const publicKey = sealingKey(path, certificate);
  const notBefore = new Date(certificate.validFrom);
  const notAfter = new Date(certificate.validTo);
  if (!(notBefore <= now)) {
    throw new FieldError(path, `is not valid before ${inWords(notBefore)}; set the clock right, or wait until then`);
  }
  if (!(now <= notAfter)) {
    throw new FieldError(path, `has expired on ${inWords(notAfter)}; ${advice}`);
  }
  const fingerprint = fingerprintOf(certificate);
  return { pem: certificate.toString(), publicKey, fingerprint, notBefore, notAfter };
}

/** The same for a file. */
export const readSealingCertificate = (file: string, now?: Date): SealingCertificate =>
  sealingCertificate(file, readLimited(file, { most, advice }), now);

/**
 * The fingerprint of the certificate in a file, whether it is valid now or not: what was sealed stays as it is.
 *
 * @throws FieldError for a file that can't be read or has no certificate with an RSA key of 2048 bits or more
 */
export function readCertificateFingerprint(file: string): string {
  const certificate = firstCertificate(file, readLimited(file, { most, advice }));
  sealingKey(file, certificate);
  return fingerprintOf(certificate);
}

function firstCertificate(path: string, pem: string | Uint8Array): X509Certificate {
  const [first] = block.exec(typeof pem === 'string' ? pem : Buffer.from(pem).toString('latin1')) ?? [];
  if (first === undefined) throw new FieldError(path, `has no certificate in PEM; ${advice}`);
  try {
    return new X509Certificate(first);
  } catch {
    throw new FieldError(path, `has a certificate that is broken; ${advice}`);
  }
}

function sealingKey(path: string, certificate: X509Certificate): KeyObject {
  const key = publicKeyOf(path, certificate);
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: { modulusLength: bits = 0 } = {} } = key;
  if (type !== 'rsa') {
    throw new FieldError(path, `must have an RSA key, as the controller opens no other, not ${type}; ${advice}`);
  }
  // OpenSSL takes none that is longer.
  if (bits < 2048 || bits > 16384) {
    throw new FieldError(path, `must have an RSA key of 2048 to 16384 bits, this one has ${bits}; ${advice}`);
  }
  return key;
}

function publicKeyOf(path: string, certificate: X509Certificate): KeyObject {
  try {
    return certificate.publicKey;
  } catch {
    throw new FieldError(path, `must have an RSA key, as the controller opens no other; ${advice}`);
  }
}

const fingerprintOf = (certificate: X509Certificate): string =>
  `sha256:${createHash('sha256').update(certificate.raw).digest('hex')}`;

const inWords = (date: Date): string => (Number.isNaN(date.getTime()) ? 'a date that is none' : date.toISOString());
