import { randomBytes } from 'node:crypto';
import * as kms from '@aws-sdk/client-kms';
import * as sqs from '@aws-sdk/client-sqs';
import type { AwsKind } from './aws-kind';
import { optional, required, tagList } from './aws-kind';
import type { Properties } from './wire';
import { text } from './wire';

const key: AwsKind = {
  replacing: ['keyUsage', 'customerMasterKeySpec', 'multiRegion'],
  create: async (clients, inputs) => {
    const command = new kms.CreateKeyCommand({
      Description: optional(inputs.description),
      Policy: optional(inputs.policy),
      Tags: tagList(inputs.tags).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })),
    });
    const { KeyMetadata } = await clients.kms.send(command);
    const keyId = required(KeyMetadata?.KeyId);
    return { id: keyId, outputs: { keyId, arn: required(KeyMetadata?.Arn) } };
  },
  read: async (clients, { id }) => {
    const { KeyMetadata } = await clients.kms.send(new kms.DescribeKeyCommand({ KeyId: id }));
    if (KeyMetadata?.KeyState === 'PendingDeletion') throw new kms.NotFoundException({ message: id, $metadata: {} });
    return { keyId: id, arn: required(KeyMetadata?.Arn) };
  },
  update: async (clients, { id }, inputs) => {
    const Description = optional(inputs.description) ?? '';
    await clients.kms.send(new kms.UpdateKeyDescriptionCommand({ KeyId: id, Description }));
    const Policy = optional(inputs.policy);
    if (Policy !== undefined) {
      await clients.kms.send(new kms.PutKeyPolicyCommand({ KeyId: id, PolicyName: 'default', Policy }));
    }
  },
  delete: async (clients, { id, outputs }) => {
    const PendingWindowInDays = Number(outputs.deletionWindowInDays ?? 30);
    await clients.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays }));
  },
};

/** The properties of a queue that are attributes of the same name in SQS. */
const queueAttributes = [
  ['delaySeconds', 'DelaySeconds'],
  ['fifoQueue', 'FifoQueue'],
  ['kmsMasterKeyId', 'KmsMasterKeyId'],
  ['messageRetentionSeconds', 'MessageRetentionPeriod'],
  ['policy', 'Policy'],
  ['redrivePolicy', 'RedrivePolicy'],
  ['visibilityTimeoutSeconds', 'VisibilityTimeout'],
] as const;

const attributesOf = (inputs: Properties): Record<string, string> => {
  const given = queueAttributes.filter(([property]) => inputs[property] !== undefined);
  return Object.fromEntries(given.map(([property, attribute]) => [attribute, text(inputs[property])]));
};

const queue: AwsKind = {
  nameProperty: 'name',
  replacing: ['name', 'namePrefix', 'fifoQueue'],
  create: async (clients, inputs) => {
    const command = new sqs.CreateQueueCommand({ QueueName: required(inputs.name), Attributes: attributesOf(inputs) });
    const url = required((await clients.sqs.send(command)).QueueUrl);
    const asked = new sqs.GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
    const { Attributes } = await clients.sqs.send(asked);
    return { id: url, outputs: { url, arn: required(Attributes?.QueueArn) } };
  },
  read: async (clients, { id, outputs }) => {
    const asked = new sqs.GetQueueAttributesCommand({ QueueUrl: id, AttributeNames: ['All'] });
    const { Attributes = {} } = await clients.sqs.send(asked);
    const known = queueAttributes.filter(([property]) => outputs[property] !== undefined);
    const values = known.map(([property, attribute]) => {
      const value = Attributes[attribute] ?? '';
      return [property, typeof outputs[property] === 'number' ? Number(value) : value] as const;
    });
    return { url: id, arn: required(Attributes.QueueArn), ...Object.fromEntries(values) };
  },
  update: async (clients, { id }, inputs) => {
    const { FifoQueue: _, ...Attributes } = attributesOf(inputs);
    await clients.sqs.send(new sqs.SetQueueAttributesCommand({ QueueUrl: id, Attributes }));
  },
  delete: async (clients, { id }) => {
    await clients.sqs.send(new sqs.DeleteQueueCommand({ QueueUrl: id }));
  },
};

/** Kept in the state alone: moto has no pod identities. */
const podIdentityAssociation: AwsKind = {
  replacing: ['clusterName', 'namespace', 'serviceAccount'],
  create: (_, { clusterName }) => {
    const associationId = `a-${randomBytes(9).toString('hex').slice(0, 17)}`;
    const path = `podidentityassociation/${required(clusterName)}/${associationId}`;
    const associationArn = `arn:aws:eks:eu-west-1:123456789012:${path}`;
    return Promise.resolve({ id: associationId, outputs: { associationId, associationArn } });
  },
  read: (_, { outputs }) => Promise.resolve(outputs),
  update: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

export const otherKinds: Readonly<Record<string, AwsKind>> = {
  'aws:kms/key:Key': key,
  'aws:sqs/queue:Queue': queue,
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': podIdentityAssociation,
};
