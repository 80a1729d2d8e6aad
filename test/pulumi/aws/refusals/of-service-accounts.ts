import { iamRole, policyFor } from 'keywire/pulumi';
import { account, incoming, role, source, sourceRole, store } from '../sound';
import type { Refusal } from './refusal';

const service = { policies: [policyFor([incoming])] };

const second = (as: <Value>(value: Value) => Value) =>
  iamRole({ roleArn: as(`arn:aws:iam::${account}:role/b`), serviceAccount: 'orders' });

/** Who makes the service account of a role, and what takes it. */
export const ofServiceAccounts: readonly Refusal[] = [
  {
    failsWhen: 'the service account of sources is made here, which TriggerMesh has to make (77)',
    declare: () => sourceRole({ makesServiceAccount: true }),
    at: 'orders-role: makesServiceAccount',
    says: /TriggerMesh makes their service account/,
  },
  {
    failsWhen: 'a role whose service account is made here is given to a source (77)',
    declare: () => role({ ...service, makesServiceAccount: true }).iamRole(),
    at: 'orders-role: makesServiceAccount',
    says: /TriggerMesh makes their service account/,
    before: [],
    onlyLate: true,
  },
  {
    failsWhen: 'a source takes another role by a service account that is made here (77)',
    declare: as => {
      role({ ...service, makesServiceAccount: true }, undefined, 'service');
      source(second(as));
    },
    at: 'incoming: credentials.roleArn',
    says: /gives the role of service account orders\/orders, which service gives otherwise/,
    before: ['incoming-source'],
    onlyLate: true,
  },
  {
    failsWhen: 'two sources take two roles by one service account (78)',
    declare: () => {
      source(sourceRole().iamRole());
      source(sourceRole({}, 'b').iamRole(), {}, 'again');
    },
    at: 'again: credentials.roleArn',
    says: /gives the role of service account orders\/orders, which incoming gives otherwise/,
    before: ['again-source'],
    onlyLate: true,
  },
  {
    failsWhen: 'two roles make one service account',
    declare: () => {
      role({ ...service, makesServiceAccount: true }, undefined, 'a');
      role({ ...service, makesServiceAccount: true }, undefined, 'b');
    },
    at: 'b: name',
    says: /would make ServiceAccount orders\/orders, which a makes already/,
    before: ['b-service-account'],
    onlyLate: true,
  },
  {
    failsWhen: 'a role makes the service account that a store makes',
    declare: () => {
      const reads = role({ ...service, makesServiceAccount: true }, undefined, 'a');
      store({ auth: reads.storeAuth() });
    },
    at: 'store: name',
    says: /would make ServiceAccount orders\/orders, which a makes already/,
    before: ['store-store', 'store-service-account'],
    onlyLate: true,
  },
];
