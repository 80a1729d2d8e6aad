import type { runtime } from '@pulumi/pulumi';

const account = '123456789012';

/** What AWS would add to a resource of a type: enough for what is made of it. */
const added: Readonly<Record<string, (name: string) => object>> = {
  'aws:sqs/queue:Queue': name => ({ arn: `arn:aws:sqs:eu-west-1:${account}:${name}` }),
  'aws:kinesis/stream:Stream': name => ({ arn: `arn:aws:kinesis:eu-west-1:${account}:stream/${name}` }),
  'aws:iam/user:User': name => ({ arn: `arn:aws:iam::${account}:user/${name}` }),
  'aws:iam/role:Role': name => ({ arn: `arn:aws:iam::${account}:role/${name}` }),
  'aws:iam/accessKey:AccessKey': () => ({
    id: 'AKIAIOSFODNN7EXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }),
  'aws:secretsmanager/secret:Secret': name => ({
    arn: `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-AbCdEf`,
  }),
};

/** A resource as a provider gives it back. In a preview it has no id yet. */
export function mocked(
  { type, name, inputs, custom }: runtime.MockResourceArgs,
  preview: boolean,
): runtime.MockResourceResult {
  const given = inputs as Readonly<Record<string, unknown>>;
  const more = preview ? {} : (added[type]?.(typeof given.name === 'string' ? given.name : name) ?? {});
  const { id = `${name}-id` } = more as { id?: string };
  return { id: custom === true && !preview ? id : undefined, state: { ...given, ...more } };
}
