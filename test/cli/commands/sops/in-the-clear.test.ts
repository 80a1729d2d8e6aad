import { parse } from 'yaml';
import { inTheClear } from '../../../../lib/cli/commands/sops/in-the-clear';
import type { Tree } from '../../../../lib/cli/commands/sops/objects-in';
import { fixture } from '../../../seal/sops/fixture';

const [mac] = /ENC\[.*type:str\]/.exec(fixture('types.yaml')) ?? [];
const found = (content: Tree, sops: Tree = {}) => inTheClear('a.yaml', { ...content, sops: { mac, ...sops } });

test.each(['types.yaml', 'types.json', 'secret.yaml', 'post-quantum.yaml'])(
  'finds nothing in what sops encrypted: %s',
  name => {
    expect(inTheClear(name, parse(fixture(name)) as Tree)).toEqual([]);
  },
);

test('finds what is no ciphertext, by its path, wherever it stands', () => {
  expect(found({ a: 'x', b: { c: [{ d: 5 }, mac], e: true }, f: 'ENC[AES256_GCM,data:x,plain]' })).toEqual([
    'a',
    'b.c.d',
    'b.e',
    'f',
  ]);
});

test('passes by what sops leaves as it is: what is empty, and what the metadata says is in the clear', () => {
  expect(found({ a: '', b: null, c: {}, d: [], e_unencrypted: 'x', f: mac })).toEqual([]);
  expect(found({ kind: 'a', data: { b: 'x' }, items: [{ data: mac }] }, { encrypted_regex: '^data$' })).toEqual([
    'data.b',
  ]);
  expect(found({ a_open: 'x', b: mac }, { unencrypted_suffix: '_open', encrypted_regex: null })).toEqual([]);
});

test('passes by what has something of its own under sops', () => {
  expect(inTheClear('values.yaml', { a: 'x', sops: { enabled: true } })).toEqual([]);
  expect(inTheClear('values.yaml', { a: 'x', sops: 'enabled' })).toEqual([]);
});

test('fails when comments say what is encrypted', () => {
  expect(() => found({ a: 'x' }, { encrypted_comment_regex: 'secret' })).toThrow(
    'a.yaml: sops.encrypted_comment_regex: lets comments say what is encrypted',
  );
});
