import type { Input, Output, Resource } from '@pulumi/pulumi';
import { parseArn } from '../../core/arn';
import { FieldError } from '../../core/field-error';
import { reading, whenKnown, type Reading } from '../reading';
import type { Owner } from '../within';
import { requireIamName } from './iam-name';

/** What users and roles in IAM both take. */
export type IamOptions<Text = Input<string>> = {
  /** The ARN of a policy that bounds what it may ever do. @default - none */
  readonly permissionsBoundary?: Text | undefined;
  /** @default {} */
  readonly tags?: Readonly<Record<string, Text>> | undefined;
  /** The path in IAM, such as `/keywire/`. @default '/' */
  readonly path?: Text | undefined;
};

/** The options by themselves. Throws for what is known of them and wrong. */
export function iamOptions(name: unknown, { permissionsBoundary, tags, path }: IamOptions): Reading<IamOptions> {
  requireIamName('name', name);
  const read = reading({ permissionsBoundary, tags, path });
  requireOptions(read.spec);
  return read;
}

/** What a user or role waits for, so that what is known later of its options is checked first. */
export const onceChecked = (owner: Owner, options: Reading<IamOptions>): readonly Output<Resource[]>[] =>
  options.later.size === 0
    ? []
    : [
        whenKnown(owner, options, (known: IamOptions): Resource[] => {
          requireOptions(known);
          return [];
        }),
      ];

function requireOptions({ permissionsBoundary, path }: IamOptions): void {
  if (typeof permissionsBoundary === 'string') {
    const arn = parseArn(permissionsBoundary);
    if (arn?.service !== 'iam' || !arn.resource.startsWith('policy/'))
      throw new FieldError(
        'permissionsBoundary',
        'must be the ARN of a policy, as in arn:aws:iam::123456789012:policy/NAME',
      );
  }
  if (typeof path === 'string' && !/^\/([!-.0-~]+\/)*$/.test(path))
    throw new FieldError('path', 'must begin and end with a slash, as in /keywire/');
}
