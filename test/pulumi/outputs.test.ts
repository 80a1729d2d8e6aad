import { interpolate, jsonStringify, output, type Input } from '@pulumi/pulumi';
import { existing, iamRole, serviceAccount } from 'keywire/pulumi';
import { queueArn, roleArn } from './parity/row';
import { run } from './program';
import { expectOneError } from './refusals/one-error';
import { credential, database, incoming, remote, store, worker } from './refusals/sound';
import { revealed } from './registered';

const late = output(Promise.resolve('late'));
// What Pulumi writes in place of an Output that is turned into text.
const inText = `a-${late as unknown as string}`;
const inJson = JSON.stringify({ late });
const inside = /has an Output inside of a string or for a key; use pulumi.interpolate or pulumi.jsonStringify/;
const known = /must be a string that is known when the program runs/;
const plain = /must be an object whose keys are known when the program runs/;

describe('an Output', () => {
  test.each<[string, string, RegExp, () => unknown]>([
    ['the name of a credential', 'aws: name', known, () => credential({ name: late })],
    ['the name of a store', 'store: name', known, () => store({ name: late })],
    ['the name of a service', 'worker: name', known, () => worker({ name: late })],
    ['the name of a source', 'incoming: name', known, () => incoming({ name: late })],
    ['the region of a store', 'store: region', /must be an AWS region/, () => store({ region: late })],
    ['a key', 'aws: keys.accessKeyId', known, () => credential({ keys: { accessKeyId: late } })],
    ['a revision', 'aws: revision', /must be up to 63 letters/, () => credential({ revision: late })],
    [
      'a secret with versions',
      'aws: backend.secret',
      /must be a string that is known/,
      () => remote({ secret: late, versions: ['0'.repeat(32)] }),
    ],
    [
      'the service account of a role',
      'incoming: credentials.serviceAccount',
      known,
      () => incoming({ credentials: iamRole({ roleArn, serviceAccount: late as never }) }),
    ],
    [
      'the service account of a store',
      'store: auth.serviceAccountName',
      known,
      () => store({ auth: { roleArn, serviceAccountName: late } }),
    ],
    [
      'the service account of a service',
      'worker: serviceAccountName',
      known,
      () => worker({ serviceAccountName: late }),
    ],
    [
      'the namespace of a subject',
      'aws: subjects[0].namespace',
      known,
      () => {
        credential().grantRead(serviceAccount('ci', { namespace: late }));
      },
    ],
    ['all labels', 'worker: labels', plain, () => worker({ labels: output({ team: 'a' }) })],
    ['all annotations', 'worker: annotations', plain, () => worker({ annotations: output({ a: 'a' }) })],
    [
      'all variables',
      'worker: env',
      /must be an object of variables; for a credential, aws.env\(\)/,
      () => worker({ env: output({ A: 'a' }) }),
    ],
    [
      'a whole spec',
      'incoming: spec',
      /must be an object: the spec of an AWSSQSSource/,
      () => incoming({ spec: output({ arn: queueArn }) }),
    ],
    ['a kind', 'incoming: kind', /must be one of AWSCloudWatchLogsSource/, () => incoming({ kind: late })],
    [
      'the credentials',
      'incoming: credentials',
      /must be a credential/,
      () => incoming({ credentials: output(iamRole({ roleArn, serviceAccount: 'a' })) }),
    ],
    ['a backend', 'aws: backend', /must be what awsSecretsManager/, () => credential({ backend: output(existing()) })],
  ])('fails when it is %s', async (_, at, says, declare) => {
    const outcome = await run(declare);
    expectOneError(outcome, { at: `orders/${at}`, says });
    expect(outcome.resources.filter(({ isComponent }) => !isComponent)).toEqual([]);
  });

  test.each<[string, string, () => unknown]>([
    ['a namespace', 'aws: namespace', () => credential({ namespace: inText })],
    ['a label', 'worker: labels.team', () => worker({ labels: { team: inText } })],
    ['the key of a label', 'worker: labels', () => worker({ labels: { [inText]: 'a' } })],
    ['the key of an annotation', 'aws: annotations', () => credential({ annotations: { [inText]: 'a' } })],
    ['the name of a variable', 'worker: env', () => worker({ env: { [inText]: 'a' } })],
    ['a variable', 'worker: env.A', () => worker({ env: { A: inText } })],
    ['JSON in a variable', 'worker: env.A', () => worker({ env: { A: inJson } })],
    ['an argument', 'worker: args[0]', () => worker({ args: [inJson] })],
    ['an image', 'worker: image', () => worker({ image: inText })],
    ['an ARN', 'incoming: spec.arn', () => incoming({ spec: { arn: inText } })],
    ['a sink', 'incoming: sink.uri', () => incoming({ sink: { uri: inText } })],
    ['a role', 'store: auth.roleArn', () => store({ auth: { roleArn: inText } })],
    ['a remote secret', 'aws: backend.secret', () => remote({ secret: inText })],
    ['a name', 'aws: name', () => credential({ name: inText })],
    ['a logical name', `${inText}: name`, () => credential({}, inText)],
  ])('fails when it is inside of %s', async (_, at, declare) => {
    const outcome = await run(declare);
    expectOneError(outcome, { at: `orders/${at}`, says: inside });
    expect(outcome.resources).toEqual([]);
  });

  test.each([inText, inJson])('fails when it is inside of a secret value', async text => {
    const outcome = await run(() => database(text));
    expectOneError(outcome, { at: 'orders/database: backend.password', says: inside });
    expect(outcome.resources).toEqual([]);
  });

  test('may be made with interpolate, concat or jsonStringify', async () => {
    const text: Input<string> = jsonStringify({ late });
    const { messages, resources } = await run(() => worker({ env: { A: text, B: interpolate`a-${late}` } }));
    expect(messages).toEqual([]);
    const env = [
      { name: 'A', value: '{"late":"late"}' },
      { name: 'B', value: 'a-late' },
    ];
    expect(revealed(resources[1]?.inputs)).toMatchObject({ spec: { template: { spec: { containers: [{ env }] } } } });
  });
});
