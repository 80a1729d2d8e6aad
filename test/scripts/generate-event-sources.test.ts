import { kindOf } from '../../scripts/event-sources/crd';
import type { Family } from '../../scripts/event-sources/families';
import { filesOf } from '../../scripts/event-sources/files';

const family: Family = {
  name: 'cloud-source',
  crds: /./,
  kinds: 2,
  written: ['auth', 'sink'],
  formats: { 'AlphaSource.interval': 'duration' },
  words: { interval: 'Our words.' },
};

/** A CRD whose `spec` has these lines among its properties. */
const crd = (kind: string, properties: string): string => `
spec:
  group: sources.example.com
  names: { kind: ${kind}, plural: ${kind.toLowerCase()}s }
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        description: COPIED root
        properties:
          spec:
            description: COPIED spec
            type: object
            required: [arn, sink]
            properties:
              arn: { type: string, pattern: '^arn:aws(-cn|-us-gov)?:sqs:\\d:.+$', description: COPIED arn }
              sink: { type: object, description: COPIED sink, properties: { uri: { type: string } } }
              auth: { type: object, properties: { iam: { type: object, properties: { roleArn: { type: string } } } } }
              overrides:
                type: object
                description: COPIED overrides
                properties:
                  description: { type: string, description: COPIED description of a field so called }
                  affinity: { type: object, x-kubernetes-preserve-unknown-fields: true }
                  limits:
                    type: object
                    additionalProperties: { anyOf: [{ type: integer }, { type: string }], x-kubernetes-int-or-string: true }
${properties.replace(/^/gm, '              ')}
`;

const alpha = crd(
  'AlphaSource',
  `
interval: { type: string }
mode: { type: string, enum: [fast, slow] }
on: { type: boolean, default: true }
note: { type: string, nullable: true }
queries:
  type: array
  items:
    type: object
    properties: { name: { type: string }, left: { type: integer }, right: { type: string, format: password } }
    required: [name]
    oneOf: [{ required: [left] }, { required: [right] }]`,
);
const beta = crd('BetaSource', '');
const files = filesOf(family, [beta, alpha], '// Generated.');
const types = files['cloud-sources.ts'] ?? '';
const schemas = files['cloud-source-schemas.ts'] ?? '';

test('no description of a CRD comes out, but a field called description does', () => {
  expect(types + schemas).not.toContain('COPIED');
  expect(types).toContain('readonly "description"?: undefined | Text;');
});

test('what keywire writes does not come out, and is not required', () => {
  expect(types + schemas).not.toMatch(/sink|"auth"|roleArn/);
  expect(schemas).toContain('required: ["arn"]');
});

test('the types are read-only, with unions for what excludes each other', () => {
  const overrides = 'readonly "overrides"?: undefined | Overrides<Text>;';
  expect(types).toContain(`export type BetaSourceSpec<Text> = { readonly "arn": Text; ${overrides} };`);
  expect(types).toContain(
    `export type AlphaSourceSpec<Text> = { readonly "arn": Text; ${overrides} \n/** Our words. */\nreadonly "interval"?: undefined | Text; ` +
      'readonly "mode"?: undefined | "fast" | "slow"; readonly "on"?: undefined | boolean; readonly "note"?: undefined | Text | null; readonly "queries"?: undefined | readonly (' +
      '{ readonly "name": Text; readonly "left": number; readonly "right"?: never; } | ' +
      '{ readonly "name": Text; readonly "left"?: never; readonly "right": Text; })[]; };',
  );
  expect(types).toContain(
    'export type Overrides<Text> = { readonly "description"?: undefined | Text; readonly "affinity"?: undefined | JsonObject<Text>; ' +
      'readonly "limits"?: undefined | Readonly<Record<string, number | Text>>; };',
  );
});

test('the kinds are in one order, whatever the order of their files', () => {
  expect(filesOf(family, [alpha, beta], '// Generated.')).toEqual(files);
  expect(types).toMatch(/CloudSourceSpecs<Text> = \{\nreadonly AlphaSource: .*\nreadonly BetaSource: /);
});

test('the schemas share what is the same, each constant before its use', () => {
  expect(schemas.match(/const overrides: Schema/g)).toHaveLength(1);
  expect(schemas.match(/properties: \{ arn|"arn": sqsArn/g)).toHaveLength(2);
  expect(schemas.indexOf('const text:')).toBeLessThan(schemas.indexOf('const overrides:'));
});

test('a kind says what its auth takes', () => {
  const { auth, spec } = kindOf(alpha, family);
  expect(auth).toEqual({ iam: true, sessionToken: false, assumeRole: false });
  expect(spec.properties.interval).toEqual({ type: 'string', format: 'duration' });
  expect(spec.properties.queries).toMatchObject({ items: { required: ['name'], oneOf: [['left'], ['right']] } });
});

test.each([
  [
    'has a keyword that is new',
    'a: { type: string, maxLength: 3 }',
    'AlphaSource.a: does not know maxLength of string',
  ],
  ['has a format that is new', 'a: { type: string, format: cron }', 'AlphaSource.a: does not know format cron'],
  ['has a field of no type', 'a: { items: { enum: [1] } }', 'AlphaSource.a: has no type'],
  ['has an object of no fields', 'a: { type: object }', 'AlphaSource.a: has no properties'],
  [
    'has a nullable number',
    'a: { type: array, items: { type: integer, nullable: true } }',
    'does not know nullable of integer',
  ],
  [
    'has alternatives of other things than fields',
    'a: { type: object, properties: { b: { type: string } }, oneOf: [{ type: string }] }',
    'AlphaSource.a: oneOf and anyOf may only say required',
  ],
])('fails when a CRD %s, rather than losing it', (_, property, message) => {
  expect(() => kindOf(crd('AlphaSource', `interval: { type: string }\n${property}`), family)).toThrow(message);
});

test('fails when a field that families.ts gives a format is gone', () => {
  expect(() => kindOf(crd('AlphaSource', ''), family)).toThrow('AlphaSource.interval: is no string any more');
});

test('fails when keywire writes a field that alternatives name', () => {
  const text = crd('BetaSource', '').replace(
    'required: [arn, sink]',
    'oneOf: [{ required: [arn] }, { required: [sink] }]',
  );
  expect(() => kindOf(text, family)).toThrow('BetaSource: oneOf names a field that keywire writes');
});

test('fails when a CRD has two versions', () => {
  expect(() => kindOf(beta.replace('  versions:', '  versions:\n  - name: v0'), family)).toThrow(
    'BetaSource: wanted one version',
  );
});

test('fails when a kind is missing', () => {
  expect(() => filesOf(family, [alpha], '')).toThrow('cloud-source: wanted 2 kinds, found 1');
});
