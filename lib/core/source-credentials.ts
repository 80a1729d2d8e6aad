import { requireAccessKey, type AccessKey } from './access-key';
import { parseArn, requireRoleArn } from './arn';
import { FieldError } from './field-error';
import type { KeyReference } from './key-reference';
import type { Json } from './manifest';
import { requireServiceAccount } from './names';

/** The role of a source's own service account (IRSA): no key at all. */
export type IamRole<Text> = {
  readonly identity: 'iamRole';
  /** The ARN of the role. */
  readonly roleArn: Text;
  /** The service account that takes it; TriggerMesh makes it unless it is there. */
  readonly serviceAccount: string;
};

/** A role that a key is exchanged for. */
export type AssumedRole<Text> = {
  readonly identity: 'assumedRole';
  /** The key that is exchanged. */
  readonly credentials: AccessKey<Text>;
  /** The ARN of the role. */
  readonly roleArn: Text;
};

/** The kinds whose CRD knows no role, and those that ignore the role to assume. */
type KeysOnly = 'AWSSNSSource';
type NoAssumedRole = KeysOnly | 'AWSCodeCommitSource';

/** Who a source of that kind can be to AWS. */
export type SourceCredentials<Text, Kind> =
  | AccessKey<Text>
  | (Kind extends KeysOnly ? never : IamRole<Text>)
  | (Kind extends NoAssumedRole ? never : AssumedRole<Text>);

/**
 * The source's pods take an IAM role through a service account, which TriggerMesh makes under the name given.
 *
 * The role has to trust `system:serviceaccount:NAMESPACE:SERVICEACCOUNT`.
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const iamRole = <Text>(role: { readonly roleArn: Text; readonly serviceAccount: string }): IamRole<Text> => ({
  identity: 'iamRole',
  ...role,
});

/** The source exchanges a key for a role, in another account maybe. The key then needs `sts:AssumeRole` on it, no more. */
export const assumeRole = <Text>(role: {
  readonly credentials: AccessKey<Text>;
  readonly roleArn: Text;
}): AssumedRole<Text> => ({ identity: 'assumedRole', ...role });

/** What a kind's CRD knows of identities. */
type AuthFacts = { readonly iam: boolean; readonly sessionToken: boolean; readonly assumeRole: boolean };

const ways = 'a credential such as an AwsCredentialSecret, the keys of a CredentialSecret, iamRole(…) or assumeRole(…)';

/** Throws for credentials that a source of that kind, with that spec and in that namespace, could not use. */
export function requireIdentity<Text>(
  kind: string,
  facts: AuthFacts,
  spec: { readonly arn?: Text },
  credentials: SourceCredentials<Text, unknown>,
  namespace: Text | undefined,
): void {
  const given: unknown = credentials;
  if (typeof given !== 'object' || given === null) {
    throw new FieldError(
      'credentials',
      `must be ${ways}; without one the adapter would fall back to the role of its node`,
    );
  }
  requireOneWay(given);
  if ('identity' in credentials) requireRole(kind, facts, credentials);
  if (!('identity' in credentials) || credentials.identity === 'assumedRole')
    requireKey(kind, facts, credentials, namespace);
  requireSameAccount(spec.arn, credentials);
}

// At run time anything may come; of a key beside a role, the key would be ignored.
function requireOneWay(credentials: object): void {
  if (!('identity' in credentials)) return;
  if (credentials.identity !== 'iamRole' && credentials.identity !== 'assumedRole')
    throw new FieldError('credentials', `must be ${ways}`);
  if ('accessKeyId' in credentials) throw new FieldError('credentials', `must be one of them: ${ways}`);
}

const accessKeyOf = <Text>(credentials: SourceCredentials<Text, unknown>): AccessKey<Text> | undefined => {
  if (!('identity' in credentials)) return credentials;
  return credentials.identity === 'assumedRole' ? credentials.credentials : undefined;
};

/** The fields of Secrets that a source reads. */
export function secretsOf<Text>(credentials: SourceCredentials<Text, unknown>): readonly unknown[] {
  const key = accessKeyOf(credentials);
  return key ? [key.accessKeyId, key.secretAccessKey, key.sessionToken] : [];
}

function requireRole<Text>(kind: string, facts: AuthFacts, role: IamRole<Text> | AssumedRole<Text>): void {
  if (role.identity === 'iamRole') {
    if (!facts.iam) throw new FieldError('credentials', `must be an access key: an ${kind} knows no IAM role`);
    requireServiceAccount('credentials.serviceAccount', role.serviceAccount);
  } else if (!facts.assumeRole || kind === 'AWSCodeCommitSource') {
    throw new FieldError(
      'credentials',
      `must be an access key${facts.iam ? ' or iamRole(…)' : ''}: an ${kind} ignores a role to assume`,
    );
  }
  requireRoleArn('credentials.roleArn', role.roleArn);
}

function requireKey<Text>(
  kind: string,
  facts: AuthFacts,
  credentials: AccessKey<Text> | AssumedRole<Text>,
  namespace: Text | undefined,
): void {
  const [path, key, wanted] =
    'identity' in credentials
      ? (['credentials.credentials', credentials.credentials, 'an access key such as an AwsCredentialSecret'] as const)
      : (['credentials', credentials, ways] as const);
  requireAccessKey(path, key, wanted, namespace);
  if (key.sessionToken && !facts.sessionToken) {
    throw new FieldError(path, `must be a key without session token: an ${kind} takes none`);
  }
}

// SQS queues, for one, are looked up by name in the account of the key: a queue of that name there would be read instead.
function requireSameAccount(arn: unknown, credentials: SourceCredentials<unknown, unknown>): void {
  const of = typeof arn === 'string' ? parseArn(arn) : undefined;
  if (of === undefined) return;
  const identity = identityOf(credentials);
  if (typeof identity.account === 'string' && of.account !== '' && identity.account !== of.account) {
    throw new FieldError(
      'spec.arn',
      `is in account ${of.account}, the credentials in ${identity.account}; use assumeRole(…) with a role of account ${of.account}`,
    );
  }
  if (identity.partition !== undefined && identity.partition !== of.partition) {
    throw new FieldError(
      'spec.arn',
      `is of partition ${of.partition}, the role of ${identity.partition}; use a role of the same partition`,
    );
  }
}

function identityOf(credentials: SourceCredentials<unknown, unknown>): {
  account?: unknown;
  partition?: string;
} {
  if (!('identity' in credentials)) return { account: credentials.accessKeyId.secret.accountId };
  const role = typeof credentials.roleArn === 'string' ? parseArn(credentials.roleArn) : undefined;
  return role ? { account: role.account, partition: role.partition } : {};
}

/** `spec.auth` of a TriggerMesh source of AWS. */
export function auth<Text>(credentials: SourceCredentials<Text, unknown>): Json<Text> {
  if ('identity' in credentials && credentials.identity === 'iamRole') {
    return { iam: { roleArn: credentials.roleArn, serviceAccount: credentials.serviceAccount } };
  }
  const { accessKeyId, secretAccessKey, sessionToken } =
    'identity' in credentials ? credentials.credentials : credentials;
  return {
    credentials: {
      accessKeyID: fromSecret(accessKeyId),
      secretAccessKey: fromSecret(secretAccessKey),
      ...(sessionToken ? { sessionToken: fromSecret(sessionToken) } : {}),
      ...('identity' in credentials ? { assumeIamRole: credentials.roleArn } : {}),
    },
  };
}

const fromSecret = <Text>({ secret, key }: KeyReference<Text>) => ({ valueFromSecret: { name: secret.name, key } });
