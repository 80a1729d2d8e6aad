import type { AwsSecretStoreProps, TriggerMeshService, TriggerMeshServiceProps } from 'keywire/cdk8s';
import { JsonPatch } from 'cdk8s';

// What a wrapper hands on may be undefined, also under exactOptionalPropertyTypes.
export const service: TriggerMeshServiceProps = {
  image: 'worker',
  name: undefined,
  labels: undefined,
  env: undefined,
  envFrom: undefined,
  files: undefined,
  args: undefined,
  port: undefined,
  scale: { min: undefined },
  resources: { limits: undefined },
  concurrency: undefined,
  serviceAccountName: undefined,
  visibility: undefined,
};

export const store: AwsSecretStoreProps = {
  region: 'eu-west-1',
  auth: { roleArn: 'arn:aws:iam::123456789012:role/a', serviceAccountName: undefined },
  namespaces: undefined,
};

export function patched(worker: TriggerMeshService): void {
  worker.apiObjects.service.addJsonPatch(JsonPatch.remove('/spec'));
}
