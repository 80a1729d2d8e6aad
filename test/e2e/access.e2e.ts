import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Lister } from '../../examples/list';
import { Orders } from '../../examples/orders';
import { Readers } from '../../examples/reader';
import { runProgram } from './harness/kubectl';
import { startRun, type Run } from './harness/run';
import { stateOf, type State } from './state';
import { synthesised } from './synthesised';

const key = { AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST', AWS_SECRET_ACCESS_KEY: 'for-readers-only' };

let run: Run;
let state: State;

beforeAll(async () => {
  const users = [{ name: 'alice' }, { name: 'bob', groups: ['on-call'] }, { name: 'mallory', groups: ['developers'] }];
  run = await startRun({ users, namespaces: ['orders', 'readers', 'operations', 'listers'] });
  state = stateOf(run);
  await run.aws.createSecret('prod/orders/aws', key);
  await state.apply(synthesised(run.folder, Orders, { namespace: 'orders' }));
  await state.secretData('orders', 'aws');
  await state.handMade('orders', 'another', key);
  await state.apply(synthesised(run.folder, Readers, { namespace: 'readers' }));
  await state.apply(synthesised(run.folder, Lister, { namespace: 'listers' }));
}, 120_000);

afterAll(() => run.stop());

test('the reader of grantRead views and decodes the credential as the README says', async () => {
  const script = readFileSync(join(__dirname, '../../examples/view.sh'), 'utf8');
  const env = {
    PATH: `${dirname(run.tools.kubectl)}:${process.env.PATH ?? ''}`,
    HOME: run.folder,
    KUBECONFIG: run.cluster.kubeconfigOf('alice'),
  };
  const { code, stdout, stderr } = await runProgram('bash', ['-e', '-o', 'pipefail'], { env, input: script });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    'AKIATESTTESTTESTTEST' + 'AWS_ACCESS_KEY_ID=AKIATESTTESTTESTTEST\nAWS_SECRET_ACCESS_KEY=for-readers-only\n',
  );
});

test('the reader may not list, and may not get another Secret', async () => {
  for (const what of [['secrets'], ['secret', 'another']]) {
    const answer = await run.cluster.kubectl(['--namespace=orders', 'get', ...what], {
      kubeconfig: run.cluster.kubeconfigOf('alice'),
    });
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain('is forbidden: User "alice"');
  }
});

test('nobody else may do anything with the Secret, and the reader nothing but get it', async () => {
  expect(await allowed('orders', ['aws', 'another', anyName])).toEqual(['alice get aws']);
});

test('users, groups and service accounts are granted, each what was said', async () => {
  expect(await allowed('readers', ['aws', 'another', anyName])).toEqual([
    'alice get aws',
    'bob get aws',
    'system:serviceaccount:operations:backup get aws',
  ]);
});

test('listing every Secret is granted by the method that says so, and shows every value', async () => {
  await state.handMade('listers', 'another', key);
  expect(await allowed('listers', ['aws', anyName])).toEqual(['alice list any', 'alice list aws']);
  const kubeconfig = run.cluster.kubeconfigOf('alice');
  const list = await run.cluster.kubectlOk(['--namespace=listers', 'get', 'secrets', '--output=json'], { kubeconfig });
  expect(list).toContain(Buffer.from('for-readers-only').toString('base64'));
});

/** A request without a name: what `kubectl get secrets` asks for. */
const anyName = '';

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'];

const identities: readonly { readonly user: string; readonly groups: readonly string[] }[] = [
  { user: 'alice', groups: ['system:authenticated'] },
  { user: 'bob', groups: ['on-call', 'system:authenticated'] },
  { user: 'mallory', groups: ['developers', 'system:authenticated'] },
  { user: 'system:anonymous', groups: ['system:unauthenticated'] },
  ...['orders:default', 'orders:orders-secrets', 'readers:default', 'readers:backup', 'operations:backup'].map(
    account => ({
      user: `system:serviceaccount:${account}`,
      groups: [
        'system:serviceaccounts',
        `system:serviceaccounts:${account.split(':')[0] ?? ''}`,
        'system:authenticated',
      ],
    }),
  ),
];

type Review = {
  readonly spec: {
    readonly user: string;
    readonly resourceAttributes: { readonly verb: string; readonly name?: string };
  };
  readonly status: { readonly allowed: boolean };
};

/** Who may do what with Secrets of those names, over all identities and verbs, as the API server decides it. */
async function allowed(namespace: string, names: readonly string[]): Promise<readonly string[]> {
  const reviews = identities.flatMap(({ user, groups }) =>
    verbs.flatMap(verb =>
      names.map(name => ({ user, groups, resourceAttributes: { namespace, resource: 'secrets', verb, name } })),
    ),
  );
  const items = reviews.map(spec => ({ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec }));
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const answer = await run.cluster.kubectlOk(['create', '--filename=-', '--output=json'], { input });
  // kubectl prints one document after the other.
  const answered = answer.split(/(?<=^\})\n(?=\{)/m).map(document => JSON.parse(document) as Review);
  expect(answered).toHaveLength(reviews.length);
  return answered
    .filter(({ status }) => status.allowed)
    .map(
      ({ spec: { user, resourceAttributes } }) =>
        `${user} ${resourceAttributes.verb} ${resourceAttributes.name ?? 'any'}`,
    )
    .sort();
}
