import { Chart } from 'cdk8s';
import { CredentialSecret, generic, sealed } from 'keywire/cdk8s';
import { sealedSecret } from './by-hand';
import { certificateOf, rsaKeys } from '../seal/sealed-secrets/certificates';
import type { Row } from './row';
import { ciphertext, credential, sealedAccessKey, withFile } from './sound';

/** The keys of an AWS access key, sealed. */
const encryptedData = { AWS_ACCESS_KEY_ID: ciphertext(), AWS_SECRET_ACCESS_KEY: ciphertext(40) };

/** A file that was sealed for something else. */
const fromFile = (failsWhen: string, number: number, manifest: object, at: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => {
    withFile(manifest, file => credential(chart, { backend: sealed({ file }) }));
  },
  at,
  says,
  byHand: [manifest],
  kubernetes: 'lets it through',
});

const scopeInTemplate = (scope: string): object =>
  sealedSecret({
    encryptedData,
    template: { metadata: { annotations: { [`sealedsecrets.bitnami.com/${scope}`]: 'true' } } },
  });

const broken = (number: number, failsWhen: string, spoilt: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart =>
    credential(chart, { backend: sealed({ encryptedData: { ...sealedAccessKey, accessKeyId: spoilt } }) }),
  at: 'orders/aws: backend.encryptedData.AWS_ACCESS_KEY_ID',
  says,
  byHand: [sealedSecret({ encryptedData: { password: spoilt } })],
  kubernetes: 'lets it through',
});

const sealedElsewhere = sealedSecret(
  { encryptedData },
  { annotations: { 'keywire/certificate': `sha256:${'0'.repeat(64)}` } },
);

const half = ciphertext(512 * 1024);
const more = ciphertext(512 * 1024 + 1);

export const sealedRows: readonly Row[] = [
  {
    number: 5,
    failsWhen: 'the sealed values are larger than 1 MiB in sum',
    declare: chart =>
      new CredentialSecret(chart, 'large', {
        class: generic('first', 'second'),
        backend: sealed({ encryptedData: { first: half, second: more } }),
      }),
    at: 'orders/large: backend.encryptedData',
    says: /at most 1048576 bytes in all/,
    byHand: [sealedSecret({ encryptedData: { first: half, second: more } })],
    kubernetes: 'lets it through',
  },

  fromFile(
    'a value is sealed for another namespace',
    35,
    sealedSecret({ encryptedData }, { namespace: 'payments' }),
    'orders/aws: backend',
    /is sealed for namespace payments, the credential is in orders; seal it for that namespace/,
  ),
  fromFile(
    'a value is sealed for another name',
    35,
    sealedSecret({ encryptedData }, { name: 'other' }),
    'orders/aws: backend',
    /is sealed for the name other, the credential's is aws; seal it for that name, or set name/,
  ),
  fromFile(
    'a value is sealed for the whole of another namespace',
    35,
    sealedSecret(
      { encryptedData },
      { namespace: 'payments', annotations: { 'sealedsecrets.bitnami.com/namespace-wide': 'true' } },
    ),
    'orders/aws: backend',
    /is sealed for namespace payments/,
  ),
  fromFile(
    'only the template says that a value is sealed for the whole cluster',
    36,
    scopeInTemplate('cluster-wide'),
    'orders/aws: backend.metadata.annotations',
    /must say sealedsecrets\.bitnami\.com\/cluster-wide: "true", too; in the template alone/,
  ),
  fromFile(
    'only the template says that a value is sealed for the whole namespace',
    36,
    scopeInTemplate('namespace-wide'),
    'orders/aws: backend.metadata.annotations',
    /must say sealedsecrets\.bitnami\.com\/namespace-wide: "true", too/,
  ),

  {
    number: 37,
    failsWhen: 'a value is sealed with the certificate of another cluster than the one that is pinned',
    declare: chart => {
      withFile(sealedElsewhere, file => {
        withFile(certificateOf(rsaKeys()), certificate =>
          credential(chart, { backend: sealed({ file, certificate }) }),
        );
      });
    },
    at: 'orders/aws: backend',
    says: /is sealed with the certificate sha256:0{64}, and .* is sha256:[0-9a-f]{64}; seal it with that/,
    byHand: [sealedElsewhere],
    kubernetes: 'lets it through',
  },

  broken(38, 'a ciphertext is no base64', 'not base64!', /must be a ciphertext in base64, as kubeseal writes it/),
  broken(38, 'a ciphertext has lost its padding', ciphertext(2).replace(/=+$/, ''), /must be a ciphertext in base64/),
  broken(38, 'a ciphertext is broken over lines', ciphertext().replace(/.{76}/g, '$&\n'), /a ciphertext in base64/),
  broken(39, 'a ciphertext is empty', '', /is no whole ciphertext of kubeseal; it was cut off or is something else/),
  broken(39, 'a ciphertext is one byte', 'AA==', /is no whole ciphertext of kubeseal/),
  broken(39, 'a ciphertext is cut off', ciphertext().slice(0, 400), /is no whole ciphertext of kubeseal/),

  {
    number: 41,
    failsWhen: 'a value is sealed for one namespace, and the namespace is not told',
    declare: chart => credential(new Chart(chart, 'anywhere'), { backend: sealed({ encryptedData: sealedAccessKey }) }),
    at: 'orders/anywhere/aws: namespace',
    says: /must be set: a strict ciphertext opens in one namespace only/,
    byHand: [sealedSecret({}, { namespace: undefined })],
    kubernetes: 'lets it through',
  },
];
