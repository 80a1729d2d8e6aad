import { Readable } from 'node:stream';
import { allOf, processIo } from '../../lib/cli/process-io';

describe('the terminal', () => {
  const before = { stdin: process.stdin.isTTY, stderr: process.stderr.isTTY };
  const terminal = (isTTY: boolean) => {
    Object.assign(process.stdin, { isTTY });
    Object.assign(process.stderr, { isTTY });
  };
  const env = process.env;
  beforeEach(() => {
    process.env = {};
  });
  afterEach(() => {
    process.env = env;
    Object.assign(process.stdin, { isTTY: before.stdin });
    Object.assign(process.stderr, { isTTY: before.stderr });
  });

  test.each<[boolean, NodeJS.ProcessEnv, boolean, boolean]>([
    [true, {}, true, true],
    [true, { CI: '' }, true, true],
    [true, { CI: 'false' }, true, true],
    [true, { CI: 'true' }, false, false],
    [true, { CI: '1' }, false, false],
    [true, { NO_COLOR: '1' }, true, false],
    [true, { NO_COLOR: '' }, true, true],
    [false, {}, false, false],
  ])('%s with %j asks: %s, shows colours: %s', (isTTY, variables, interactive, colour) => {
    terminal(isTTY);
    process.env = variables;
    expect(processIo()).toMatchObject({ interactive, colour });
  });
});

describe('standard input', () => {
  const stream = (...chunks: readonly string[]) => Readable.from(chunks.map(chunk => Buffer.from(chunk)));

  test('is read to its end', async () => {
    expect((await allOf(stream('a', 'b\n'), 3)).toString()).toBe('ab\n');
  });

  test('fails when it is larger than the limit, without reading on', async () => {
    const input = stream('ab', 'cd', 'ef');
    await expect(allOf(input, 3)).rejects.toThrow('stdin: is larger than 3 bytes, the most that is read from there');
    expect(input.destroyed).toBe(true);
  });
});
