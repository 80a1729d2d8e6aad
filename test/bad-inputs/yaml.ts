import type { Chart } from 'cdk8s';
import { CredentialSecret, generic, unsafePlaintext } from 'keywire/cdk8s';
import { secret, service } from './by-hand';
import { base64, secretLine } from './secret-values';
import type { Kubernetes, Row } from './row';
import { worker } from './sound';

// What cdk8s' own `App` writes as YAML 1.1, kubectl reads as something else.

function withKey(chart: Chart, key: string): void {
  new CredentialSecret(chart, 'database', {
    class: generic(key),
    backend: unsafePlaintext({ [key]: secretLine }),
  });
}

const key = (number: number, failsWhen: string, key: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => {
    withKey(chart, key);
  },
  at: `orders/database: data.${key}`,
  says,
  byHand: [secret({ data: { [key]: base64(secretLine) } })],
  misreadAsYaml: true,
  kubernetes: 'lets it through',
});

const text = (failsWhen: string, value: string, kubernetes: Kubernetes = 'lets it through'): Row => ({
  number: 13,
  failsWhen,
  declare: chart => worker(chart, { env: { GREETING: value } }),
  at: 'orders/worker: spec.template.spec.containers[0].env[0].value',
  says: /kubectl reads differently/,
  byHand: [service({ env: [{ name: 'GREETING', value }] })],
  misreadAsYaml: true,
  kubernetes,
});

const asNumber = /kubectl reads a number in it; spell it in another way/;
const dropped = /is a key that cdk8s does not write; name it otherwise/;

export const yaml: readonly Row[] = [
  key(11, 'a key would be read as an octal number', '0o14', asNumber),
  key(11, 'a key would be read as a hexadecimal number', '0X1F', asNumber),
  {
    number: 11,
    failsWhen: 'a text would be read as a number',
    declare: chart => worker(chart, { env: { MODE: '0o755' } }),
    at: 'orders/worker: spec.template.spec.containers[0].env[0].value',
    says: asNumber,
    byHand: [service({ env: [{ name: 'MODE', value: '0o755' }] })],
    misreadAsYaml: true,
    kubernetes: { refusesIt: /\.value: expected string, got/ },
  },
  {
    number: 11,
    failsWhen: 'the name of a label would be read as a number',
    declare: chart => worker(chart, { labels: { '0o14': 'a' } }),
    at: 'orders/worker: metadata.labels.0o14',
    says: asNumber,
  },

  key(12, 'a key is __proto__, which would be dropped', '__proto__', dropped),

  text('a text ends in a line separator', `${secretLine}\u2028`),
  text('a text is a next-line character', '\u0085'),
  text('a text is a line of white space', ' \n'),
  text('a text begins with a tab behind a line break', `\n\t${secretLine}`, { refusesIt: /found a tab character/ }),
];
