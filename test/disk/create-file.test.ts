import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFile } from '../../lib/disk/create-file';

const folder = mkdtempSync(join(tmpdir(), 'keywire-create-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a file that is not there is made, with its mode and its folder, and nothing beside it', () => {
  const file = join(folder, 'a', 'new');
  expect(createFile(file, 'new', { mode: 0o600 })).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'a'))).toEqual(['new']);
});

test('a file that is there stays, and nothing is left beside it', () => {
  const file = join(folder, 'b', 'old');
  createFile(file, 'old');
  expect(createFile(file, 'new')).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(join(folder, 'b'))).toEqual(['old']);
});

test('fails when a file is where a folder is wanted', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => createFile(join(folder, 'file', 'new'), 'new')).toThrow('needs a folder where a file is');
});
