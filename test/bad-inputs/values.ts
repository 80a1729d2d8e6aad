import type { Chart } from 'cdk8s';
import {
  CredentialSecret,
  credentialClass,
  generic,
  noByteOrderMark,
  notEmpty,
  pem,
  unsafePlaintext,
} from 'keywire/cdk8s';
import { secret } from './by-hand';
import { accessKey, base64, secretLine } from './secret-values';
import type { Row } from './row';
import { credential } from './sound';

const password = (chart: Chart, value: string): CredentialSecret<ReturnType<typeof generic<'password'>>> =>
  new CredentialSecret(chart, 'database', {
    class: generic('password'),
    backend: unsafePlaintext({ password: value }),
  });

const line = (number: number, failsWhen: string, value: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => password(chart, value),
  at: 'orders/database: backend.password',
  says,
  byHand: [secret({ data: { password: base64(value) } })],
  kubernetes: 'lets it through',
});

/** A class whose one field is PEM text. */
const tlsKey = credentialClass({
  name: 'tlsKey',
  type: 'Opaque',
  required: { key: { rules: [notEmpty, noByteOrderMark, pem] } },
  optional: {},
  conventions: { kubernetes: { key: 'tls.key' } },
});

/** PEM text in all but meaning, as openssl writes it: with a newline at its end. */
export const pemText = `-----BEGIN PRIVATE KEY-----\n${base64(secretLine)}\n-----END PRIVATE KEY-----\n`;

export const tlsCredential = (chart: Chart, key: string): CredentialSecret<typeof tlsKey> =>
  new CredentialSecret(chart, 'tls', { class: tlsKey, backend: unsafePlaintext({ key }) });

const half = secretLine.padEnd(512 * 1024, 'x');

export const values: readonly Row[] = [
  {
    number: 5,
    failsWhen: 'the values are larger than 1 MiB in sum',
    declare: chart =>
      new CredentialSecret(chart, 'large', {
        class: generic('first', 'second'),
        backend: unsafePlaintext({ first: half, second: `${half}x` }),
      }),
    at: 'orders/large: backend',
    says: /at most 1048576 bytes in all/,
    byHand: [secret({ data: { first: base64(half), second: base64(`${half}x`) } })],
    kubernetes: { refusesIt: /data: Too long: may not be more than 1048576 bytes/ },
  },
  {
    number: 5,
    failsWhen: 'the values are larger than 1 MiB in bytes, though not in characters',
    declare: chart => password(chart, `${secretLine}${'€'.repeat(400_000)}`),
    at: 'orders/database: backend',
    says: /at most 1048576 bytes in all/,
  },

  {
    number: 7,
    failsWhen: 'an access key id is base64-encoded already',
    declare: chart =>
      credential(chart, { backend: unsafePlaintext({ ...accessKey, accessKeyId: base64(accessKey.accessKeyId) }) }),
    at: 'orders/aws: backend.accessKeyId',
    says: /is base64-encoded already; give the value itself/,
    byHand: [secret({ data: { AWS_ACCESS_KEY_ID: base64(base64(accessKey.accessKeyId)) } })],
    kubernetes: 'lets it through',
  },
  {
    number: 7,
    failsWhen: 'a secret access key is base64-encoded already',
    declare: chart =>
      credential(chart, {
        backend: unsafePlaintext({ ...accessKey, secretAccessKey: base64(accessKey.secretAccessKey) }),
      }),
    at: 'orders/aws: backend.secretAccessKey',
    says: /is base64-encoded already; give the value itself/,
  },
  {
    number: 7,
    failsWhen: 'a value was encoded together with the newline of echo',
    declare: chart =>
      credential(chart, {
        backend: unsafePlaintext({ ...accessKey, secretAccessKey: base64(`${accessKey.secretAccessKey}\n`) }),
      }),
    at: 'orders/aws: backend.secretAccessKey',
    says: /is base64-encoded already/,
  },

  line(8, 'a value ends in a newline', `${secretLine}\n`, /must be one line .*\(use printf\)/),
  line(8, 'a value ends in a carriage return', `${secretLine}\r`, /must be one line/),
  line(8, 'a value ends in the line break of Windows', `${secretLine}\r\n`, /must be one line/),
  line(8, 'a value begins with a byte order mark', `\uFEFF${secretLine}`, /byte order mark; save the file without one/),
  line(8, 'a value ends in a space', `${secretLine} `, /no white space around it/),
  {
    number: 8,
    failsWhen: 'an access key ends in a newline',
    declare: chart =>
      credential(chart, {
        backend: unsafePlaintext({ ...accessKey, secretAccessKey: `${accessKey.secretAccessKey}\n` }),
      }),
    at: 'orders/aws: backend.secretAccessKey',
    says: /must be one line/,
  },
  {
    number: 8,
    failsWhen: 'PEM text begins with a byte order mark',
    declare: chart => tlsCredential(chart, `\uFEFF${pemText}`),
    at: 'orders/tls: backend.key',
    says: /byte order mark/,
  },
  {
    number: 8,
    failsWhen: 'PEM text has lost its line breaks',
    declare: chart => tlsCredential(chart, pemText.replaceAll('\n', ' ')),
    at: 'orders/tls: backend.key',
    says: /must be PEM text/,
    byHand: [secret({ data: { 'tls.key': base64(pemText.replaceAll('\n', ' ')) } })],
    kubernetes: 'lets it through',
  },

  line(9, 'a value is empty', '', /must not be empty; leave an optional field out instead/),
  {
    number: 9,
    failsWhen: 'the value of an optional field is empty',
    declare: chart => credential(chart, { backend: unsafePlaintext({ ...accessKey, sessionToken: '' }) }),
    at: 'orders/aws: backend.sessionToken',
    says: /must not be empty/,
  },
  {
    number: 9,
    failsWhen: 'a value comes from a variable that is not set',
    // @ts-expect-error it may be undefined
    declare: chart => password(chart, process.env.KEYWIRE_NOT_SET),
    at: 'unsafePlaintext().password',
    says: /must be a string; if it comes from the environment, set the variable/,
  },
];
