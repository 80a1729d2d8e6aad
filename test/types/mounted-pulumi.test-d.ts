/** The same with Pulumi, whose texts may be late. */
/* eslint-disable @typescript-eslint/no-misused-spread -- eslint finds what must not compile, too. */
import type { Input, Output } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  MountedCredential,
  TriggerMeshService,
  existing,
  generic,
  type Env,
} from 'keywire/pulumi';

declare const output: Output<string>;
declare const late: Promise<string>;

const database = new MountedCredential('database', {
  namespace: output,
  class: generic('username', 'password'),
  source: { region: 'eu-west-1', secret: output, failover: { region: 'eu-central-1', secret: late } },
  identity: { roleArn: output, serviceAccountName: 'orders' },
  sync: true,
});
const secrets = { username: output, password: { secret: late, property: 'password' } };
new MountedCredential('each', {
  class: generic('username', 'password'),
  source: { region: 'eu-west-1', secrets },
  identity: { existing: { serviceAccountName: 'orders' } },
});
const aws = new AwsCredentialSecret('aws', { backend: existing() });
const image = output;
new TriggerMeshService('worker', {
  namespace: output,
  image,
  env: { ...aws.env(), ...database.syncedEnv({ password: 'DB_PASSWORD' }), URL: output },
  files: { '/etc/database': database.files(), '/etc/aws': aws.files() },
});

const identity = { roleArn: output };
const names = generic('username');
// @ts-expect-error A region is known,
new MountedCredential('a', { class: names, source: { region: output, secret: 'a' }, identity });
const known = { region: 'eu-west-1', secret: 'a' };
const lateName = { ...identity, serviceAccountName: output };
// @ts-expect-error a service account, too,
new MountedCredential('a', { class: names, source: known, identity: lateName });
// @ts-expect-error and a version.
new MountedCredential('a', { class: names, source: { ...known, version: { id: output } }, identity });

// @ts-expect-error It is no variable,
new TriggerMeshService('worker', { image, env: { DATABASE: database } });
// @ts-expect-error nor are its files one,
new TriggerMeshService('worker', { image, env: { DATABASE: database.files() } });
// @ts-expect-error nor is it all variables at once.
new TriggerMeshService('worker', { image, envFrom: [database] });
// @ts-expect-error A folder is its files,
new TriggerMeshService('worker', { image, files: { '/etc/database': database } });
// @ts-expect-error and no others are among them.
new TriggerMeshService('worker', { image, files: { '/etc/all': { ...database.files(), ...aws.files() } } });
const sqs = { kind: 'AWSSQSSource', spec: { arn: output }, sink: { uri: output } } as const;
// @ts-expect-error A source takes it for no credentials,
new EventSource('incoming', { ...sqs, credentials: database });
const { username, password } = database.syncedEnv();
const parts = { accessKeyId: username, secretAccessKey: password, sessionToken: undefined };
// @ts-expect-error nor what is synced of it,
new EventSource('incoming', { ...sqs, credentials: parts });
// @ts-expect-error nor does a store,
new AwsSecretStore('store', { region: 'eu-west-1', auth: { credentials: database } });
// @ts-expect-error and no variables for others hold it.
export const env: Env<Input<string>> = database.syncedEnv();
