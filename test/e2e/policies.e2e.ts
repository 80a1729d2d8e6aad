import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  adapterPolicyFor,
  controllerPolicyFor,
  policyFor,
  readPolicy,
  trustPodIdentity,
  trustServiceAccount,
  type AwsConsumer,
  type PolicyDocument,
  type TrustPolicy,
} from 'keywire';
import { builtTools } from './harness/tools';
import { rows, type Call, type Row } from './policy-calls';

type Policy = PolicyDocument | TrustPolicy;

/** With the resource that IAM means in a trust policy, and that parliament misses there. */
const onRole = ({ Version, Statement }: TrustPolicy): Policy => ({
  Version,
  Statement: Statement.map(statement => ({ ...statement, Resource: ['arn:aws:iam::123456789012:role/orders'] })),
});

type Question = {
  readonly about: string;
  readonly policy: Policy;
  readonly call: Call;
  readonly context?: Readonly<Record<string, string>>;
  /** Whether it has to be allowed. */
  readonly expected: boolean;
};

type Answers = { readonly allowed: readonly boolean[]; readonly findings: readonly (readonly string[])[] };

/** What moto says to the calls, and parliament to the policies: one process for all of them. */
function ask(questions: readonly Question[], policies: readonly Policy[]): Answers {
  const calls = questions.map(({ policy, call, context }) => {
    const [action = '', resource = ''] = call.split(' ');
    return { policy, action, resource, context };
  });
  const script = join(__dirname, 'tools', 'policy-checks.py');
  const output = execFileSync(builtTools().motoPython, ['-W', 'ignore', script], {
    input: JSON.stringify({ calls, policies }),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output) as Answers;
}

/** The same call next door: in another account, another region, and on a thing whose name begins alike. */
function neighbours(call: Call): readonly Call[] {
  const moved = [
    call.replaceAll('123456789012', '210987654321'),
    call.replaceAll('eu-west-1', 'us-east-1'),
    call.replaceAll('orders', 'orders-2'),
  ] as Call[];
  return moved.filter(neighbour => neighbour !== call);
}

/** What a row asks of each of its three policies. */
function questionsOf({ consumer, adapter, controller = [], anywhere = [], never }: Row): readonly Question[] {
  const policies = {
    adapter: adapterPolicyFor([consumer]),
    controller: controllerPolicyFor([consumer]),
    whole: policyFor([consumer]),
  };
  const of = (which: keyof typeof policies, own: readonly Call[], others: readonly Call[]): readonly Question[] => {
    const policy = policies[which];
    if (!policy) return [];
    const denied = [...never, ...others.filter(call => !own.includes(call)), ...own.flatMap(neighbours)];
    const question = (call: Call, expected: boolean) => ({
      about: `${consumer.kind} ${which}`,
      policy,
      call,
      expected,
    });
    return [...own.map(call => question(call, true)), ...denied.map(call => question(call, false))];
  };
  return [
    ...of('adapter', adapter, controller),
    ...of('controller', controller, adapter),
    ...of('whole', [...adapter, ...controller], []),
    ...anywhere.map(call => ({ about: `${consumer.kind} anywhere`, policy: policies.whole, call, expected: true })),
  ];
}

const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
const clusterArn = 'arn:aws:eks:eu-west-1:123456789012:cluster/production';
const trusts = {
  serviceAccount: trustServiceAccount({
    oidcProviderArn: `arn:aws:iam::123456789012:oidc-provider/${issuer}`,
    namespace: 'orders',
    serviceAccount: 'reader',
  }),
  podIdentity: trustPodIdentity({ namespace: 'orders', serviceAccount: 'reader', clusterArn }),
};

/** Who is trusted, and who with one thing changed is not. */
function trustQuestions(about: keyof typeof trusts, call: Call, context: Readonly<Record<string, string>>): Question[] {
  const question = { about, policy: trusts[about], call };
  const changed = Object.keys(context).map(key => ({ ...context, [key]: `${context[key] ?? ''}-2` }));
  return [
    { ...question, context, expected: true },
    ...changed.map(other => ({ ...question, context: other, expected: false })),
    { ...question, call: 'sts:AssumeRoleWithSAML *', context, expected: false },
  ];
}

const questions: readonly Question[] = [
  ...rows.flatMap(questionsOf),
  ...trustQuestions('serviceAccount', 'sts:AssumeRoleWithWebIdentity *', {
    [`${issuer}:aud`]: 'sts.amazonaws.com',
    [`${issuer}:sub`]: 'system:serviceaccount:orders:reader',
  }),
  ...(['sts:AssumeRole *', 'sts:TagSession *'] as const).flatMap(call =>
    trustQuestions('podIdentity', call, {
      'aws:RequestTag/eks-cluster-arn': clusterArn,
      'aws:RequestTag/kubernetes-namespace': 'orders',
      'aws:RequestTag/kubernetes-service-account': 'reader',
    }),
  ),
];

const derived = (consumers: readonly AwsConsumer[]): readonly PolicyDocument[] =>
  [adapterPolicyFor(consumers), controllerPolicyFor(consumers), policyFor(consumers)].filter(
    policy => policy !== undefined,
  );

const inPartition = (consumers: readonly AwsConsumer[], partition: string, region: string): readonly AwsConsumer[] => {
  const text = JSON.stringify(consumers).replaceAll('arn:aws:', `arn:${partition}:`).replaceAll('eu-west-1', region);
  return JSON.parse(text) as AwsConsumer[];
};

const all = rows.map(({ consumer }) => consumer);
const secrets = { region: 'eu-west-1', accountId: '123456789012', secrets: ['prod/orders/aws'] };
const policies: readonly Policy[] = [
  ...rows.flatMap(({ consumer }) => derived([consumer])),
  ...derived(all),
  ...derived(inPartition(all, 'aws-cn', 'cn-north-1')),
  ...derived(inPartition(all, 'aws-us-gov', 'us-gov-west-1')),
  readPolicy(secrets),
  readPolicy({ ...secrets, kmsKeyArns: ['arn:aws:kms:eu-west-1:123456789012:key/0a1b'] }),
  // Of OIDC providers, parliament knows only those of four companies: trustServiceAccount is asked of moto alone.
  onRole(trusts.podIdentity),
  onRole(trustPodIdentity()),
];

describe('the policies that are derived', () => {
  let answers: Answers;
  beforeAll(() => {
    answers = ask(questions, policies);
  });

  test('are asked about all twenty kinds', () => {
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(20);
    expect(questions.filter(({ expected }) => expected).length).toBeGreaterThan(300);
    expect(questions.filter(({ expected }) => !expected).length).toBeGreaterThan(1000);
  });

  test('allow what TriggerMesh calls, and nothing next to it', () => {
    const wrong = questions.filter(({ expected }, index) => answers.allowed[index] !== expected);
    expect(wrong.map(({ about, call, expected }) => `${about}: ${call} ${expected ? 'denied' : 'allowed'}`)).toEqual(
      [],
    );
  });

  test('have nothing in them that parliament finds', () => {
    const found = policies.flatMap((policy, index) =>
      (answers.findings[index] ?? ['no answer']).map(finding => `${finding} in ${JSON.stringify(policy)}`),
    );
    expect(found).toEqual([]);
  });
});
