import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeFile, type WriteOptions } from '../../lib/disk/waiting-file';

const folder = mkdtempSync(join(tmpdir(), 'keywire-replace-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
/** What is common to all ways to write a file, by the plainest of them. */
const replaceFile = (file: string, content: string | Uint8Array, options: WriteOptions = {}) => {
  placeFile(file, content, options, renameSync);
};
let next = 0;
/** A path in a folder of its own. */
function fresh(): string {
  const own = join(folder, `${next++}`);
  mkdirSync(own);
  return join(own, 'file');
}
const text = (file: string): string => readFileSync(file, 'utf8');
const mode = (file: string): number => statSync(file).mode & 0o7777;
const beside = (file: string): readonly string[] => readdirSync(join(file, '..'));

describe('a file that is replaced', () => {
  test('is new, with nothing left beside it', () => {
    const file = fresh();
    replaceFile(file, 'new');
    expect(text(file)).toBe('new');
    expect(beside(file)).toEqual(['file']);
  });

  test('may be bytes, and nothing', () => {
    const file = fresh();
    replaceFile(file, Buffer.from([0, 255]));
    expect(readFileSync(file)).toEqual(Buffer.from([0, 255]));
    replaceFile(file, '');
    expect(text(file)).toBe('');
  });

  test('gets the folders above it', () => {
    const file = join(fresh(), 'a', 'b');
    replaceFile(file, 'new');
    expect(text(file)).toBe('new');
  });

  // Only root can give a file away, to begin with.
  (process.geteuid?.() === 0 ? test : test.skip)('stays the file of its owner, who may be the one who reads it', () => {
    const file = fresh();
    writeFileSync(file, 'old', { mode: 0o600 });
    chownSync(file, 12345, 54321);
    replaceFile(file, 'new');
    expect(text(file)).toBe('new');
    expect(statSync(file)).toMatchObject({ uid: 12345, gid: 54321 });
    expect(mode(file)).toBe(0o600);
  });

  test('has the mode that is wanted if it is new, and keeps its own if it is there', () => {
    const file = fresh();
    replaceFile(file, 'new', { mode: 0o600 });
    expect(mode(file)).toBe(0o600);
    for (const own of [0o640, 0o666, 0o400]) {
      chmodSync(file, own);
      replaceFile(file, 'newer', { mode: 0o600 });
      expect(mode(file)).toBe(own);
    }
  });

  test('is what a link leads to; the link stays', () => {
    const file = fresh();
    const link = fresh();
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    replaceFile(link, 'new');
    expect([lstatSync(link).isSymbolicLink(), text(file)]).toEqual([true, 'new']);
    expect(beside(link)).toEqual(['file']);
  });

  test('is made where a link leads that leads nowhere yet', () => {
    const link = fresh();
    symlinkSync('yet', link);
    replaceFile(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(text(join(link, '..', 'yet'))).toBe('new');
  });

  test('stays readable to whoever has opened the old one', () => {
    const file = fresh();
    writeFileSync(file, 'old');
    const before = statSync(file).ino;
    replaceFile(file, 'new');
    expect(statSync(file).ino).not.toBe(before);
  });
});

describe('what is left beside a file', () => {
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  test('by a process that has ended is removed', () => {
    const file = fresh();
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    writeFileSync(join(file, '..', `.file.keywire-${pid}`), 'half');
    replaceFile(file, 'new');
    expect(beside(file)).toEqual(['file']);
  });

  test('by an earlier process with our id is removed', () => {
    const file = fresh();
    writeFileSync(join(file, '..', `.file.keywire-${process.pid}`), 'half');
    replaceFile(file, 'new');
    expect(beside(file)).toEqual(['file']);
  });

  test('by a process that runs stays, and so does what is of another file or of nobody', () => {
    const file = fresh();
    const child = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
    children.push(child);
    const others = [
      `.file.keywire-${child.pid ?? 0}`,
      '.file.keywire-',
      '.file.keywire-x',
      '.file',
      '.other.keywire-1',
    ];
    for (const name of others) writeFileSync(join(file, '..', name), 'theirs');
    replaceFile(file, 'new');
    expect(beside(file)).toEqual([...others, 'file'].sort());
  });
});

describe('a file that can not be replaced', () => {
  const failing = (file: string, content = 'new') => {
    let problem = '';
    try {
      replaceFile(file, content);
    } catch (error) {
      expect(error).toMatchObject({ name: 'FieldError', path: file });
      problem = (error as { readonly problem: string }).problem;
    }
    return problem;
  };

  test('fails when it is a folder', () => {
    const file = fresh();
    mkdirSync(file);
    expect(failing(file)).toBe('is a folder; name a file in it (EISDIR); it is as it was');
    expect(beside(file)).toEqual(['file']);
  });

  test('fails when a file is where its folder should be', () => {
    const file = fresh();
    writeFileSync(file, 'old');
    expect(failing(join(file, 'a'))).toMatch(/^needs a folder where a file is; name another file \(E(NOTDIR|EXIST)\)/);
    expect(failing(join(file, 'a', 'b'))).toMatch(/^needs a folder where a file is; name another file/);
    expect(text(file)).toBe('old');
  });

  test('fails when its link leads in a circle', () => {
    const link = fresh();
    symlinkSync(link, link);
    expect(failing(link)).toMatch(/^could not be written: .*\(ELOOP\); it is as it was$/);
  });

  test('fails when its name is too long', () => {
    expect(failing(join(fresh(), '..', 'a'.repeat(250)))).toMatch(/\(ENAMETOOLONG\); it is as it was$/);
  });

  test('fails when it is a device', () => {
    expect(failing('/dev/null')).toMatch(/^is a device or a pipe, which can not be replaced; name a file \(ENXIO\)/);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('fails when its folder may not be written', () => {
    const file = fresh();
    writeFileSync(file, 'old');
    chmodSync(folder, 0o755);
    chmodSync(join(file, '..'), 0o555);
    expect(notAsRoot(() => failing(file))).toMatch(
      /^may not be written; let this user write there, or name another file \(EACCES\)/,
    );
    expect(text(file)).toBe('old');
    chmodSync(join(file, '..'), 0o700);
  });
});

/** Root may write every folder, so for the time being it is nobody. */
function notAsRoot<Result>(run: () => Result): Result {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

test('a disk that is full in the middle of it leaves the old file, and nothing beside it', () => {
  const file = fresh();
  writeFileSync(file, 'old');
  const program = `
    require('@swc-node/register');
    process.on('SIGXFSZ', () => undefined);
    try { require('./lib/disk/waiting-file').placeFile('${file}', 'a'.repeat(1e6), {}, require('node:fs').renameSync); }
    catch (error) { process.stdout.write(error.message); }`;
  // A file of this process may have 100 blocks; then a write fails as one on a full disk does.
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -f 100; exec "$0" --eval "$1"', process.execPath, program],
    {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
    },
  );
  expect([stderr, stdout]).toEqual([
    '',
    expect.stringMatching(/: could not be written: EFBIG.*\(EFBIG\); it is as it was$/),
  ]);
  expect(text(file)).toBe('old');
  expect(beside(file)).toEqual(['file']);
});
