import type { Chart } from 'cdk8s';
import { queueArn, type Keywire } from './row';

export type Only = Readonly<Record<'cdk8s' | 'pulumi', Readonly<Record<string, string>>>>;

/** What one engine has and the other has not, and why. */
export const only: Only = {
  cdk8s: {
    App: 'writes the YAML of a whole repository; Pulumi has an engine',
    addSyncWaves: 'Argo CD orders what cdk8s writes; Pulumi orders by dependsOn',
    unsafePlaintext: 'the values end up in YAML; nativeSecret is the counterpart',
    'AwsSecretStore.readPolicy': 'cdk8s makes nothing in AWS; Pulumi makes the policy where it makes the role',
    'MountedCredential.readPolicy': 'cdk8s makes nothing in AWS; Pulumi gives mountReadPolicy to a role that it makes',
    'AwsCredentialSecret.remoteSecretsIn': 'internal, for readPolicy',
    'CredentialSecret.remoteSecretsIn': 'internal, for readPolicy',
  },
  pulumi: {
    nativeSecret: 'Pulumi encrypts the values in state; cdk8s has no place for them',
    'keywire/pulumi/aws': 'makes users, roles and policies in AWS, which cdk8s can not',
  },
};

/** The objects of the engine, under the name that they have there. */
const objects = { cdk8s: 'apiObjects', pulumi: 'resources' };

/** What an instance has of its own class, and not of the engine's. */
function membersOf(instance: object, base: object): readonly string[] {
  const names = Object.getOwnPropertyNames(instance).filter(name => !(name in base) && !name.startsWith('__'));
  const end: unknown = Object.getPrototypeOf(base);
  for (let at: unknown = Object.getPrototypeOf(instance); at !== end; at = Object.getPrototypeOf(at))
    names.push(...Object.getOwnPropertyNames(at).filter(name => name !== 'constructor'));
  return names;
}

/** One instance of each class. */
export function instances(chart: Chart, keywire: Keywire): Readonly<Record<string, object>> {
  const backend = keywire.existing();
  const credentials = new keywire.AwsCredentialSecret(chart, 'aws', { backend });
  const sink = new keywire.TriggerMeshService(chart, 'worker', { image: 'a' });
  return {
    AwsCredentialSecret: credentials,
    AwsSecretStore: new keywire.AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { controller: {} } }),
    CredentialSecret: new keywire.CredentialSecret(chart, 'api', { class: keywire.generic('token'), backend }),
    EventSource: new keywire.EventSource(chart, 'incoming', {
      kind: 'AWSSQSSource',
      spec: { arn: queueArn },
      credentials,
      sink,
    }),
    MountedCredential: new keywire.MountedCredential(chart, 'mounted', {
      class: keywire.generic('token'),
      source: { region: 'eu-west-1', secret: 'a' },
      identity: { podIdentity: {} },
    }),
    TriggerMeshService: sink,
  };
}

/** Everything that is API of an entry, and that the other one must have, too. */
export const shared = (
  engine: keyof Only,
  exported: object,
  of: Readonly<Record<string, object>>,
  base: object,
): readonly string[] =>
  [
    ...Object.keys(exported),
    ...Object.entries(of).flatMap(([name, instance]) => [
      ...membersOf(instance, base).map(member => `${name}.${member === objects[engine] ? 'objects' : member}`),
      ...Object.getOwnPropertyNames((exported as Readonly<Record<string, object>>)[name])
        .filter(each => !['length', 'name', 'prototype'].includes(each))
        .map(each => `static ${name}.${each}`),
    ]),
  ].filter(name => !(name in only[engine]));

/** Whether an entry exports that name, or a class of it has that member. */
export function has(exported: object, name: string): boolean {
  const [Class = '', member] = name.split('.');
  if (member === undefined) return name in exported;
  const { prototype } = (exported as Readonly<Record<string, { readonly prototype: object }>>)[Class] ?? {};
  return prototype !== undefined && member in prototype;
}
