import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { manifestFiles } from '../../lib/disk/manifest-files';

const folder = mkdtempSync(join(tmpdir(), 'keywire-manifests-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

for (const file of ['b.yaml', 'a.yml', 'c.json', 'd.txt', 'yaml', 'sub/e.yaml', 'sub/deep/f.yaml', '.git/g.yaml']) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), '');
}
symlinkSync(join(folder, 'b.yaml'), join(folder, 'link.yaml'));
symlinkSync(folder, join(folder, 'round'));

const found = (isLeftOut: (name: string) => boolean) =>
  manifestFiles(folder, isLeftOut).map(file => relative(folder, file));

describe('the manifests below a folder', () => {
  test('are YAML and JSON, in order, and no links', () => {
    expect(found(() => false)).toEqual(['.git/g.yaml', 'a.yml', 'b.yaml', 'c.json', 'sub/deep/f.yaml', 'sub/e.yaml']);
  });

  test('are none of a folder that is left out, at any depth', () => {
    expect(found(name => name === '.git' || name === 'deep')).toEqual(['a.yml', 'b.yaml', 'c.json', 'sub/e.yaml']);
  });

  test('fails when the folder is not there', () => {
    const none = join(folder, 'none');
    expect(() => manifestFiles(none, () => false)).toThrow(`${none}: can't be read (ENOENT)`);
  });
});
