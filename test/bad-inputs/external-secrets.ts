import { Chart } from 'cdk8s';
import {
  AwsCredentialSecret,
  CredentialSecret,
  awsSecretsManager,
  credentialClass,
  existingStore,
  generic,
  sealed,
  type AwsSecretsManager,
} from 'keywire/cdk8s';
import { externalSecret, sealedSecret } from './by-hand';
import type { Row } from './row';
import { credential, sealedAccessKey, store } from './sound';

const secret = 'prod/orders/aws';
const remote = (chart: Chart): AwsSecretsManager<string, never> => awsSecretsManager({ store: store(chart), secret });
const notAStore = /must be an AwsSecretStore, or existingStore\(…\) for one that keywire does not make/;

const stores: readonly Row[] = [
  {
    number: 47,
    failsWhen: 'a store is in another namespace',
    declare: chart => {
      const elsewhere = store(chart, { namespace: 'payments' });
      credential(chart, { backend: awsSecretsManager({ store: elsewhere, secret }) });
    },
    at: 'orders/aws: backend.store',
    says: /is in namespace payments, its user in orders; make a store in orders, or one with namespaces/,
    byHand: [externalSecret({ secretStoreRef: { kind: 'SecretStore', name: 'in-payments' } })],
    kubernetes: 'lets it through',
  },
  {
    number: 47,
    failsWhen: 'a store does not serve the namespace',
    declare: chart => {
      const forOthers = store(chart, { namespaces: ['payments'] });
      credential(chart, { backend: awsSecretsManager({ store: forOthers, secret }) });
    },
    at: 'orders/aws: backend.store',
    says: /does not serve namespace orders; add it to the store's namespaces/,
  },
  {
    number: 47,
    failsWhen: 'the kind of a store is misspelt',
    // @ts-expect-error it is misspelt
    declare: () => existingStore({ kind: 'ClusterStore', name: 'orders' }),
    at: 'existingStore().kind',
    says: /must be SecretStore or ClusterSecretStore/,
    byHand: [externalSecret({ secretStoreRef: { kind: 'ClusterStore', name: 'orders' } })],
    kubernetes: { refusesIt: /secretStoreRef\.kind: Unsupported value: "ClusterStore"/ },
  },
  {
    number: 47,
    failsWhen: 'the name of a store is none',
    declare: () => existingStore({ kind: 'SecretStore', name: 'Orders' }),
    at: 'existingStore().name',
    says: /DNS-1123 subdomain/,
    byHand: [externalSecret({ secretStoreRef: { kind: 'SecretStore', name: 'Orders' } })],
    kubernetes: { refusesIt: /secretStoreRef\.name: Invalid value/ },
  },
  {
    number: 47,
    failsWhen: 'a store is given by its bare name',
    // @ts-expect-error not a store of keywire
    declare: chart => credential(chart, { backend: awsSecretsManager({ store: 'orders-secrets', secret }) }),
    at: 'orders/aws: backend.store',
    says: notAStore,
  },
  {
    number: 47,
    failsWhen: 'a store is given as ExternalSecrets have it',
    declare: chart => {
      // @ts-expect-error not a store of keywire
      const backend = awsSecretsManager<string>({ store: { kind: 'SecretStore', name: 'orders' }, secret });
      credential(chart, { backend });
    },
    at: 'orders/aws: backend.store',
    says: notAStore,
  },
  {
    number: 47,
    failsWhen: 'a store is missing',
    // @ts-expect-error not a store of keywire
    declare: chart => credential(chart, { backend: awsSecretsManager({ store: null, secret }) }),
    at: 'orders/aws: backend.store',
    says: notAStore,
  },
];

const refresh = (number: number, failsWhen: string, refreshInterval: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => credential(chart, { backend: awsSecretsManager({ store: store(chart), secret, refreshInterval }) }),
  at: 'orders/aws: backend.refreshInterval',
  says,
  byHand: [externalSecret({ refreshInterval })],
  kubernetes: 'lets it through',
});

const never = /must be longer than zero; zero means that a changed secret is never read again/;
const asGo = /must be a duration as Go writes it, as in 30s, 15m or 1h30m; a day is 24h/;

const intervals: readonly Row[] = [
  refresh(51, 'an interval is "0"', '0', never),
  refresh(51, 'an interval is "0s"', '0s', never),
  refresh(51, 'an interval is "0h0m0.0s"', '0h0m0.0s', never),
  refresh(52, 'an interval is "1d"', '1d', asGo),
  refresh(52, 'an interval is "10"', '10', asGo),
  refresh(52, 'an interval is "1 hour"', '1 hour', asGo),
  refresh(52, 'an interval is empty', '', asGo),
  refresh(52, 'an interval is negative', '-1h', asGo),
];

/** A class that asks for nothing. */
const allOptional = credentialClass({
  name: 'allOptional',
  type: 'Opaque',
  required: {},
  optional: { token: {} },
  conventions: { only: { token: 'token' } },
});

const contents: readonly Row[] = [
  {
    number: 53,
    failsWhen: 'no field is delivered',
    declare: chart => new CredentialSecret(chart, 'empty', { class: allOptional, backend: remote(chart) }),
    at: 'orders/empty: backend',
    says: /must deliver at least one field/,
    byHand: [externalSecret({ data: undefined })],
    kubernetes: 'lets it through',
  },
  {
    number: 53,
    failsWhen: 'no field is sealed',
    declare: chart =>
      new CredentialSecret(chart, 'empty', { class: allOptional, backend: sealed({ encryptedData: {} }) }),
    at: 'orders/empty: backend',
    says: /must deliver at least one field/,
  },
  {
    number: 53,
    failsWhen: 'a required field is delivered from nowhere',
    declare: chart =>
      credential(chart, {
        backend: awsSecretsManager({ store: store(chart), secrets: { accessKeyId: 'prod/orders/id' } }),
      }),
    at: 'orders/aws: backend.secrets.secretAccessKey',
    says: /is missing; a credential of class aws needs it/,
  },
  {
    number: 53,
    failsWhen: 'a generic credential has no key',
    declare: () => generic(),
    at: 'generic()',
    says: /needs at least one key/,
  },
  {
    number: 54,
    failsWhen: 'a Secret is to be merged into one that nobody makes',
    declare: chart =>
      credential(chart, {
        // @ts-expect-error it would wait for ever
        backend: awsSecretsManager({ store: store(chart), secret, creationPolicy: 'Merge' }),
      }),
    at: 'orders/aws: backend.creationPolicy',
    says: /must be Owner or Orphan; Merge and None wait for a Secret that somebody else makes/,
    byHand: [externalSecret({ target: { name: 'aws', creationPolicy: 'Merge' } })],
    kubernetes: 'lets it through',
  },
  {
    number: 56,
    failsWhen: 'two fields are delivered under one key',
    declare: chart =>
      credential(chart, { keys: { accessKeyId: 'key', secretAccessKey: 'key' }, backend: remote(chart) }),
    at: 'orders/aws: keys.secretAccessKey',
    says: /is the key of accessKeyId, too; give each field a key of its own/,
    byHand: [
      externalSecret({
        data: ['id', 'key'].map(property => ({ secretKey: 'key', remoteRef: { key: secret, property } })),
      }),
    ],
    kubernetes: 'lets it through',
  },
  {
    number: 60,
    failsWhen: 'one whole remote secret is to be two fields',
    declare: chart =>
      credential(chart, {
        backend: awsSecretsManager({ store: store(chart), secrets: { accessKeyId: secret, secretAccessKey: secret } }),
      }),
    at: 'orders/aws: backend.secrets.secretAccessKey',
    says: /is the whole of the secret that is accessKeyId, too; name the property that holds it, or use secret/,
    byHand: [externalSecret({ data: ['id', 'key'].map(secretKey => ({ secretKey, remoteRef: { key: secret } })) })],
    kubernetes: 'lets it through',
  },
];

const taken = /would make Secret orders\/aws, which orders\/aws makes already; give one of them another name/;

const owners: readonly Row[] = [
  {
    number: 57,
    failsWhen: 'an ExternalSecret and a SealedSecret make one Secret',
    declare: chart => {
      credential(chart, { backend: remote(chart) });
      credential(chart, { name: 'aws', backend: sealed({ encryptedData: sealedAccessKey }) }, 'sealed');
    },
    at: 'orders/sealed: name',
    says: taken,
    byHand: [externalSecret(), sealedSecret()],
    kubernetes: 'lets it through',
  },
  {
    number: 57,
    failsWhen: 'two ExternalSecrets make one Secret',
    declare: chart => {
      const backend = remote(chart);
      for (const id of ['aws', 'again']) credential(chart, { name: 'aws', backend }, id);
    },
    at: 'orders/again: name',
    says: taken,
    byHand: [externalSecret(), externalSecret({}, { name: 'again' })],
    kubernetes: 'lets it through',
  },
  {
    number: 57,
    failsWhen: 'credentials of two charts make one Secret',
    declare: chart => {
      const backend = sealed({ encryptedData: sealedAccessKey });
      credential(chart, { backend });
      new AwsCredentialSecret(new Chart(chart, 'more', { namespace: 'orders' }), 'aws', { backend });
    },
    at: 'orders/more/aws: name',
    says: taken,
  },
];

export const externalSecrets: readonly Row[] = [...stores, ...intervals, ...contents, ...owners];
