import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creationRule, describeRule } from '../../../lib/seal/sops';
import { recipientOf } from './fixture';

const [alice, bob] = [recipientOf('alice'), recipientOf('bob')];
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keywire-rules-'));
  mkdirSync(join(root, 'apps', 'prod'), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const config = (text: string, folder = '.') => {
  writeFileSync(join(root, folder, '.sops.yaml'), text);
};
const ruleFor = (file: string, startAt = root) => creationRule(join(root, file), startAt);

describe('the rule for a file', () => {
  test('is the first whose pattern matches its path from the folder of .sops.yaml', () => {
    config(`creation_rules:
  - path_regex: ^apps/prod/.*\\.yaml$
    age: ${alice},${bob}
    encrypted_regex: ^(data|stringData)$
  - path_regex: apps
    age: [${bob}]
  - age: ${alice}
`);
    expect(ruleFor('apps/prod/aws.yaml')).toEqual({
      config: join(root, '.sops.yaml'),
      index: 0,
      pathRegex: '^apps/prod/.*\\.yaml$',
      recipients: [alice, bob],
      encryptedRegex: '^(data|stringData)$',
    });
    expect(ruleFor('apps/prod/aws.json')).toMatchObject({ index: 1, recipients: [bob], encryptedRegex: undefined });
    expect(ruleFor('aws.yaml')).toMatchObject({ index: 2, pathRegex: undefined, recipients: [alice] });
  });

  test('is of the .sops.yaml nearest to the folder that sops is started in, not to the file', () => {
    config(`creation_rules: [{ age: ${alice} }]`);
    config(`creation_rules: [{ age: ${bob} }]`, 'apps');
    expect(ruleFor('apps/prod/aws.yaml')).toMatchObject({ recipients: [alice] });
    expect(ruleFor('apps/prod/aws.yaml', join(root, 'apps', 'prod'))).toMatchObject({ recipients: [bob] });
  });

  test('matches the whole path of a file that is elsewhere', () => {
    config(`creation_rules: [{ path_regex: ^/.*/other, age: ${bob} }, { age: ${alice} }]`, 'apps');
    expect(ruleFor('other/aws.yaml', join(root, 'apps'))).toMatchObject({ index: 0 });
  });

  test('may have its recipients in anchors, several lines, or a group of keys with others merged in', () => {
    config(`keys:
  - &alice ${alice}
  - &bob ${bob}
creation_rules:
  - path_regex: lines
    age: >-
      ${alice},

      ${bob},
  - path_regex: list
    age: [*alice, *bob, *alice]
  - key_groups:
      - age: [*bob]
        merge:
          - age: [*alice]
`);
    expect(ruleFor('lines').recipients).toEqual([alice, bob]);
    expect(ruleFor('list').recipients).toEqual([alice, bob]);
    expect(ruleFor('groups').recipients).toEqual([alice, bob]);
  });

  test('may name by other means what is encrypted, if that covers the values', () => {
    config(`creation_rules:
  - { path_regex: a, age: ${alice}, unencrypted_regex: ^(apiVersion|kind|metadata|type)$ }
  - { path_regex: b, age: ${alice}, unencrypted_suffix: _clear }
  - { path_regex: c, age: ${alice}, encrypted_suffix: ata }
`);
    for (const file of ['a', 'b', 'c']) expect(ruleFor(file).encryptedRegex).toBeUndefined();
  });

  test.each<[string, string]>([
    ['a pattern', `[{ path_regex: ~, age: ${alice} }, { age: ${bob} }]`],
    ['a pattern, with nothing behind its colon', `\n  - path_regex:\n    age: ${alice}`],
    ['keys of another service', `[{ age: ${alice}, pgp: null, kms: Null, hckms: NULL }]`],
    ['groups of keys', `[{ age: ${alice}, key_groups: null }]`],
    ['a group of keys', `[{ key_groups: [~, { age: [~, ${alice}], pgp: [~], merge: [~] }] }]`],
    ['every group of keys', `[{ key_groups: [~], age: ${alice} }]`],
    ['settings of what is encrypted', `[{ age: ${alice}, encrypted_regex: null, unencrypted_suffix: ~ }]`],
    ['a rule', `[~, { age: ${alice} }, { age: ${bob} }]`],
  ])('has not set what is null, as sops has it: %s', (_, rules) => {
    config(`creation_rules: ${rules}\n`);
    expect(ruleFor('aws.yaml')).toMatchObject({ recipients: [alice], pathRegex: undefined, encryptedRegex: undefined });
  });

  test('keeps the place that it has among nulls, and takes a null in quotes for text', () => {
    config(`creation_rules: [~, { path_regex: 'null', age: ${alice} }, { age: ${bob} }]\n`);
    expect(ruleFor('aws.yaml')).toMatchObject({ index: 2, recipients: [bob] });
    expect(ruleFor('null.yaml')).toMatchObject({ index: 1, pathRegex: 'null' });
  });

  test('is told in a line', () => {
    const rule = { config: join(process.cwd(), '../.sops.yaml'), index: 1, encryptedRegex: undefined };
    expect(describeRule({ ...rule, pathRegex: 'prod/.*', recipients: [alice, bob] })).toBe(
      'rule 2 of ../.sops.yaml (path_regex: prod/.*), for 2 recipients',
    );
    expect(describeRule({ ...rule, pathRegex: undefined, recipients: [alice] })).toBe(
      'rule 2 of ../.sops.yaml (for all files), for 1 recipient',
    );
  });
});

describe('a .sops.yaml that sops or keywire would not follow', () => {
  test('fails when there is none', () => {
    expect(() => ruleFor('aws.yaml')).toThrow(
      /aws\.yaml: has no \.sops\.yaml in .* or above; make one, or name the recipients$/,
    );
  });

  test('fails when it is called .sops.yml, which sops passes by', () => {
    writeFileSync(join(root, '.sops.yml'), `creation_rules: [{ age: ${alice} }]`);
    expect(() => ruleFor('aws.yaml')).toThrow(/\.sops\.yml: must be called \.sops\.yaml; sops reads no other$/);
  });

  const rule = (text: string) => `creation_rules:\n  - ${text}\n`;
  test.each<[string, string, string]>([
    ['is no YAML', 'a: [', '.sops.yaml: is no YAML (line 1)'],
    [
      'is nested too deeply',
      `creation_rules: ${'['.repeat(300)}${']'.repeat(300)}`,
      '.sops.yaml: is nested too deeply',
    ],
    ['has a key twice', 'a: 1\na: 2', '.sops.yaml: is no YAML (line 2)'],
    ['has no rules', 'stores: {}', '.sops.yaml: must have a list of creation_rules'],
    ['has rules that are no maps', 'creation_rules: [a]', '.sops.yaml: must have a list of creation_rules'],
    [
      'has no rule for the file',
      rule(`{ path_regex: ^b, age: ${alice} }`),
      '.sops.yaml: has no rule for aws.yaml; add one',
    ],
    [
      'has a pattern that Go refuses',
      rule('{ path_regex: "(" }'),
      'creation_rules[0].path_regex: must be a regular expression',
    ],
    [
      'has a pattern that JavaScript has no word for',
      rule('{ path_regex: "a(?i)b" }'),
      'creation_rules[0].path_regex: has a flag',
    ],
    ['has a pattern that is no text', rule('{ path_regex: [a] }'), 'creation_rules[0].path_regex: must be text'],
    ['names nobody', rule('{ path_regex: aws }'), 'creation_rules[0]: must name at least one recipient of age'],
    [
      'has recipients that are null',
      rule('{ age: null }'),
      'creation_rules[0]: must name at least one recipient of age',
    ],
    ['has a recipient that is null', rule(`{ age: [~, ${alice}] }`), 'creation_rules[0].age: must be recipients'],
    ['has rules that are null', 'creation_rules: ~', '.sops.yaml: must have a list of creation_rules'],
    ['has recipients that are no text', rule('{ age: [{ a: b }] }'), 'creation_rules[0].age: must be recipients'],
    ...['kms', 'gcp_kms', 'azure_keyvault', 'hc_vault_transit_uri', 'pgp'].map(
      name =>
        [
          `asks for ${name}`,
          rule(`{ age: ${alice}, ${name}: x }`),
          `creation_rules[0].${name}: asks for keys other than those of age, which keywire does not ask: encrypt with the sops program; keywire reads the result`,
        ] as [string, string, string],
    ),
    [
      'asks for KMS in a group',
      rule(`key_groups: [{ age: [${alice}], kms: [{ arn: a }] }]`),
      'creation_rules[0].kms: asks for keys',
    ],
    [
      'has several groups',
      rule(`key_groups: [{ age: [${alice}] }, { age: [${bob}] }]`),
      'creation_rules[0].key_groups: divides the data key',
    ],
    ['has an alias that leads nowhere', 'creation_rules: *x\n', '.sops.yaml: has an alias that leads nowhere'],
    ['has groups that are no maps', rule('key_groups: [a]'), 'creation_rules[0].key_groups: must be a list of maps'],
    ...(
      [
        ['encrypted_regex', '^password$', 'does not match data'],
        ['encrypted_regex', '^data$', 'does not match stringData'],
        ['encrypted_regex', 'data|stringData', 'matches metadata.name, too'],
        ['encrypted_suffix', '_secret', 'leaves data or stringData in the clear'],
        ['unencrypted_regex', 'ata$', 'leaves data or stringData in the clear'],
        ['unencrypted_suffix', 'Data', 'leaves data or stringData in the clear'],
        ['encrypted_comment_regex', 'secret', 'lets comments say what is encrypted'],
      ] as const
    ).map(
      ([name, value, problem]) =>
        [
          `has ${name}: ${value}`,
          rule(`{ age: ${alice}, ${name}: ${value} }`),
          `creation_rules[0].${name}: ${problem}`,
        ] as [string, string, string],
    ),
    [
      'has two settings of what is encrypted',
      rule(`{ age: ${alice}, encrypted_regex: a, unencrypted_suffix: b }`),
      'creation_rules[0]: must have only one of unencrypted_suffix, encrypted_regex',
    ],
  ])('fails when it %s', (_, text, problem) => {
    config(text);
    expect(() => ruleFor('aws.yaml')).toThrow(problem);
  });
});
