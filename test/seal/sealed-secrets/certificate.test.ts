import { X509Certificate, createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readCertificateFingerprint,
  readSealingCertificate,
  sealingCertificate,
} from '../../../lib/seal/sealed-secrets/certificate';
import { certificateOf, ecKeys, rsaKeys } from './certificates';

const keys = rsaKeys();
const pem = certificateOf(keys);
const other = certificateOf(keys, { to: new Date('2048-01-01T00:00:00Z') });
const [from, to] = [new Date('2026-01-02T03:04:05Z'), new Date('2026-02-02T03:04:05Z')];
const ofOneMonth = certificateOf(keys, { from, to });
const later = (date: Date, seconds: number) => new Date(date.getTime() + 1000 * seconds);

const folder = mkdtempSync(join(tmpdir(), 'keywire-certificate-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a certificate to seal with', () => {
  test('has a key, a time, and a fingerprint of its DER', () => {
    const certificate = sealingCertificate('controller.pem', ofOneMonth, from);
    const der = new X509Certificate(ofOneMonth).raw;
    expect(certificate).toMatchObject({
      fingerprint: `sha256:${createHash('sha256').update(der).digest('hex')}`,
      notBefore: from,
      notAfter: to,
    });
    expect(certificate.publicKey.equals(keys.publicKey)).toBe(true);
  });

  test.each([
    ['with the ends of lines of Windows', pem.replaceAll('\n', '\r\n')],
    ['as bytes', Buffer.from(pem)],
    ['with text around it', `subject=\r\n\n${pem}\n# end`],
    ['before another one', pem + other],
    ['after a key', `${keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()}${pem}`],
  ])('is read %s', (_, text) => {
    const { fingerprint, pem: read } = sealingCertificate('controller.pem', text);
    expect(fingerprint).toBe(sealingCertificate('controller.pem', pem).fingerprint);
    expect(read).toBe(pem);
  });

  test.each([from, to, later(to, -1)])('is valid from its first second to its last: %s', now => {
    expect(() => sealingCertificate('controller.pem', ofOneMonth, now)).not.toThrow();
  });

  test('is read from a file, and its fingerprint though it has expired', () => {
    const file = join(folder, 'controller.pem');
    writeFileSync(file, ofOneMonth);
    const { fingerprint } = readSealingCertificate(file, from);
    expect(readCertificateFingerprint(file)).toBe(fingerprint);
  });

  test('fails when it has expired', () => {
    expect(() => sealingCertificate('controller.pem', ofOneMonth, later(to, 1))).toThrow(
      /^controller.pem: has expired on 2026-02-02T03:04:05.000Z; fetch the controller's/,
    );
  });

  test('fails when it is not valid yet', () => {
    expect(() => sealingCertificate('controller.pem', ofOneMonth, later(from, -1))).toThrow(
      'controller.pem: is not valid before 2026-01-02T03:04:05.000Z; set the clock right, or wait until then',
    );
  });

  test.each([
    ['there is none', ''],
    ['it is a key', keys.publicKey.export({ type: 'spki', format: 'pem' })],
    ['it is in DER', new X509Certificate(pem).raw],
    ['it is cut off', pem.slice(0, 500)],
  ])('fails when %s', (_, text) => {
    expect(() => sealingCertificate('controller.pem', text)).toThrow(
      /^controller.pem: has no certificate in PEM; fetch the controller's/,
    );
  });

  test.each([
    ['is garbage', '-----BEGIN CERTIFICATE-----\nabcd\n-----END CERTIFICATE-----\n'],
    ['has lost a line', pem.replace(/\n.{64}\n/, '\n')],
  ])('fails when it %s, even before a good one', (_, text) => {
    expect(() => sealingCertificate('controller.pem', text + pem)).toThrow(
      'controller.pem: has a certificate that is broken; fetch',
    );
  });

  test('fails when its key is not RSA', () => {
    expect(() => sealingCertificate('controller.pem', certificateOf(ecKeys()))).toThrow(
      'controller.pem: must have an RSA key, as the controller opens no other, not ec; fetch',
    );
  });

  test('fails when its key is of a kind that nobody knows', () => {
    const [rsa, unknown] = [Buffer.from('2a864886f70d010101', 'hex'), Buffer.from('2a864886f70d010177', 'hex')];
    const der = Buffer.from(new X509Certificate(pem).raw);
    unknown.copy(der, der.indexOf(rsa));
    const text = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect(() => sealingCertificate('controller.pem', text)).toThrow(
      'controller.pem: must have an RSA key, as the controller opens no other; fetch',
    );
  });

  test.each([1024, 2040])('fails when its key has %d bits', bits => {
    expect(() => sealingCertificate('controller.pem', certificateOf(rsaKeys(bits)))).toThrow(
      `controller.pem: must have an RSA key of 2048 to 16384 bits, this one has ${bits}; fetch`,
    );
  });

  test('fails when its file is not there, or is larger than any', () => {
    expect(() => readSealingCertificate(join(folder, 'none'))).toThrow(/none: can't be read \(ENOENT\); fetch/);
    const file = join(folder, 'large');
    writeFileSync(file, pem + ' '.repeat(1024 * 1024));
    expect(() => readSealingCertificate(file)).toThrow('large: is larger than 1 MiB');
    expect(() => readCertificateFingerprint(file)).toThrow('large: is larger than 1 MiB');
  });
});
