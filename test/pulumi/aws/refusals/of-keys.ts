import { output } from '@pulumi/pulumi';
import { assumeRole } from 'keywire/pulumi';
import { credential, kmsKeyArn, queue, source, store, stream, user } from '../sound';
import type { Refusal } from './refusal';

const late = output('late');
const label = /must be a DNS-1123 label/;

/** The names and keys of a dedicated user. */
const ofNames: readonly Refusal[] = [
  {
    failsWhen: 'a user has a list of no keys',
    declare: () => user({ keys: [] }),
    at: 'orders: keys',
    says: /one label or two/,
  },
  {
    failsWhen: 'the keys of a user are no list',
    declare: () => user({ keys: '2026-01' }),
    at: 'orders: keys',
    says: /one label or two/,
  },
  {
    failsWhen: 'a user has three keys',
    declare: () => user({ keys: ['a', 'b', 'c'] }),
    at: 'orders: keys',
    says: /not 3: IAM allows/,
  },
  {
    failsWhen: 'two keys have one label',
    declare: () => user({ keys: ['a', 'a'] }),
    at: 'orders: keys[1]',
    says: /stands twice/,
  },
  { failsWhen: 'a label has a dot', declare: () => user({ keys: ['2026.01'] }), at: 'orders: keys[0]', says: label },
  { failsWhen: 'a label is empty', declare: () => user({ keys: ['a', ''] }), at: 'orders: keys[1]', says: label },
  {
    failsWhen: 'a label has upper-case letters',
    declare: () => user({ keys: ['Jan'] }),
    at: 'orders: keys[0]',
    says: label,
  },
  {
    failsWhen: 'a label is an Output',
    declare: () => user({ keys: [late] }),
    at: 'orders: keys[0]',
    says: /known when the program runs/,
  },
  {
    failsWhen: 'the name of a user is an Output',
    declare: () => user({ name: late }),
    at: 'orders: name',
    says: /known when the program runs/,
  },
  {
    failsWhen: 'the name of a user is none for IAM',
    declare: () => user({ name: 'a/b' }),
    at: 'orders: name',
    says: /up to 64 letters/,
  },
  {
    failsWhen: 'the name of a user is too long',
    declare: () => user({ name: 'a'.repeat(65) }),
    at: 'orders: name',
    says: /up to 64 letters/,
  },
  {
    failsWhen: 'the name of a credential and a label are no name of a Secret',
    declare: () => credential(user({ keys: ['a'.repeat(63)] }).inNativeSecret(), { name: 'b'.repeat(200) }),
    at: 'aws: name',
    says: /at most 253 characters, these are 264/,
  },
];

/** Where a key is, and who uses it. */
const ofUses: readonly Refusal[] = [
  {
    failsWhen: 'a key goes to a secret without a name',
    declare: () => user({ keys: ['a'] }).inSecretsManager({} as never),
    at: 'orders: secret',
    says: /must be the name of a secret/,
    before: [],
    onlyLate: true,
  },
  {
    failsWhen: 'a key goes to a secret whose name is an Output',
    declare: () => user({ keys: ['a'] }).inSecretsManager({ secret: late as never }),
    at: 'orders: secret',
    says: /must be the name of a secret/,
    before: [],
    onlyLate: true,
  },
  {
    failsWhen: 'a key is encrypted with an alias (101)',
    declare: as => user().inSecretsManager({ secret: 'a', kmsKeyArn: as(kmsKeyArn.replace(/key\/.*/, 'alias/a')) }),
    at: 'orders-a: kmsKeyArn',
    says: /IAM resolves no alias/,
    before: ['orders-a-secret', 'orders-a-version'],
  },
  {
    failsWhen: 'a source uses the key of a user that is for others',
    declare: as => source(credential(user().inNativeSecret()), { spec: { arn: as(`${queue}-2`) } }),
    at: 'incoming: credentials',
    says: /may not do all that this AWSSQSSource does; add its \{ kind, spec \}/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a source uses the key of a user that turns out to be for others',
    declare: as =>
      source(credential(user({ for: [{ kind: 'AWSSQSSource', spec: { arn: as(`${queue}-2`) } }] }).inNativeSecret())),
    at: 'incoming: credentials',
    says: /may not do all that this AWSSQSSource does/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a source of another kind uses the key of a user',
    declare: as => source(credential(user().inNativeSecret()), { kind: 'AWSKinesisSource', spec: { arn: as(stream) } }),
    at: 'incoming: credentials',
    says: /may not do all that this AWSKinesisSource does/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'a source uses the key of a user for others through Secrets Manager',
    declare: as =>
      source(credential(user().inSecretsManager({ secret: 'a' }).readThrough(store())), {
        spec: { arn: as(`${queue}-2`) },
      }),
    at: 'incoming: credentials',
    says: /may not do all that this AWSSQSSource does/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'the key of a user is to be exchanged for a role',
    declare: as => {
      const roleArn = as('arn:aws:iam::123456789012:role/a');
      source(assumeRole({ credentials: credential(user().inNativeSecret()), roleArn }));
    },
    at: 'incoming: credentials.credentials',
    says: /may not assume a role/,
    before: ['incoming-source'],
  },
  {
    failsWhen: 'credentials are a key and a role',
    declare: as => {
      const { accessKeyId, secretAccessKey } = credential(user().inNativeSecret());
      const role = { identity: 'iamRole', roleArn: as('arn:aws:iam::123456789012:role/a'), serviceAccount: 'a' };
      source({ accessKeyId, secretAccessKey, ...role });
    },
    at: 'incoming: credentials',
    says: /must be one of them/,
  },
];

export const ofKeys: readonly Refusal[] = [...ofNames, ...ofUses];
