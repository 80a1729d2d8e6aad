import { CredentialSecret, existing, generic, type EnvFrom } from 'keywire/cdk8s';
import { secretKeyRef, service } from './by-hand';
import { secretLine } from './secret-values';
import { expanded } from './kubelet-expansion';
import type { Impossible, Row } from './row';
import { credential, worker } from './sound';

const writtenTwice = /is written twice, and the last would win; give one another name/;

const names: readonly Row[] = [
  {
    number: 31,
    failsWhen: 'two credentials write one variable',
    declare: chart => worker(chart, { env: { ...credential(chart).env(), ...credential(chart, {}, 'other').env() } }),
    at: 'orders/worker: env.AWS_ACCESS_KEY_ID',
    says: writtenTwice,
    byHand: [
      service({ env: [secretKeyRef('aws', 'a'), secretKeyRef('other', 'a')].map(from => ({ name: 'A', ...from })) }),
    ],
    kubernetes: { refusesIt: /containers\[0\]\.env: duplicate entries for key \[name="A"\]/ },
  },
  {
    number: 31,
    failsWhen: 'a text writes the variable of a credential',
    declare: chart => worker(chart, { env: { ...credential(chart).env(), AWS_ACCESS_KEY_ID: 'none' } }),
    at: 'orders/worker: env.AWS_ACCESS_KEY_ID',
    says: writtenTwice,
  },
  {
    number: 31,
    failsWhen: 'env and envFrom write one variable',
    declare: chart =>
      worker(chart, {
        env: credential(chart).env(),
        envFrom: [{ credential: credential(chart, {}, 'other') }],
      }),
    at: 'orders/worker: envFrom[0]',
    says: /writes the variable AWS_ACCESS_KEY_ID, which is set by env\.AWS_ACCESS_KEY_ID/,
    byHand: [
      service({ env: [{ name: 'A', ...secretKeyRef('aws', 'A') }], envFrom: [{ secretRef: { name: 'other' } }] }),
    ],
    kubernetes: 'lets it through',
  },
  {
    number: 31,
    failsWhen: 'two credentials of envFrom write one variable',
    declare: chart =>
      worker(chart, {
        envFrom: ['aws', 'other'].map((id): EnvFrom<string> => ({ credential: credential(chart, {}, id) })),
      }),
    at: 'orders/worker: envFrom[1]',
    says: /writes the variable AWS_ACCESS_KEY_ID, which is set by envFrom\[0\]/,
    byHand: [service({ envFrom: [{ secretRef: { name: 'aws' } }, { secretRef: { name: 'other' } }] })],
    kubernetes: 'lets it through',
  },

  {
    number: 32,
    failsWhen: "a key that envFrom brings is no variable's name",
    declare: chart => worker(chart, { envFrom: [{ credential: credential(chart, { keys: 'integration' }) }] }),
    at: 'orders/worker: envFrom[0]',
    says: /has the key aws\.accessKey, which is no variable's name; use env\({ field: NAME }\) instead/,
    byHand: [service({ envFrom: [{ secretRef: { name: 'has-the-key-aws.accessKey' } }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 32,
    failsWhen: "a key that is to name a variable is no variable's name",
    declare: chart => new CredentialSecret(chart, 'api', { class: generic('api.token'), backend: existing() }).env(),
    at: 'orders/api: env().api.token',
    says: /has the key api\.token, which is no variable's name; say one: env\({ "api\.token": 'NAME' }\)/,
  },
  {
    number: 32,
    failsWhen: 'the name of a variable has a hyphen',
    declare: chart => worker(chart, { env: credential(chart).env({ accessKeyId: 'access-key' }) }),
    at: 'orders/worker: env.access-key',
    says: /the name of an environment variable: letters, digits and "_"/,
    byHand: [service({ env: [{ name: 'access-key', ...secretKeyRef('aws', 'a') }] })],
    kubernetes: 'lets it through',
  },
  {
    number: 32,
    failsWhen: 'the prefix of envFrom makes no name of a variable',
    declare: chart => worker(chart, { envFrom: [{ credential: credential(chart), prefix: '1_' }] }),
    at: 'orders/worker: envFrom[0].prefix',
    says: /must begin the name of a variable/,
  },
];

/** Looks like references to other variables, and is a literal: a password, a price. */
const literal = `${secretLine}: $(HOME) $$ $$(HOME) $5 $`;

type Container = { readonly env?: readonly { readonly name: string; readonly value?: string }[] };
type Pod = { readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } } };

const expansion: Impossible = {
  number: 33,
  never: 'lets Kubernetes expand $(NAME) or $$ in a literal',
  declare: chart => worker(chart, { env: { LITERAL: literal } }),
  mistakesIn: manifests =>
    (manifests as readonly Pod[])
      .flatMap(({ spec }) => spec.template.spec.containers)
      .flatMap(({ env = [] }) => env)
      .filter(({ value = '' }) => expanded(value, name => `value of ${name}`) !== literal),
  byHand: [service({ env: [{ name: 'LITERAL', value: literal }] })],
  kubernetes: 'lets it through',
};

export const variables: readonly Row[] = [...names, expansion];
