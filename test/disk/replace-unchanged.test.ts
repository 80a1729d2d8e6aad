import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceUnchanged } from '../../lib/disk/replace-unchanged';
import { waitingName } from '../../lib/disk/waiting-file';

const folder = mkdtempSync(join(tmpdir(), 'keywire-unchanged-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let next = 0;
/** A file in a folder of its own. */
function fresh(content?: string): string {
  const file = join(folder, `${next++}`, 'file');
  mkdirSync(dirname(file));
  if (content !== undefined) writeFileSync(file, content, { mode: 0o640 });
  return file;
}
const text = (file: string): string => readFileSync(file, 'utf8');
const beside = (file: string): readonly string[] => readdirSync(dirname(file));

describe('a file that nobody else has changed', () => {
  test.each(['old', '', 'gr\u00fc\u00df \u{1f511}'])('is replaced, and keeps its mode: %j', before => {
    const file = fresh(before);
    replaceUnchanged(file, before, 'new');
    expect(text(file)).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(beside(file)).toEqual(['file']);
  });

  test('is made, where there was none', () => {
    const file = fresh();
    replaceUnchanged(file, undefined, 'new', { mode: 0o600 });
    expect(text(file)).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('may have what a run that was killed has left beside it', () => {
    const file = fresh('old');
    writeFileSync(waitingName(file, 2 ** 22 + 1), 'left');
    replaceUnchanged(file, 'old', 'new');
    expect(beside(file)).toEqual(['file']);
  });
});

describe('a file that somebody else has changed', () => {
  test.each(['theirs', 'old\n', '', 'x'.repeat(1000)])('fails when it says something else, and is kept: %j', theirs => {
    const file = fresh(theirs);
    expect(() => {
      replaceUnchanged(file, 'old', 'new');
    }).toThrow(`${file}: was changed by somebody else meanwhile, so it is left as it is; run this again`);
    expect(text(file)).toBe(theirs);
    expect(beside(file)).toEqual(['file']);
  });

  test('fails when it was made meanwhile', () => {
    const file = fresh('theirs');
    expect(() => {
      replaceUnchanged(file, undefined, 'new');
    }).toThrow(`${file}: was made by somebody else meanwhile, so it is left as it is; run this again`);
    expect(text(file)).toBe('theirs');
  });

  test('fails when it was removed meanwhile', () => {
    const file = fresh();
    expect(() => {
      replaceUnchanged(file, 'old', 'new');
    }).toThrow(/was changed by somebody else/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a file that another process is about to replace', () => {
  let other: ChildProcess;
  beforeAll(() => {
    other = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)']);
  });
  afterAll(() => other.kill());

  test('fails when its content waits already', () => {
    const file = fresh('old');
    const theirs = waitingName(file, other.pid ?? 0);
    writeFileSync(theirs, 'theirs');
    expect(() => {
      replaceUnchanged(file, 'old', 'new');
    }).toThrow(
      `${file}: is about to be changed by another run, so it is left as it is; run this again, and if there is no other, remove ${theirs}`,
    );
    expect(text(file)).toBe('old');
    expect(text(theirs)).toBe('theirs');
  });
});

test('of runs at the same moment, none undoes what another has done', async () => {
  const file = fresh('');
  const program = `
    require('@swc-node/register');
    const { readFileSync } = require('node:fs');
    const { replaceUnchanged } = require('./lib/disk/replace-unchanged');
    let done = 0;
    for (let turn = 0; turn < 100; turn++) {
      const before = readFileSync(${JSON.stringify(file)}, 'utf8');
      try {
        replaceUnchanged(${JSON.stringify(file)}, before, before + 'x');
        done++;
      } catch (error) {
        if (error.name !== 'FieldError') throw error;
      }
    }
    process.stdout.write(String(done));`;
  const run = () =>
    new Promise<number>((resolve, reject) => {
      const child = spawn(process.execPath, ['--eval', program], { cwd: join(__dirname, '../..') });
      let [shown, wrong] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()));
      child.on('close', code => {
        if (code === 0) resolve(Number(shown));
        else reject(new Error(wrong));
      });
    });
  const done = await Promise.all([run(), run(), run()]);
  expect(text(file)).toHaveLength(done.reduce((sum, each) => sum + each, 0));
  expect(Math.min(...done)).toBeGreaterThan(0);
});
