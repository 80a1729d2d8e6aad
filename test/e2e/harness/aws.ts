import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Moto } from './moto';

/** Where everything of the run lives. */
export const region = 'eu-west-1';

/** moto's account. */
export const accountId = '123456789012';

/** An AWS account for the run. */
export type Aws = {
  readonly endpoint: string;
  readonly secretsManager: SecretsManagerClient;
  readonly sqs: SQSClient;
  /** Stores the object as JSON. */
  createSecret(name: string, value: Readonly<Record<string, string>>): Promise<{ arn: string; versionId: string }>;
  /** Replaces the value, and answers with the id of the new version. */
  putSecret(name: string, value: Readonly<Record<string, string>>): Promise<{ versionId: string }>;
  createQueue(name: string): Promise<{ arn: string; url: string }>;
  sendMessage(queueUrl: string, body: string): Promise<void>;
};

/** The account behind `moto`'s endpoint. */
export function awsAt({ endpoint }: Moto): Aws {
  const config = { endpoint, region, credentials: { accessKeyId: 'harness', secretAccessKey: 'harness' } };
  const secretsManager = new SecretsManagerClient(config);
  const sqs = new SQSClient(config);
  return {
    endpoint,
    secretsManager,
    sqs,
    createSecret: async (name, value) => {
      const command = new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) });
      const { ARN, VersionId } = await secretsManager.send(command);
      return { arn: present(ARN), versionId: present(VersionId) };
    },
    putSecret: async (name, value) => {
      const command = new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) });
      return { versionId: present((await secretsManager.send(command)).VersionId) };
    },
    createQueue: async name => {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      return { arn: `arn:aws:sqs:${region}:${accountId}:${name}`, url: present(QueueUrl) };
    },
    sendMessage: async (queueUrl, body) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
  };
}

function present(value: string | undefined): string {
  if (value === undefined) throw new Error('moto answered without a field that AWS always sends');
  return value;
}
