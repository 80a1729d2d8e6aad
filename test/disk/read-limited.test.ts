import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLimited } from '../../lib/disk/read-limited';

const folder = mkdtempSync(join(tmpdir(), 'keywire-read-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = join(folder, 'file');
const written = (content: string | Uint8Array) => {
  writeFileSync(file, content);
  return file;
};

describe('a file that is read', () => {
  test.each([0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000])('is whole, with %i bytes', size => {
    const content = Buffer.alloc(size, 'abc');
    expect(readLimited(written(content), { most: 300_000 }).equals(content)).toBe(true);
  });

  test('may be as large as the limit, and not a byte more', () => {
    expect(readLimited(written('abc'), { most: 3 })).toEqual(Buffer.from('abc'));
    expect(() => readLimited(written('abcd'), { most: 3 })).toThrow(
      `${file}: is larger than 3 bytes, the most that is read of such a file`,
    );
  });

  test('may be one that tells no size', () => {
    expect(readLimited('/proc/self/status', { most: 100_000 }).toString()).toMatch(/^Name:/);
  });

  test('may be empty', () => {
    expect(readLimited('/dev/null', { most: 0 })).toEqual(Buffer.alloc(0));
  });
});

describe('a pipe', () => {
  /** Reads what a command gives, as a program of its own would. */
  const piped = (command: string, most: number) => {
    const program = `require('@swc-node/register'); const { readLimited } = require('./lib/disk/read-limited'); process.stdout.write(String(readLimited('/dev/stdin', { most: ${most} }).length))`;
    const { stdout, stderr } = spawnSync('sh', ['-c', `${command} | node --eval "${program}"`], {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
    });
    return stdout || stderr;
  };

  test('is read to its end, though it comes in pieces', () => {
    expect(piped('(printf abc; sleep 0.1; head -c 200000 /dev/zero)', 200_003)).toBe('200003');
  });

  test('fails when it is endless, and holds no more than the limit', () => {
    expect(piped('cat /dev/zero', 1024 * 1024)).toContain('/dev/stdin: is larger than 1 MiB');
  });
});

describe('a file that can not be read', () => {
  test('fails when it is not there, with the advice', () => {
    expect(() => readLimited(join(folder, 'none'), { most: 1, advice: 'make it with kubeseal' })).toThrow(
      `${join(folder, 'none')}: can't be read (ENOENT); make it with kubeseal`,
    );
  });

  test('fails when it is a folder', () => {
    mkdirSync(join(folder, 'folder'));
    expect(() => readLimited(join(folder, 'folder'), { most: 100_000 })).toThrow(/: can't be read \(EISDIR\)$/);
  });

  test('fails when it is larger than the limit, in words', () => {
    expect(() => readLimited('/dev/zero', { most: 2 * 1024 * 1024 })).toThrow(
      '/dev/zero: is larger than 2 MiB, the most that is read of such a file',
    );
  });
});
