import { join } from 'node:path';
import { Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  FieldError,
  credentialClass,
  TriggerMeshService,
  awsSecretsManager,
} from 'keywire/cdk8s';
import { gitops } from '../../examples/gitops';
import { exampleCharts, exampleNamespace } from '../examples';
import { eventually } from './harness/eventually';
import { startRun, type Run } from './harness/run';
import { stateOf, type State } from './state';
import { synthesised } from './synthesised';

let run: Run;
let state: State;

beforeAll(async () => {
  const namespaces = [...new Set(Object.keys(exampleCharts).map(exampleNamespace)), 'taken-over'];
  run = await startRun({ namespaces });
  state = stateOf(run);
}, 120_000);

afterAll(() => run.stop());

test.each(Object.entries(exampleCharts))('the example %s is accepted by a strict API server', async (name, example) => {
  const yaml = synthesised(run.folder, example, { namespace: exampleNamespace(name) });
  const { code, stderr } = await run.cluster.applyYaml(yaml, { dryRun: true });
  // Some examples only refer to what others make, and render nothing at all.
  expect(stderr).toMatch(/^(Warning: .*\n|error: no objects passed to apply\n)*$/);
  expect(code === 0 || stderr.includes('no objects passed')).toBe(true);
});

test('the folder of the GitOps example is accepted as a whole', async () => {
  const folder = join(run.folder, 'gitops');
  gitops(folder);
  const apply = ['apply', '--server-side', '--validate=strict', '--dry-run=server', '--recursive'];
  const applied = await run.cluster.kubectlOk([...apply, `--filename=${folder}`]);
  expect(applied.trim().split('\n')).toHaveLength(7);
});

test('a Secret that was made by hand is taken over when its backend becomes Secrets Manager', async () => {
  const byHand = { AWS_ACCESS_KEY_ID: 'AKIABYHANDBYHANDBYHA', AWS_SECRET_ACCESS_KEY: 'old' };
  const remote = { AWS_ACCESS_KEY_ID: 'AKIATAKENTAKENTAKENT', AWS_SECRET_ACCESS_KEY: 'new' };
  await state.handMade('taken-over', 'aws', byHand);
  await run.aws.createSecret('prod/aws', remote);
  await state.apply(synthesised(run.folder, TakenOver, { namespace: 'taken-over' }));
  await eventually('External Secrets owns it', isOwned, { programs: [run.externalSecrets] });
  expect(await state.secretData('taken-over', 'aws')).toEqual(remote);
});

async function isOwned(): Promise<true | undefined> {
  const { metadata } = (await state.get('taken-over', 'secret', 'aws')) as {
    metadata: { ownerReferences?: { kind: string }[] };
  };
  return metadata.ownerReferences?.[0]?.kind === 'ExternalSecret' ? true : undefined;
}

class TakenOver extends Chart {
  readonly store = new AwsSecretStore(this, 'store', {
    region: 'eu-west-1',
    auth: { roleArn: 'arn:aws:iam::123456789012:role/store' },
  });
  readonly aws = new AwsCredentialSecret(this, 'aws', {
    backend: awsSecretsManager({ store: this.store, secret: 'prod/aws' }),
  });
}

const basicAuth = credentialClass({
  name: 'basic-auth',
  type: 'kubernetes.io/basic-auth',
  required: { username: {}, password: {} },
  optional: {},
  conventions: { kubernetes: { username: 'username', password: 'password' } },
});

class SharedStore extends Chart {
  readonly store = new AwsSecretStore(this, 'shared', {
    region: 'eu-west-1',
    auth: { roleArn: 'arn:aws:iam::123456789012:role/shared', serviceAccountName: 'shared-reader' },
    namespaces: ['taken-over'],
  });
  readonly database = new CredentialSecret(this, 'database', {
    class: basicAuth,
    backend: awsSecretsManager({ store: this.store, secret: 'prod/database' }),
    labels: { team: 'orders' },
    annotations: { note: 'a {{ brace }}' },
  });
}

test('a ClusterSecretStore serves the namespaces that it names, and a typed Secret has its labels', async () => {
  await run.aws.createSecret('prod/database', { username: 'orders', password: 'from-the-shared-store' });
  await state.apply(synthesised(run.folder, SharedStore, { namespace: 'taken-over' }));
  expect(await state.secretData('taken-over', 'database')).toEqual({
    username: 'orders',
    password: 'from-the-shared-store',
  });
  expect(await state.get('taken-over', 'secret', 'database')).toMatchObject({
    type: 'kubernetes.io/basic-auth',
    metadata: { labels: { team: 'orders' }, annotations: { note: 'a {{ brace }}' } },
  });
});

/** Characters that mean something to one YAML parser or another. */
const awkward = '0179aeExXoObB_+-.: \n\t~nyYT={}[]#&*!|>%@`"\'\\?,\r\u0085\u2028\ufeff\u00a0é\u007f😀';

test('every text that is accepted is what the real kubectl reads', async () => {
  const part = fc.constantFrom(...Array.from(awkward));
  const texts = fc.sample(
    fc.array(part, { maxLength: 8 }).map(parts => parts.join('')),
    4000,
  );
  const env = Object.fromEntries(texts.flatMap((text, index) => (isAccepted(text) ? [[`V${index}`, text]] : [])));
  expect(Object.keys(env).length).toBeGreaterThan(1000);
  class Texts extends Chart {
    readonly service = new TriggerMeshService(this, 'texts', { image: 'worker', env });
  }
  const input = synthesised(run.folder, Texts, { namespace: 'texts' });
  const read = await run.cluster.kubectlOk(['create', '--dry-run=client', '--filename=-', '--output=json'], { input });
  const { spec } = JSON.parse(read) as {
    spec: { template: { spec: { containers: [{ env: { name: string; value: string }[] }] } } };
  };
  const arrived = spec.template.spec.containers[0].env.map(({ name, value }) => [
    name,
    value.replace(/\$\$(?=[$(])/g, '$'),
  ]);
  expect(Object.fromEntries(arrived)).toEqual(env);
});

function isAccepted(text: string): boolean {
  try {
    synthesised(
      join(run.folder, 'one'),
      class extends Chart {
        readonly service = new TriggerMeshService(this, 'one', { image: 'worker', env: { TEXT: text } });
      },
      { namespace: 'one' },
    );
    return true;
  } catch (error) {
    if (error instanceof FieldError) return false;
    throw error;
  }
}
