import type { Input } from '@pulumi/pulumi';
import { assumeRole, iamRole, sealed } from 'keywire/pulumi';
import { ciphertext } from '../../core/ciphertext';
import { queueArn } from '../parity/row';
import { credential, incoming, mounted, remote, store, worker } from './sound';

const serviceAccountName = 'orders-adapter';
const sealedWith = (props: object) =>
  credential({
    backend: sealed({ encryptedData: { accessKeyId: ciphertext(), secretAccessKey: ciphertext() } }),
    ...props,
  });
const overrides = (adapterOverrides: object) => ({ spec: { arn: queueArn, adapterOverrides } });

/** Every place of a text that is shown, in the cluster and in state: its path, and a declaration with that text in it. */
export const shownPlaces: readonly (readonly [string, (text: Input<string>) => unknown])[] = [
  ['aws: namespace', text => credential({ namespace: text })],
  ['aws: labels.team', text => sealedWith({ labels: { team: text } })],
  ['aws: annotations["example.com/note"]', text => sealedWith({ annotations: { 'example.com/note': text } })],
  ['aws: accountId', text => sealedWith({ accountId: text })],
  ['aws: backend.secret', text => remote({ secret: text })],
  [
    'aws: backend.secrets.accessKeyId',
    text => remote({ secret: undefined, secrets: { accessKeyId: text, secretAccessKey: 'b' } }),
  ],
  [
    'aws: backend.secrets.accessKeyId.secret',
    text => remote({ secret: undefined, secrets: { accessKeyId: { secret: text }, secretAccessKey: 'b' } }),
  ],
  ['store: namespace', text => store({ namespace: text })],
  ['store: auth.roleArn', text => store({ auth: { roleArn: text } })],
  ['store: auth.controller.assumeRoleArn', text => store({ auth: { controller: { assumeRoleArn: text } } })],
  ['database: namespace', text => mounted({ namespace: text })],
  ['database: source.secret', text => mounted({ source: { region: 'eu-west-1', secret: text } })],
  [
    'database: source.secrets.password.secret',
    text => mounted({ source: { region: 'eu-west-1', secrets: { password: { secret: text } } } }),
  ],
  [
    'database: source.failover.secret',
    text => mounted({ source: { region: 'eu-west-1', secret: 'a', failover: { region: 'eu-west-2', secret: text } } }),
  ],
  ['database: identity.roleArn', text => mounted({ identity: { roleArn: text } })],
  ['worker: namespace', text => worker({ namespace: text })],
  ['worker: labels.team', text => worker({ labels: { team: text } })],
  ['worker: image', text => worker({ image: text })],
  ['worker: command[0]', text => worker({ command: [text] })],
  ['worker: args[1]', text => worker({ args: ['--token', text] })],
  ['worker: env.TOKEN', text => worker({ env: { TOKEN: text } })],
  ['worker: resources.limits.cpu', text => worker({ resources: { limits: { cpu: text } } })],
  ['incoming: spec.arn', text => incoming({ spec: { arn: text } })],
  ['incoming: spec.endpoint.url', text => incoming({ spec: { arn: queueArn, endpoint: { url: text } } })],
  [
    'incoming: spec.adapterOverrides.env[0].value',
    text => incoming(overrides({ env: [{ name: 'TOKEN', value: text }] })),
  ],
  [
    'incoming: credentials.roleArn',
    text => incoming({ credentials: iamRole({ roleArn: text, serviceAccount: serviceAccountName }) }),
  ],
  [
    'incoming: credentials.roleArn',
    text => incoming({ credentials: assumeRole({ roleArn: text, credentials: credential() }) }),
  ],
  ['incoming: sink.uri', text => incoming({ sink: { uri: text } })],
  ['incoming: sink.name', text => incoming({ sink: { apiVersion: 'a.b/v1', kind: 'Broker', name: text } })],
  [
    'incoming: sink.namespace',
    text => incoming({ sink: { apiVersion: 'a.b/v1', kind: 'Broker', name: 'a', namespace: text } }),
  ],
];
