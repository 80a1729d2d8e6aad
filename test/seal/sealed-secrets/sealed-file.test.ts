import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import {
  parseSealedFile,
  readSealedFile,
  renderSealedFile,
  type SealedFile,
} from '../../../lib/seal/sealed-secrets/sealed-file';
import { ciphertext } from '../../core/ciphertext';

const fixture = (name: string) => join(__dirname, 'kubeseal', name);
const fingerprint = `sha256:${'0123456789abcdef'.repeat(4)}`;
const digest = (letter: string) => `${letter.repeat(43)}=`;
const none = { object: {}, metadata: {}, spec: {}, template: {}, templateMetadata: {} };
const file: SealedFile = {
  name: 'aws',
  namespace: 'orders',
  scope: 'strict',
  encryptedData: { b: ciphertext(1, 256), a: ciphertext(2, 256) },
  certificate: fingerprint,
  digests: { b: digest('B'), a: digest('A') },
  type: 'Opaque',
  labels: {},
  annotations: { note: 'yes' },
  template: { labels: { team: 'orders' }, annotations: {} },
  others: { ...none, template: { immutable: true } },
};
const read = (object: unknown) => parseSealedFile('aws.yaml', JSON.stringify(object));
const written = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' };
const sound = {
  ...written,
  metadata: { name: 'aws', namespace: 'orders' },
  spec: { encryptedData: {}, template: {} },
};

describe('what is rendered', () => {
  test('is laid out alike whatever the order of the parts, with a field on a line of its own', () => {
    expect(renderSealedFile(file).replaceAll(/(A[BQ][A-Za-z0-9]{4})[^\s]{100,}/g, '$1…')).toMatchInlineSnapshot(`
     "apiVersion: bitnami.com/v1alpha1
     kind: SealedSecret
     metadata:
       name: aws
       namespace: orders
       annotations:
         keywire/certificate: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
         keywire/digests: |
           a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

           b BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=
         note: "yes"
     spec:
       encryptedData:
         a: AQClpa…

         b: AQClpa…
       template:
         metadata:
           name: aws
           namespace: orders
           labels:
             team: orders
         type: Opaque
         immutable: true
     "
    `);
  });

  test('has no note of keywire in the template, so none in the Secret', () => {
    const { spec } = parse(renderSealedFile(file)) as { spec: object };
    expect(JSON.stringify(spec)).not.toContain('keywire');
  });

  test.each([
    ['namespace-wide', 'orders'],
    ['cluster-wide', undefined],
  ] as const)('says scope %s where the controller looks, and in the template', (scope, namespace) => {
    const annotations = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
    const text = renderSealedFile({ ...file, scope, namespace });
    expect(parse(text)).toMatchObject({ metadata: { annotations }, spec: { template: { metadata: { annotations } } } });
    expect(parseSealedFile('aws.yaml', text)).toEqual({ ...file, scope, namespace });
  });

  test('has texts in quotes that YAML 1.1, which kubectl reads, might take for something else', () => {
    const odd = [
      'y',
      'No',
      'on',
      'null',
      'NaN',
      '0o14',
      '1_0',
      '12:30',
      '.1',
      '~',
      '<<',
      '=',
      '',
      ' a',
      'a: b',
      '#',
      '-',
    ];
    const annotations = Object.fromEntries(odd.map(text => [`${text}${text}`.trim() === '' ? 'x' : text, text]));
    const text = renderSealedFile({ ...file, annotations });
    for (const value of odd) expect(text).toContain(`: ${JSON.stringify(value)}\n`);
    expect(parseSealedFile('aws.yaml', text).annotations).toEqual(annotations);
  });

  test('has no character as it is that ends a line in some YAML, or that none allows', () => {
    const annotations = { odd: `\u0000\u007f\u0085\u2028\u2029\ufeff\ufffe\r\n\t${'long '.repeat(50)}` };
    const text = renderSealedFile({ ...file, annotations });
    expect(text).toMatch(/^[\n\x20-\x7e]+$/);
    expect(text).toMatch(/^ {4}odd: ".*"$/m);
    expect(parseSealedFile('aws.yaml', text).annotations).toEqual(annotations);
  });

  test('is read back as it was, whatever the keys and texts', () => {
    const key = fc
      .oneof(fc.stringMatching(/^[-._a-zA-Z0-9]{1,20}$/), fc.constantFrom('__proto__', 'constructor', '10', '9', 'y'))
      .filter(text => !text.startsWith('..') && text !== '.');
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('yes', '\n', ' ', '0o7', '*a'));
    const texts = fc.dictionary(text, text, { maxKeys: 4 });
    const fields = fc.dictionary(key, fc.nat(60), { maxKeys: 5 });
    fc.assert(
      fc.property(
        fc.constantFrom('strict', 'namespace-wide', 'cluster-wide'),
        fields,
        texts,
        texts,
        fc.option(fc.constant(fingerprint), { nil: undefined }),
        (scope, sizes, labels, annotations, certificate) => {
          const each = <Value>(value: (size: number) => Value) =>
            Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, value(size)]));
          const any: SealedFile = {
            ...file,
            scope,
            certificate,
            encryptedData: each(size => ciphertext(size, 256)),
            digests: each(size => digest(String.fromCharCode(65 + (size % 26)))),
            labels,
            annotations,
            template: { labels: annotations, annotations: labels },
          };
          expect(parseSealedFile('aws.yaml', renderSealedFile(any))).toEqual(any);
          expect(renderSealedFile(parseSealedFile('aws.yaml', renderSealedFile(any)))).toBe(renderSealedFile(any));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('what kubeseal wrote', () => {
  test.each([
    ['strict.yaml', 'strict'],
    ['namespace-wide.json', 'namespace-wide'],
    ['cluster-wide.yaml', 'cluster-wide'],
  ])('in %s is read, and nothing of it is lost', (name, scope) => {
    const sealedFile = readSealedFile(fixture(name));
    expect(sealedFile).toMatchObject({
      name: 'aws',
      namespace: 'orders',
      scope,
      certificate: undefined,
      digests: {},
      type: 'Opaque',
      labels: {},
      annotations: {},
      template: { labels: { team: 'orders' }, annotations: { note: 'yes' } },
      others: { ...none, template: { immutable: true } },
    });
    expect(Object.keys(sealedFile.encryptedData)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
    expect(parse(renderSealedFile(sealedFile))).toEqual(parse(readFileSync(fixture(name), 'utf8')));
  });

  test('is kept where keywire has no word for it, and what is null is not there', () => {
    const sealedFile = read({
      ...sound,
      metadata: { ...sound.metadata, creationTimestamp: null, finalizers: ['a'], labels: null },
      spec: {
        encryptedData: {},
        other: { a: [1, null] },
        template: { metadata: { creationTimestamp: null, b: true }, data: { 'a.conf': '{{ .a }}' }, type: null },
      },
      status: { observedGeneration: 1 },
    });
    expect(sealedFile).toMatchObject({ type: 'Opaque', labels: {} });
    expect(parse(renderSealedFile(sealedFile))).toEqual({
      ...sound,
      metadata: { ...sound.metadata, finalizers: ['a'] },
      spec: {
        encryptedData: {},
        other: { a: [1, null] },
        template: {
          metadata: { ...sound.metadata, b: true },
          type: 'Opaque',
          data: { 'a.conf': '{{ .a }}' },
        },
      },
      status: { observedGeneration: 1 },
    });
  });
});

describe('notes of keywire', () => {
  test('are dropped from the template, where a controller has put them', () => {
    const annotations = { 'keywire/certificate': fingerprint, 'keywire/digests': `a ${digest('A')}\n`, note: 'yes' };
    const { certificate, digests, template } = read({
      ...sound,
      spec: { encryptedData: {}, template: { metadata: { annotations } } },
    });
    expect({ certificate, digests, template }).toEqual({
      certificate: undefined,
      digests: {},
      template: { labels: {}, annotations: { note: 'yes' } },
    });
  });

  test('are read as far as a person has left them whole, and of keys that are there', () => {
    const block = `\n\na ${digest('A')}\n\ngone ${digest('A')}\nb ${digest('B')}x\n b ${digest('B')}\nb\n`;
    const { digests } = read({
      ...sound,
      metadata: { ...sound.metadata, annotations: { 'keywire/digests': block } },
      spec: { encryptedData: { a: ciphertext(), b: ciphertext() } },
    });
    expect(digests).toEqual({ a: digest('A') });
  });
});

describe('a file', () => {
  test.each<[string, object, string]>([
    ['it has no name', { metadata: { namespace: 'orders' } }, 'metadata.name: must be a string'],
    ['its name is none', { metadata: { name: 'A' } }, 'metadata.name: must be a DNS-1123 subdomain'],
    [
      'its namespace is none',
      { metadata: { name: 'a', namespace: 'a.b' } },
      'metadata.namespace: must be a DNS-1123 label',
    ],
    [
      'it has no namespace, and opens in one only',
      { metadata: { name: 'a' } },
      'metadata.namespace: must be there: a strict ciphertext opens in that one only',
    ],
    [
      'its certificate is none',
      { metadata: { ...sound.metadata, annotations: { 'keywire/certificate': 'sha256:' } } },
      'metadata.annotations["keywire/certificate"]: must be sha256: and 64 digits',
    ],
    [
      'an annotation is no string',
      { metadata: { ...sound.metadata, annotations: { a: true } } },
      'metadata.annotations["a"]: must be a string; put it in quotes',
    ],
    [
      'its labels are a list',
      { metadata: { ...sound.metadata, labels: ['a'] } },
      'metadata.labels: must map names to strings',
    ],
    [
      'a label of its Secret is no string',
      { spec: { encryptedData: {}, template: { metadata: { labels: { a: 1 } } } } },
      'spec.template.metadata.labels["a"]: must be a string; put it in quotes',
    ],
    [
      'its type is none',
      { spec: { encryptedData: {}, template: { type: 1 } } },
      'spec.template.type: must be a string, the type of the Secret',
    ],
    [
      'a key is none of a Secret',
      { spec: { encryptedData: { 'a b': ciphertext() } } },
      'spec.encryptedData.a b: must be a key of a Secret',
    ],
    [
      'a value is not sealed',
      { spec: { encryptedData: { a: 'plaintext' } } },
      'spec.encryptedData.a: must be a ciphertext in base64, as kubeseal writes it',
    ],
    [
      'only its template says the scope',
      {
        spec: {
          encryptedData: {},
          template: { metadata: { annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' } } },
        },
      },
      'metadata.annotations: must say sealedsecrets.bitnami.com/cluster-wide: "true", too',
    ],
    [
      'its template shows what was applied',
      {
        spec: {
          encryptedData: {},
          template: { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } } },
        },
      },
      'spec.template.metadata.annotations: must not have kubectl.kubernetes.io/last-applied-configuration',
    ],
    ['it has no ciphertexts', { spec: {} }, 'spec.encryptedData: must map each key to its ciphertext'],
  ])('fails when %s', (_, spoilt, message) => {
    expect(() => read({ ...sound, ...spoilt })).toThrow(`aws.yaml: ${message}`);
  });

  test.each([
    ['two documents', `${JSON.stringify(sound)}\n---\n${JSON.stringify(sound)}`, 'must hold exactly one SealedSecret'],
    ['a Secret', JSON.stringify({ ...sound, kind: 'Secret' }), 'must be a SealedSecret of bitnami.com/v1alpha1'],
    [
      'a conflict of git',
      'kind: a\nb:\n<<<<<<< HEAD\n  c: 1\n=======\n  c: 2\n>>>>>>> b\n',
      'is no YAML or JSON (line ',
    ],
  ])('fails when it holds %s', (_, text, message) => {
    expect(() => parseSealedFile('aws.yaml', text)).toThrow(`aws.yaml: ${message}`);
  });

  test('fails when it is not there', () => {
    expect(() => readSealedFile(fixture('none'))).toThrow(/none: can't be read \(ENOENT\)/);
  });
});
