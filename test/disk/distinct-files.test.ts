import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distinctFiles } from '../../lib/disk/distinct-files';

const folder = mkdtempSync(join(tmpdir(), 'keywire-distinct-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('files are named once, by the first of their names', () => {
  const [a, b, link] = ['a', 'b', 'link'].map(name => join(folder, name)) as [string, string, string];
  writeFileSync(a, '');
  writeFileSync(b, '');
  symlinkSync(a, link);
  expect(distinctFiles([`${folder}/./a`, a, b, link, `${folder}/none`, `${folder}/x/../none`, b])).toEqual([
    `${folder}/./a`,
    b,
    `${folder}/none`,
  ]);
});
