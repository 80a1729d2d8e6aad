import { generic, unsafePlaintext } from 'keywire/cdk8s';
import { secret } from './by-hand';
import { accessKey, base64, secretLine } from './secret-values';
import type { Row } from './row';
import { credential } from './sound';

const value = base64(secretLine);
const refusesName = { refusesIt: /metadata\.name: Invalid value/ };
const refusesKey = { refusesIt: /data\[.*\]: (Invalid value|Too long)/s };

const name = (failsWhen: string, name: string, says: RegExp): Row => ({
  number: 1,
  failsWhen,
  declare: chart => credential(chart, { name }),
  at: 'orders/aws: name',
  says,
  byHand: [secret(undefined, { name })],
  kubernetes: refusesName,
});

const key = (number: number, failsWhen: string, key: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => credential(chart, { keys: { accessKeyId: key } }),
  at: 'orders/aws: keys.accessKeyId',
  says,
  byHand: [secret({ data: { [key]: value } })],
  kubernetes: refusesKey,
});

export const namesAndKeys: readonly Row[] = [
  name('a name has an upper-case letter', 'Aws', /DNS-1123 subdomain/),
  name('a name has an underscore', 'orders_aws', /DNS-1123 subdomain/),
  name('a name is longer than 253 characters', 'a'.repeat(254), /at most 253 characters, these are 254/),
  {
    number: 1,
    failsWhen: 'the id of a construct is to be a name and is none',
    declare: chart => credential(chart, {}, 'ordersAws'),
    at: 'orders/ordersAws: name',
    says: /DNS-1123 subdomain/,
  },

  key(2, 'a key has a space in it', 'access key', /a key of a Secret: letters, digits/),
  key(2, 'a key has a slash in it', 'aws/key', /a key of a Secret: letters, digits/),
  {
    number: 2,
    failsWhen: 'a key of a generic credential has a space in it',
    declare: () => generic('access key'),
    at: 'class generic: conventions.asNamed.access key',
    says: /a key of a Secret: letters, digits/,
  },
  key(3, 'a key is ".."', '..', /not beginning with "\.\."/),
  key(3, 'a key begins with ".."', '..key', /not beginning with "\.\."/),
  key(3, 'a key is "."', '.', /a key of a Secret/),
  key(4, 'a key is longer than 253 characters', 'k'.repeat(254), /at most 253 characters, these are 254/),

  {
    number: 14,
    failsWhen: 'one key is to hold two fields',
    declare: chart =>
      credential(chart, {
        keys: { accessKeyId: 'key', secretAccessKey: 'key' },
        backend: unsafePlaintext(accessKey),
      }),
    at: 'orders/aws: keys.secretAccessKey',
    says: /is the key of accessKeyId, too; give each field a key of its own/,
    byHand: [secret({ data: { key: value }, stringData: { key: secretLine } })],
    kubernetes: 'lets it through',
  },
  {
    number: 14,
    failsWhen: 'a key that was chosen is that of another field already',
    declare: chart => credential(chart, { keys: { accessKeyId: 'AWS_SECRET_ACCESS_KEY' } }),
    at: 'orders/aws: keys.secretAccessKey',
    says: /is the key of accessKeyId, too/,
  },
];
