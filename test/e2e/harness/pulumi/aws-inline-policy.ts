import * as iam from '@aws-sdk/client-iam';
import type { AwsClients } from './aws-clients';
import type { AwsKind, AwsResource } from './aws-kind';
import { required } from './aws-kind';

/** A policy inside a user or role; its id is `HOLDER:NAME`. */
function inlinePolicy(holder: 'user' | 'role', calls: InlinePolicyCalls): AwsKind {
  const key = ({ id }: AwsResource) => ({ holder: id.slice(0, id.indexOf(':')), name: id.slice(id.indexOf(':') + 1) });
  return {
    nameProperty: 'name',
    replacing: ['name', holder],
    create: async (clients, inputs) => {
      const [at, name] = [required(inputs[holder]), required(inputs.name)];
      await calls.put(clients, at, name, required(inputs.policy));
      return { id: `${at}:${name}`, outputs: {} };
    },
    read: async (clients, resource) => {
      const { holder: at, name } = key(resource);
      return { [holder]: at, name, policy: decodeURIComponent(required(await calls.get(clients, at, name))) };
    },
    update: async (clients, resource, inputs) => {
      const { holder: at, name } = key(resource);
      await calls.put(clients, at, name, required(inputs.policy));
    },
    delete: async (clients, resource) => {
      const { holder: at, name } = key(resource);
      await calls.remove(clients, at, name);
    },
  };
}

type InlinePolicyCalls = {
  put(clients: AwsClients, holder: string, name: string, document: string): Promise<unknown>;
  get(clients: AwsClients, holder: string, name: string): Promise<string | undefined>;
  remove(clients: AwsClients, holder: string, name: string): Promise<unknown>;
};

const userPolicy = inlinePolicy('user', {
  put: ({ iam: client }, UserName, PolicyName, PolicyDocument) =>
    client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
  get: async ({ iam: client }, UserName, PolicyName) =>
    (await client.send(new iam.GetUserPolicyCommand({ UserName, PolicyName }))).PolicyDocument,
  remove: ({ iam: client }, UserName, PolicyName) =>
    client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName })),
});

const rolePolicy = inlinePolicy('role', {
  put: ({ iam: client }, RoleName, PolicyName, PolicyDocument) =>
    client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
  get: async ({ iam: client }, RoleName, PolicyName) =>
    (await client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument,
  remove: ({ iam: client }, RoleName, PolicyName) =>
    client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName })),
});

export const inlinePolicyKinds: Readonly<Record<string, AwsKind>> = {
  'aws:iam/userPolicy:UserPolicy': userPolicy,
  'aws:iam/rolePolicy:RolePolicy': rolePolicy,
};
