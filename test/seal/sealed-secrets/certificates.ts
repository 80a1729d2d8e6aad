import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key that signs itself a certificate. */
type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** From when on and until when a certificate is valid. */
type Validity = { readonly from?: Date; readonly to?: Date };

export const rsaKeys = (modulusLength = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength });
export const ecKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A self-signed X.509 certificate in PEM. Node writes none, so this does: as little as is one. */
export function certificateOf({ publicKey, privateKey }: KeyPair, { from = past, to = future }: Validity = {}): string {
  const algorithm = publicKey.asymmetricKeyType === 'ec' ? ecdsaWithSha256 : sha256WithRsa;
  const name = sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from('sealed')))));
  const signed = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const der = sequence(
    signed,
    algorithm,
    tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', signed, privateKey)])),
  );
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const past = new Date('2020-01-01T00:00:00Z');
const future = new Date('2049-12-31T00:00:00Z');

function tagged(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const integer = (value: number): Buffer => tagged(0x02, Buffer.of(value));
const object = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
/** In the form with four digits for the year. */
const time = (date: Date): Buffer => tagged(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));

const commonName = object('550403');
const sha256WithRsa = sequence(object('2a864886f70d01010b'), Buffer.of(0x05, 0));
const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'));
