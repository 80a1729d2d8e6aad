import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sops, type SopsOptions } from 'keywire/cdk8s';
import { encrypted, encryptedSecret, sopsBlock } from '../core/encrypted-secret';
import { secret } from './by-hand';
import type { Refused } from './row';
import { base64, secretLine } from './secret-values';
import { credential } from './sound';

const file = join(tmpdir(), `keywire-bad-inputs-${process.pid}.enc.json`);

type FromFile = Pick<Refused, 'number' | 'failsWhen' | 'at' | 'says'> & {
  readonly manifest: object;
  readonly decryptedBy?: SopsOptions['decryptedBy'];
};

/** A mistake in a file, which is there while the row is declared. */
const fromFile = ({ manifest, decryptedBy = 'ksops', ...row }: FromFile): Omit<Refused, 'byHand' | 'kubernetes'> => ({
  ...row,
  declare: chart => {
    writeFileSync(file, JSON.stringify(manifest));
    try {
      credential(chart, { backend: sops({ file, decryptedBy }) });
    } finally {
      rmSync(file);
    }
  },
});

const inTheClear = /is in the clear: encrypt the file with encrypted_regex: \^\(data\|stringData\)\$/;

/** What the values of a Secret are when somebody decrypted it, and committed that. */
const committed = (values: object): Pick<Refused, 'byHand' | 'kubernetes'> => ({
  byHand: [secret(values as Readonly<Record<string, unknown>>)],
  kubernetes: 'lets it through',
});

export const sopsRows: readonly Refused[] = [
  {
    ...fromFile({
      number: 92,
      failsWhen: 'encrypted_regex covers data, and a value stands in stringData',
      manifest: encryptedSecret({
        stringData: { AWS_SESSION_TOKEN: secretLine },
        sops: { ...sopsBlock, encrypted_regex: '^data$' },
      }),
      at: `${file}: stringData.AWS_SESSION_TOKEN`,
      says: inTheClear,
    }),
    ...committed({ stringData: { AWS_SESSION_TOKEN: secretLine } }),
  },
  {
    ...fromFile({
      number: 92,
      failsWhen: 'encrypted_regex names some keys, and another one is added',
      manifest: encryptedSecret({
        data: { AWS_ACCESS_KEY_ID: encrypted(), AWS_SECRET_ACCESS_KEY: base64(secretLine) },
        sops: { ...sopsBlock, encrypted_regex: '^AWS_ACCESS_KEY_ID$' },
      }),
      at: `${file}: data.AWS_SECRET_ACCESS_KEY`,
      says: inTheClear,
    }),
    ...committed({ data: { AWS_SECRET_ACCESS_KEY: base64(secretLine) } }),
  },
  fromFile({
    number: 94,
    failsWhen: 'the MAC covers labels, which change when the Secret is rendered',
    manifest: encryptedSecret({ sops: { ...sopsBlock, mac_only_encrypted: undefined } }),
    decryptedBy: 'flux',
    at: 'orders/aws: backend.sops',
    says: /must say mac_only_encrypted: true/,
  }) as Refused,
  fromFile({
    number: 94,
    failsWhen: 'the MAC covers an order of keys that changes when the Secret is rendered',
    manifest: encryptedSecret({ data: { AWS_SECRET_ACCESS_KEY: encrypted(), AWS_ACCESS_KEY_ID: encrypted() } }),
    decryptedBy: 'flux',
    at: 'orders/aws: backend',
    says: /must have its keys in alphabetical order/,
  }) as Refused,
];
