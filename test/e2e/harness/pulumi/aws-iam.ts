import * as iam from '@aws-sdk/client-iam';
import type { AwsKind } from './aws-kind';
import { optional, required, tagList } from './aws-kind';
import type { Properties } from './wire';

const principal = (found: { Arn?: string | undefined; Path?: string | undefined } | undefined, id?: string) => ({
  arn: required(found?.Arn),
  path: required(found?.Path),
  uniqueId: required(id),
});

const user: AwsKind = {
  nameProperty: 'name',
  replacing: [],
  defaults: { path: '/', forceDestroy: false },
  create: async (clients, inputs) => {
    const command = new iam.CreateUserCommand({
      UserName: required(inputs.name),
      Path: optional(inputs.path),
      PermissionsBoundary: optional(inputs.permissionsBoundary),
      Tags: tagList(inputs.tags),
    });
    const { User } = await clients.iam.send(command);
    return { id: required(inputs.name), outputs: principal(User, User?.UserId) };
  },
  // By its name, not its id: the real one renames a user in place.
  read: async (clients, { outputs }) => {
    const name = required(outputs.name);
    const { User } = await clients.iam.send(new iam.GetUserCommand({ UserName: name }));
    return { name, ...principal(User, User?.UserId) };
  },
  update: async (clients, { outputs }, { name, path }) => {
    const command = { UserName: required(outputs.name), NewUserName: required(name), NewPath: optional(path) };
    await clients.iam.send(new iam.UpdateUserCommand(command));
  },
  delete: async (clients, { outputs }) => {
    await clients.iam.send(new iam.DeleteUserCommand({ UserName: required(outputs.name) }));
  },
};

const accessKey: AwsKind = {
  replacing: ['user', 'pgpKey'],
  sensitive: ['secret', 'sesSmtpPasswordV4'],
  defaults: { status: 'Active' },
  create: async (clients, inputs) => {
    const { AccessKey } = await clients.iam.send(new iam.CreateAccessKeyCommand({ UserName: required(inputs.user) }));
    const outputs = { secret: required(AccessKey?.SecretAccessKey), createDate: new Date().toISOString() };
    return { id: required(AccessKey?.AccessKeyId), outputs };
  },
  read: async (clients, { id, outputs }) => {
    const command = new iam.ListAccessKeysCommand({ UserName: required(outputs.user) });
    const { AccessKeyMetadata = [] } = await clients.iam.send(command);
    const found = AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === id);
    if (found === undefined) throw new iam.NoSuchEntityException({ message: id, $metadata: {} });
    return { status: required(found.Status) };
  },
  update: async (clients, { id, outputs }, { status }) => {
    const Status = status === 'Inactive' ? 'Inactive' : 'Active';
    const command = { UserName: required(outputs.user), AccessKeyId: id, Status } as const;
    await clients.iam.send(new iam.UpdateAccessKeyCommand(command));
  },
  delete: async (clients, { id, outputs }) => {
    const command = { UserName: required(outputs.user), AccessKeyId: id };
    await clients.iam.send(new iam.DeleteAccessKeyCommand(command));
  },
};

const role: AwsKind = {
  nameProperty: 'name',
  replacing: ['name', 'path'],
  defaults: { path: '/', maxSessionDuration: 3600, forceDetachPolicies: false },
  create: async (clients, inputs) => {
    const command = new iam.CreateRoleCommand({
      RoleName: required(inputs.name),
      AssumeRolePolicyDocument: required(inputs.assumeRolePolicy),
      Path: optional(inputs.path),
      Description: optional(inputs.description),
      Tags: tagList(inputs.tags),
    });
    const { Role } = await clients.iam.send(command);
    return { id: required(inputs.name), outputs: principal(Role, Role?.RoleId) };
  },
  read: async (clients, { id }) => {
    const { Role } = await clients.iam.send(new iam.GetRoleCommand({ RoleName: id }));
    const assumeRolePolicy = decodeURIComponent(required(Role?.AssumeRolePolicyDocument));
    return { name: id, assumeRolePolicy, ...principal(Role, Role?.RoleId) };
  },
  update: async (clients, { id }, inputs) => {
    const command = { RoleName: id, PolicyDocument: required(inputs.assumeRolePolicy) };
    await clients.iam.send(new iam.UpdateAssumeRolePolicyCommand(command));
    const description = { RoleName: id, Description: optional(inputs.description) };
    await clients.iam.send(new iam.UpdateRoleCommand(description));
  },
  delete: async (clients, { id }) => {
    await clients.iam.send(new iam.DeleteRoleCommand({ RoleName: id }));
  },
};

const policy: AwsKind = {
  nameProperty: 'name',
  replacing: ['name', 'path', 'description'],
  defaults: { path: '/' },
  create: async (clients, inputs) => {
    const command = new iam.CreatePolicyCommand({
      PolicyName: required(inputs.name),
      PolicyDocument: required(inputs.policy),
      Path: optional(inputs.path),
      Description: optional(inputs.description),
    });
    const { Policy } = await clients.iam.send(command);
    return { id: required(Policy?.Arn), outputs: policyOutputs(Policy) };
  },
  read: async (clients, { id }) => {
    const { Policy } = await clients.iam.send(new iam.GetPolicyCommand({ PolicyArn: id }));
    const version = { PolicyArn: id, VersionId: required(Policy?.DefaultVersionId) };
    const { PolicyVersion } = await clients.iam.send(new iam.GetPolicyVersionCommand(version));
    return { ...policyOutputs(Policy), policy: decodeURIComponent(required(PolicyVersion?.Document)) };
  },
  update: async (clients, { id }, inputs) => {
    const version = { PolicyArn: id, PolicyDocument: required(inputs.policy), SetAsDefault: true };
    await clients.iam.send(new iam.CreatePolicyVersionCommand(version));
  },
  delete: async (clients, { id }) => {
    await clients.iam.send(new iam.DeletePolicyCommand({ PolicyArn: id }));
  },
};

const policyOutputs = (found: iam.Policy | undefined): Properties => ({
  arn: required(found?.Arn),
  name: required(found?.PolicyName),
  policyId: required(found?.PolicyId),
});

export const iamKinds: Readonly<Record<string, AwsKind>> = {
  'aws:iam/user:User': user,
  'aws:iam/accessKey:AccessKey': accessKey,
  'aws:iam/role:Role': role,
  'aws:iam/policy:Policy': policy,
};
