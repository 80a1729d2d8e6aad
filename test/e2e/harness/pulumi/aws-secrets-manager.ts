import * as secretsManager from '@aws-sdk/client-secrets-manager';
import type { AwsKind } from './aws-kind';
import { optional, required, tagList } from './aws-kind';

const secret: AwsKind = {
  nameProperty: 'name',
  replacing: ['name', 'namePrefix'],
  defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
  create: async (clients, inputs) => {
    const command = new secretsManager.CreateSecretCommand({
      Name: required(inputs.name),
      Description: optional(inputs.description),
      KmsKeyId: optional(inputs.kmsKeyId),
      Tags: tagList(inputs.tags),
    });
    const arn = required((await clients.secretsManager.send(command)).ARN);
    return { id: arn, outputs: { arn } };
  },
  read: async (clients, { id }) => {
    const found = await clients.secretsManager.send(new secretsManager.DescribeSecretCommand({ SecretId: id }));
    if (found.DeletedDate !== undefined) throw notFound(id);
    const { ARN, Name, Description, KmsKeyId } = found;
    return {
      arn: required(ARN),
      name: required(Name),
      ...(optional(Description) === undefined ? {} : { description: required(Description) }),
      ...(optional(KmsKeyId) === undefined ? {} : { kmsKeyId: required(KmsKeyId) }),
    };
  },
  update: async (clients, { id }, inputs) => {
    const changes = { Description: optional(inputs.description) ?? '', KmsKeyId: optional(inputs.kmsKeyId) };
    await clients.secretsManager.send(new secretsManager.UpdateSecretCommand({ SecretId: id, ...changes }));
  },
  // With a recovery window AWS keeps the name for that long: the next secret of that name is refused.
  delete: async (clients, { id, outputs }) => {
    const days = Number(outputs.recoveryWindowInDays ?? 30);
    const how = days === 0 ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: days };
    await clients.secretsManager.send(new secretsManager.DeleteSecretCommand({ SecretId: id, ...how }));
  },
};

const secretVersion: AwsKind = {
  replacing: ['secretId', 'secretString', 'secretBinary', 'secretStringWoVersion'],
  sensitive: ['secretString', 'secretBinary', 'secretStringWo'],
  create: async (clients, inputs) => {
    const value = optional(inputs.secretString) ?? optional(inputs.secretStringWo);
    const command = new secretsManager.PutSecretValueCommand({
      SecretId: required(inputs.secretId),
      ...(value === undefined
        ? { SecretBinary: Buffer.from(required(inputs.secretBinary), 'base64') }
        : { SecretString: value }),
    });
    const { ARN, VersionId, VersionStages = [] } = await clients.secretsManager.send(command);
    const [arn, versionId] = [required(ARN), required(VersionId)];
    // The real one keeps no write-only value in its outputs.
    return { id: `${arn}|${versionId}`, outputs: { arn, secretArn: arn, versionId, versionStages: VersionStages } };
  },
  read: async (clients, { id, outputs }) => {
    const [SecretId, VersionId] = id.split('|');
    const command = new secretsManager.GetSecretValueCommand({ SecretId, VersionId });
    const { SecretString, VersionStages = [] } = await clients.secretsManager.send(command);
    const isKept = outputs.secretString !== undefined && SecretString !== undefined;
    return { versionStages: VersionStages, ...(isKept ? { secretString: SecretString } : {}) };
  },
  update: () => Promise.reject(new Error('the stand-in for the AWS provider moves no version stages')),
  delete: async (clients, { id }) => {
    const [SecretId, RemoveFromVersionId] = id.split('|');
    const { VersionIdsToStages = {} } = await clients.secretsManager.send(
      new secretsManager.DescribeSecretCommand({ SecretId }),
    );
    // AWS deletes no versions: it forgets one without stages, and the current one stays until another takes its place.
    const stages = VersionIdsToStages[RemoveFromVersionId ?? ''] ?? [];
    for (const VersionStage of stages.filter(stage => stage !== 'AWSCURRENT')) {
      const command = { SecretId, VersionStage, RemoveFromVersionId };
      await clients.secretsManager.send(new secretsManager.UpdateSecretVersionStageCommand(command));
    }
  },
};

const notFound = (message: string) => new secretsManager.ResourceNotFoundException({ message, $metadata: {} });

export const secretsManagerKinds: Readonly<Record<string, AwsKind>> = {
  'aws:secretsmanager/secret:Secret': secret,
  'aws:secretsmanager/secretVersion:SecretVersion': secretVersion,
};
