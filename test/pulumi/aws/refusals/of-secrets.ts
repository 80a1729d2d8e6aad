import { output } from '@pulumi/pulumi';
import { aws } from 'keywire/pulumi';
import { kmsKeyArn, remote, stored } from '../sound';
import type { Refusal } from './refusal';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/database-AbCdEf';
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const ofAws = (values: object) => stored({ class: aws, values });
const all = ['database-secret', 'database-version'];
const notMade = /must be left out without values/;

export const ofSecrets: readonly Refusal[] = [
  {
    failsWhen: 'values are none',
    declare: () => stored({ values: {} }),
    at: 'database: values',
    says: /with a value for each field/,
  },
  {
    failsWhen: 'values are null',
    declare: () => stored({ values: null }),
    at: 'database: values',
    says: /must be an object/,
  },
  {
    failsWhen: 'values come as one Output',
    declare: () => stored({ values: output({ a: 'b' }) }),
    at: 'database: values',
    says: /must be an object/,
  },
  {
    failsWhen: 'values lack a field of the class',
    declare: () => ofAws({ accessKeyId: key.accessKeyId }),
    at: 'database: values.secretAccessKey',
    says: /is missing; a credential of class aws needs it/,
  },
  {
    failsWhen: 'values have a field that the class has not',
    declare: () => ofAws({ ...key, region: 'a' }),
    at: 'database: values.region',
    says: /is no field of/,
  },
  {
    failsWhen: 'the name of a value is no key',
    declare: () => stored({ values: { 'a b': 'c' } }),
    at: 'database: values.a b',
    says: /must be a key of a Secret/,
  },
  {
    failsWhen: 'a value is a number',
    declare: () => stored({ values: { port: 5432 } }),
    at: 'database: values.port',
    says: /must be a string, or an Output/,
  },
  {
    failsWhen: 'a value is undefined',
    declare: () => stored({ values: { a: undefined } }),
    at: 'database: values.a',
    says: /is missing; a credential of class generic needs it/,
  },
  {
    failsWhen: 'a value is empty',
    declare: as => stored({ values: { password: as('') } }),
    at: 'database: values.password',
    says: /must not be empty/,
    before: all,
  },
  {
    failsWhen: 'a value ends with a newline',
    declare: as => stored({ values: { password: as('correct horse\n') } }),
    at: 'database: values.password',
    says: /must be one line/,
    before: all,
  },
  {
    failsWhen: 'a value breaks a rule of its class',
    declare: as => ofAws({ ...key, accessKeyId: as('AKIA') }),
    at: 'database: values.accessKeyId',
    says: /must be an access key id/,
    before: all,
  },
  {
    failsWhen: 'a secret is encrypted with an alias (101)',
    declare: as => stored({ kmsKeyArn: as(kmsKeyArn.replace(/key\/.*/, 'alias/a')) }),
    at: 'database: kmsKeyArn',
    says: /IAM resolves no alias/,
    before: all,
  },
  {
    failsWhen: 'a secret with values is an ARN',
    declare: () => stored({ secret: arn }),
    at: 'database: secret',
    says: /must be a name/,
  },
  {
    failsWhen: 'a secret with values has a wildcard',
    declare: () => stored({ secret: 'prod/*' }),
    at: 'database: secret',
    says: /must be the name/,
  },
  {
    failsWhen: 'a secret with values has no name',
    declare: () => stored({ secret: undefined }),
    at: 'database: secret',
    says: /must be the name/,
  },
  {
    failsWhen: 'a secret that is referred to has a wildcard',
    declare: () => remote({ secret: 'prod/*' }),
    at: 'database: secret',
    says: /must be the name/,
  },
  {
    failsWhen: 'the name of a secret is an Output',
    declare: () => remote({ secret: output('a') }),
    at: 'database: secret',
    says: /must be the name/,
  },
  {
    failsWhen: 'a secret that is referred to has tags',
    declare: () => remote({ tags: {} }),
    at: 'database: tags',
    says: notMade,
  },
  {
    failsWhen: 'a secret that is referred to has a recovery window',
    declare: () => remote({ recoveryWindowInDays: 7 }),
    at: 'database: recoveryWindowInDays',
    says: notMade,
  },
];
