import { Chart, App } from 'cdk8s';
import { CredentialSecret, TriggerMeshService, awsSecretsManager, generic, unsafePlaintext } from 'keywire/cdk8s';
import { unwritable } from '../../lib/cdk8s/lossless';
import { image, chartOfCdk8s as ordersChart, readBack, store } from './app';

const withAnnotation = (note: string) => () =>
  new TriggerMeshService(ordersChart(), 'worker', { image, annotations: { note } });
const withKey = (key: string) => () =>
  new CredentialSecret(ordersChart(), 'a', { class: generic(key), backend: unsafePlaintext({ [key]: 'value' }) });

const asNumber = 'is written so that kubectl reads a number in it; spell it in another way';
const asCharacter =
  'has a control character, a line separator, a byte order mark or half a character, which kubectl reads differently; remove it';
const asIndent = 'begins with white space that kubectl reads differently; begin with the first line of text';
const asBackslash = 'has a line of a single space, in which kubectl reads a backslash; leave the line empty';
const asMerge = 'is a key in whose place kubectl takes the keys of its value; name it otherwise';
const notWritten = 'is a key that cdk8s does not write; name it otherwise';

describe('a text that kubectl would read as another', () => {
  test.each(['0o14', '0O14', '0X1F', '0B1', '7e+_8', '5E2_', '0XAF', '0b-1', '-0X1F', '0o_7', '+0B1'])(
    'fails when it is a number to Go: %s',
    text => {
      expect(withAnnotation(text)).toThrow(`orders/worker: metadata.annotations.note: ${asNumber}`);
    },
  );

  test.each([
    ['\u0085', 'next line'],
    ['a\u2028', 'a line separator at the end'],
    ['\u2029', 'a paragraph separator'],
    ['a\u007fb', 'delete'],
    ['\u0080', 'a control character of C1'],
    ['\u009f', 'the last one'],
    ['a\ufeffb', 'a byte order mark'],
    ['\ufffe', 'no character'],
    ['\uffff', 'no character either'],
    ['\ud83d', 'the first half of a character'],
    ['a\ude00', 'the second half'],
  ])('fails when it has what YAML 1.1 changes: %j, %s', text => {
    expect(withAnnotation(text)).toThrow(`orders/worker: metadata.annotations.note: ${asCharacter}`);
  });

  test.each([' \n', '\t\n', '\n \n', '\n\ta', '\ta\nb'])('fails when it begins with such white space: %j', text => {
    expect(withAnnotation(text)).toThrow(`orders/worker: metadata.annotations.note: ${asIndent}`);
  });

  test.each([`${'a'.repeat(40)}\n \n `, `\u0001${'a'.repeat(40)}\n \nb`])(
    'fails when cdk8s escapes its own escape: %j',
    text => {
      expect(withAnnotation(text)).toThrow(`orders/worker: metadata.annotations.note: ${asBackslash}`);
    },
  );

  test('fails wherever in a manifest it is', () => {
    const make = (props: object) => () => new TriggerMeshService(ordersChart(), 'worker', { image, ...props });
    expect(make({ args: ['a', '0o14'] })).toThrow(
      `orders/worker: spec.template.spec.containers[0].args[1]: ${asNumber}`,
    );
    expect(make({ name: 'a', labels: { '0o14': 'a' } })).toThrow(`orders/worker: metadata.labels.0o14: ${asNumber}`);
  });
});

describe('a key that would not arrive', () => {
  test.each(['0o14', '0XAF', '5E2_'])('fails when it is a number to Go: %s', key => {
    expect(withKey(key)).toThrow(`orders/a: data.${key}: ${asNumber}`);
  });

  test('fails when it is that of a merge', () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, spec: { '<<': 'a' } };
    expect(unwritable(manifest)).toEqual({ path: 'spec.<<', problem: asMerge });
  });

  test.each(['__proto__', 'constructor'])('fails when cdk8s drops it: %s', key => {
    expect(withKey(key)).toThrow(`orders/a: data.${key}: ${notWritten}`);
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'is no matter where it is a text, as in an ExternalSecret: %s',
    key => {
      const chart = ordersChart();
      new CredentialSecret(chart, 'a', { class: generic(key), backend: awsSecretsManager({ store, secret: 'a' }) });
      const [object] = readBack(chart.node.root as App) as [{ spec: { data: object[] } }];
      expect(object.spec.data).toMatchObject([{ secretKey: key, remoteRef: { property: key } }]);
    },
  );
});

const pem = `-----BEGIN CERTIFICATE-----\n${'MIIBszCCAVmgAwIBAgIUQ\n'.repeat(3)}-----END CERTIFICATE-----\n`;
const ordinary = [
  '',
  'a',
  'a b',
  'a\nb\n',
  'a\tb',
  'a\n\tb',
  '\na',
  '  a',
  'a  ',
  '  \na',
  '\n  a',
  'a\n \nb',
  '0XFFFFFFFFFFFFFFFFF',
  '1_e999',
  '-0b-1',
  '1',
  '0',
  '1.5',
  '014',
  '0x1f',
  '1e3',
  '0o8',
  '1_000',
  'true',
  'null',
  '~',
  'yes',
  'Ünïcödé 😀',
  '{"a": [1]}',
  '- a',
  '# a',
  'a: b',
  'a #b',
  '$(A)',
  '{{ .a }}',
  '2026-01-31',
  '=',
  '<<',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '%',
  '@',
  '`',
  '"',
  "'",
  '\\',
  'on',
  '_',
  '-',
  '+',
  '.',
  '12:30:45',
  pem,
];

describe('an ordinary text', () => {
  test.each(ordinary)('is not refused, and is read back as it was: %j', text => {
    const app = new App();
    new TriggerMeshService(new Chart(app, 'orders'), 'worker', { image, annotations: { note: text } });
    const [object] = readBack(app) as [{ metadata: { annotations: { note: string } } }];
    expect(object.metadata.annotations.note).toBe(text);
  });

  test.each(['0o14', '7e_8', 'a\u0085b', 'a\u2028b', '\u007f'])(
    'is not refused as a secret, whose base64 is all that is read: %j',
    value => {
      const backend = unsafePlaintext({ a: value });
      expect(() => new CredentialSecret(ordersChart(), 'a', { class: generic('a'), backend })).not.toThrow();
    },
  );

  test('fails when its base64 is a number to Go', () => {
    const value = Buffer.from('0o14', 'base64').toString();
    expect(Buffer.from(value).toString('base64')).toBe('0o14');
    const props = { class: generic('a'), backend: unsafePlaintext({ a: value }) };
    expect(() => new CredentialSecret(ordersChart(), 'b', props)).toThrow(`orders/b: data.a: ${asNumber}`);
  });
});
