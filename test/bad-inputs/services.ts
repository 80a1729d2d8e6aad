import { CredentialSecret, existing, generic } from 'keywire/cdk8s';
import { service } from './by-hand';
import type { Row } from './row';
import { worker } from './sound';

const reserved = (name: string): Row => ({
  number: 86,
  failsWhen: `a variable is ${name}, which is Knative's`,
  declare: chart => worker(chart, { env: { [name]: '8080' } }),
  at: `orders/worker: env.${name}`,
  says: new RegExp(`writes the variable ${name}, which is set by Knative; give one another name`),
  byHand: [service({ env: [{ name, value: '8080' }] })],
  kubernetes: 'lets it through',
});

const name = (failsWhen: string, name: string, says: RegExp): Row => ({
  number: 88,
  failsWhen,
  declare: chart => worker(chart, { name }),
  at: 'orders/worker: name',
  says,
  byHand: [service({}, name)],
  kubernetes: 'lets it through',
});

export const services: readonly Row[] = [
  ...['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'].map(reserved),
  {
    number: 86,
    failsWhen: 'a credential brings a variable that is of Knative',
    declare: chart => {
      const credential = new CredentialSecret(chart, 'server', { class: generic('PORT'), backend: existing() });
      worker(chart, { envFrom: [{ credential }] });
    },
    at: 'orders/worker: envFrom[0]',
    says: /writes the variable PORT, which is set by Knative/,
  },
  name('the name of a service begins with a digit', '1worker', /DNS-1035 label/),
  name('the name of a service has a dot', 'orders.worker', /DNS-1035 label/),
  name('the name of a service is longer than 63 characters', 'w'.repeat(64), /at most 63 characters, these are 64/),
];
