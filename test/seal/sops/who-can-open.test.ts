import { whoCanOpen } from '../../../lib/seal/sops/who-can-open';
import { fixture, recipientOf } from './fixture';

const [alice, bob] = [recipientOf('alice'), recipientOf('bob')];

test.each<[string, readonly string[]]>([
  ['secret.yaml', [alice, bob]],
  ['types.json', [alice]],
  ['two-documents.yaml', [alice]],
  ['key-groups.yaml', [alice, bob]],
])('tells who can open a file, be it a Secret or not: %s', (name, recipients) => {
  expect(whoCanOpen(name, fixture(name))).toEqual({ recipients, otherKeys: [] });
});

test('tells other services that can', () => {
  const text = fixture('types.yaml').replace('    age:\n', '    pgp:\n        - fp: A\n    age:\n');
  expect(whoCanOpen('types.yaml', text)).toEqual({ recipients: [alice, bob], otherKeys: ['PGP keys'] });
});

test('fails when a file is not encrypted, or empty', () => {
  expect(() => whoCanOpen('a.yaml', 'a: b\n')).toThrow('a.yaml: is not encrypted');
  expect(() => whoCanOpen('a.yaml', '')).toThrow('a.yaml: is empty');
});
