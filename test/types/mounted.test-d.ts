/** A mounted credential is files of a service, and of nothing else. */
/* eslint-disable @typescript-eslint/no-misused-spread -- eslint finds what must not compile, too. */
import { Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  EventSource,
  MountedCredential,
  TriggerMeshService,
  existing,
  generic,
  type Env,
  type MountedCredentialProps,
  type MountIdentity,
} from 'keywire/cdk8s';
import { asSecret, envVariables } from 'keywire/cdk8s-plus';

declare const scope: Construct;
declare const take: (value: unknown) => void;

const roleArn = 'arn:aws:iam::123456789012:role/orders';
const image = 'registry.example.com/worker:1.4.2';
const names = generic('username', 'password');
const source = { region: 'eu-west-1', secret: 'prod/orders/database' };
const make = (props: Omit<MountedCredentialProps<typeof names>, 'class'>) =>
  new MountedCredential(scope, 'database', { class: names, ...props });
const database = make({ source, identity: { roleArn }, sync: true });
const aws = new AwsCredentialSecret(scope, 'aws', { backend: existing() });

// It is mounted, and its synced variables stand beside those of other credentials.
new TriggerMeshService(scope, 'worker', {
  image,
  env: { ...aws.env(), ...database.syncedEnv({ password: 'DB_PASSWORD' }) },
  files: { '/etc/database': database.files(), '/etc/aws': aws.files() },
});

// @ts-expect-error It has no keys,
take(database.keys);
// @ts-expect-error nor variables from a Secret that stays.
take(database.env);
// @ts-expect-error Neither is it a variable,
new TriggerMeshService(scope, 'worker', { image, env: { DATABASE: database } });
// @ts-expect-error nor are its files one,
new TriggerMeshService(scope, 'worker', { image, env: { DATABASE: database.files() } });
// @ts-expect-error nor all of them,
new TriggerMeshService(scope, 'worker', { image, env: database.files() });
// @ts-expect-error nor is it all variables at once,
new TriggerMeshService(scope, 'worker', { image, envFrom: [database] });
// @ts-expect-error also with a prefix.
new TriggerMeshService(scope, 'worker', { image, envFrom: [{ credential: database, prefix: 'DB_' }] });
// @ts-expect-error A folder is its files,
new TriggerMeshService(scope, 'worker', { image, files: { '/etc/database': database } });
// @ts-expect-error all of them, so that none is one file among others,
new TriggerMeshService(scope, 'worker', { image, files: { '/etc/database': { password: database.files() } } });
// @ts-expect-error and no others are among them,
new TriggerMeshService(scope, 'worker', { image, files: { '/etc/all': { ...database.files(), ...aws.files() } } });
// @ts-expect-error not even where nothing else is.
new TriggerMeshService(scope, 'worker', { image, files: { '/etc/all': { ...database.files() } } });
// @ts-expect-error A synced field is no file.
new TriggerMeshService(scope, 'worker', { image, files: { '/etc/all': database.syncedEnv() } });

const sqs = { kind: 'AWSSQSSource', spec: { arn: 'a' }, sink: { uri: 'https://events.example.com' } } as const;
// @ts-expect-error A source takes it for no credentials,
new EventSource(scope, 'incoming', { ...sqs, credentials: database });
const { username, password } = database.syncedEnv();
const parts = { accessKeyId: username, secretAccessKey: password, sessionToken: undefined };
// @ts-expect-error nor what is synced of it,
new EventSource(scope, 'incoming', { ...sqs, credentials: parts });
// @ts-expect-error nor does a store,
new AwsSecretStore(scope, 'store', { region: 'eu-west-1', auth: { credentials: database } });
// @ts-expect-error nor those two fields,
new AwsSecretStore(scope, 'store', { region: 'eu-west-1', auth: { credentials: parts } });
// @ts-expect-error and no variables for others hold it.
export const env: Env<string> = database.syncedEnv();
// @ts-expect-error For cdk8s-plus it is no Secret,
take(Volume.fromSecret(scope, 'volume', asSecret(database)));
// @ts-expect-error and no variables.
take(envVariables(database));

// A property and a key are those of a field,
make({ source: { ...source, properties: { username: 'user' } }, identity: { roleArn }, keys: { password: 'pw' } });
// @ts-expect-error not of another,
make({ source: { ...source, properties: { user: 'user' } }, identity: { roleArn } });
// @ts-expect-error as is a secret of its own,
make({ source: { region: 'eu-west-1', secrets: { username: 'a', host: 'b' } }, identity: { roleArn } });
// @ts-expect-error of which there are several or one,
make({ source: { ...source, secrets: { username: 'a', password: 'b' } }, identity: { roleArn } });
// @ts-expect-error and several have no version id in common.
make({ source: { region: 'eu-west-1', secrets: {}, version: { id: 'a' } }, identity: { roleArn } });
// @ts-expect-error Optional fields are those of the class.
make({ source: { ...source, optionalFields: ['host'] }, identity: { roleArn } });
// @ts-expect-error There is nothing without an identity,
make({ source });
// @ts-expect-error nor without a region.
make({ source: { secret: 'a' }, identity: { roleArn } });

export const identities: readonly MountIdentity<string>[] = [
  { roleArn },
  { roleArn, serviceAccountName: 'orders' },
  { podIdentity: {} },
  { existing: { serviceAccountName: 'orders', podIdentity: true } },
  // @ts-expect-error A role has an ARN,
  { role: 'orders' },
  // @ts-expect-error and an account that exists has a name.
  { existing: {} },
];
// @ts-expect-error A field of another class is none of this one.
database.syncedEnv({ host: 'DB_HOST' });
// A credential that is a Secret is no less good for being beside it.
new CredentialSecret(scope, 'database', { class: names, backend: existing() }).env({ username: 'DB_USER' });
