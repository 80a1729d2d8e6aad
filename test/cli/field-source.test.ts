import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mostOfValue, parseFieldSource, valueFrom } from '../../lib/cli/field-source';
import { fakeIo } from './fake-io';

const folder = mkdtempSync(join(tmpdir(), 'keywire-source-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the source of a field', () => {
  test.each([
    ['user', 'user', { from: 'prompt' }],
    ['user=prompt', 'user', { from: 'prompt' }],
    ['user=stdin', 'user', { from: 'stdin' }],
    ['user=file:a=b:c', 'user', { from: 'file', path: 'a=b:c' }],
    ['AWS.user=env:USER', 'AWS.user', { from: 'env', name: 'USER' }],
  ])('%s', (argument, field, source) => {
    expect(parseFieldSource(argument)).toEqual([field, source]);
  });

  test.each([
    '',
    '=file:a',
    'user=',
    'user=hunter2',
    'user=file:',
    'user=env:',
    'user=FILE:a',
    'user:hunter2',
    'user name',
    'gr\u00fc\u00df=stdin',
  ])('fails when it is %j', argument => {
    expect(() => parseFieldSource(argument)).toThrow(
      /^--field: must be FIELD, FIELD=file:PATH, FIELD=env:NAME or FIELD=stdin; a value itself is never an argument/,
    );
  });
});

describe('a value', () => {
  test('is asked for by the name of its field', async () => {
    const io = fakeIo({ answers: ['hunter2'] });
    expect(await valueFrom('user', { from: 'prompt' }, io)).toBe('hunter2');
    expect(io.said().asked).toEqual(['user']);
  });

  test('is all of standard input, or of a file, byte by byte', async () => {
    const path = join(folder, 'value');
    writeFileSync(path, Buffer.from([0, 255, 10]));
    expect(await valueFrom('user', { from: 'file', path }, fakeIo())).toEqual(Buffer.from([0, 255, 10]));
    expect(await valueFrom('user', { from: 'stdin' }, fakeIo({ stdin: 'a\n' }))).toEqual(Buffer.from('a\n'));
  });

  test('is a variable of the environment, which may be empty', async () => {
    const io = fakeIo({ env: { A: 'a', EMPTY: '' } });
    expect(await valueFrom('user', { from: 'env', name: 'A' }, io)).toBe('a');
    expect(await valueFrom('user', { from: 'env', name: 'EMPTY' }, io)).toBe('');
  });

  test('fails when bytes that are no text have come along as U+FFFD', async () => {
    const message = '--field user: is no text in UTF-8; put it into a file and say user=file:PATH';
    const env = { A: 'hunter2\ufffd' };
    await expect(valueFrom('user', { from: 'env', name: 'A' }, fakeIo({ env }))).rejects.toMatchObject({ message });
    const io = fakeIo({ answers: [env.A] });
    await expect(valueFrom('user', { from: 'prompt' }, io)).rejects.toMatchObject({ message });
  });

  test('fails when nobody is there to be asked', async () => {
    await expect(valueFrom('user', { from: 'prompt' }, fakeIo())).rejects.toThrow(
      '--field user: needs a terminal, and no CI, to ask for its value; without one, say user=file:PATH, user=env:NAME or user=stdin',
    );
  });

  test('fails when the variable is not set', async () => {
    await expect(valueFrom('user', { from: 'env', name: 'A' }, fakeIo())).rejects.toThrow(
      '--field user: reads the environment variable A, which is not set',
    );
  });

  test('fails when the file is not there, or larger than any value', async () => {
    const path = join(folder, 'large');
    await expect(valueFrom('user', { from: 'file', path }, fakeIo())).rejects.toThrow(
      `${path}: can't be read (ENOENT)`,
    );
    writeFileSync(path, Buffer.alloc(mostOfValue + 1));
    await expect(valueFrom('user', { from: 'file', path }, fakeIo())).rejects.toThrow('is larger than 2 MiB');
  });
});
