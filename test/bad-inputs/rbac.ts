import { Chart } from 'cdk8s';
import { group, serviceAccount, user } from 'keywire/cdk8s';
import { role, roleBinding } from './by-hand';
import type { Impossible, Row } from './row';
import { credential } from './sound';

type Role = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly { readonly verbs: readonly string[]; readonly resourceNames?: readonly string[] }[];
};
type RoleBinding = Omit<Role, 'rules'> & { readonly roleRef: { readonly kind: string; readonly name: string } };

const rolesIn = (manifests: readonly object[]): readonly Role[] =>
  (manifests as readonly Role[]).filter(({ kind }) => kind.endsWith('Role'));
const bindingsIn = (manifests: readonly object[]): readonly RoleBinding[] =>
  (manifests as readonly RoleBinding[]).filter(({ kind }) => kind.endsWith('RoleBinding'));

/** The verbs for which RBAC looks at the name of one object. */
const ofOneObject = ['get', 'update', 'patch', 'delete'];

/** What nothing granted with keywire can get wrong. */
export const grants: readonly Impossible[] = [
  {
    number: 96,
    never: 'binds subjects to a Role that it does not make',
    declare: chart => {
      credential(chart).grantRead(user('alice'));
    },
    mistakesIn: manifests => {
      const same = (role: Role, { metadata, roleRef }: RoleBinding): boolean =>
        [role.kind, role.metadata.name, role.metadata.namespace].join() ===
        [roleRef.kind, roleRef.name, metadata.namespace].join();
      return bindingsIn(manifests).filter(binding => !rolesIn(manifests).some(role => same(role, binding)));
    },
    byHand: [roleBinding({ kind: 'User', name: 'alice', apiGroup: 'rbac.authorization.k8s.io' })],
    kubernetes: 'lets it through',
  },
  {
    number: 98,
    never: 'grants by name what Kubernetes cannot grant by name',
    declare: chart => {
      const aws = credential(chart);
      aws.grantRead(user('alice'), group('developers'), serviceAccount('deployer'));
      aws.unsafeGrantListEverySecret(user('alice'));
    },
    mistakesIn: manifests =>
      rolesIn(manifests)
        .flatMap(({ rules }) => rules)
        .filter(({ resourceNames, verbs }) => resourceNames && verbs.some(verb => !ofOneObject.includes(verb))),
    byHand: [role({ verbs: ['get', 'list', 'watch', 'create'], resourceNames: ['aws'] })],
    kubernetes: 'lets it through',
  },
];

const refusals: readonly Row[] = [
  {
    number: 97,
    failsWhen: 'the namespace of a service account is no name of one',
    declare: chart => {
      credential(chart).grantRead(serviceAccount('deployer', { namespace: 'Payments' }));
    },
    at: 'orders/aws: subjects[0].namespace',
    says: /DNS-1123 label/,
    byHand: [roleBinding({ kind: 'ServiceAccount', name: 'deployer', namespace: 'Payments' })],
    kubernetes: 'lets it through',
  },
  {
    number: 97,
    failsWhen: 'the namespace of a service account is not told',
    declare: chart => {
      credential(new Chart(chart, 'anywhere')).grantRead(serviceAccount('deployer'));
    },
    at: 'orders/anywhere/aws: subjects',
    says: /must say the namespace of service account deployer, as the credential has none/,
  },
  {
    number: 97,
    failsWhen: 'a service account is given as a user',
    declare: chart => {
      credential(chart).grantRead(user('system:serviceaccount:payments:deployer'));
    },
    at: 'orders/aws: subjects[0]',
    says: /must be serviceAccount\(name, { namespace }\) for a service account/,
    byHand: [
      roleBinding({
        kind: 'User',
        name: 'system:serviceaccount:payments:deployer',
        apiGroup: 'rbac.authorization.k8s.io',
      }),
    ],
    kubernetes: 'lets it through',
  },
  {
    number: 97,
    failsWhen: 'a grant is for nobody',
    declare: chart => {
      credential(chart).grantRead();
    },
    at: 'orders/aws: subjects',
    says: /must name at least one user, group or service account/,
  },
];

export const rbac: readonly Row[] = [...grants, ...refusals];
