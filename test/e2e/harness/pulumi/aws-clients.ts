import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

export type AwsClients = {
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly secretsManager: SecretsManagerClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
};

/** Clients that find the endpoint and the credentials in the environment: `AWS_ENDPOINT_URL` and so on. */
export function awsClients(region: string): AwsClients {
  return {
    iam: new IAMClient({ region }),
    kms: new KMSClient({ region }),
    secretsManager: new SecretsManagerClient({ region }),
    sqs: new SQSClient({ region }),
    sts: new STSClient({ region }),
  };
}

/** What a call answers, or undefined when AWS says that there is no such thing. */
export async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && /NoSuchEntity|NotFound|NonExistentQueue|QueueDoesNotExist/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}
