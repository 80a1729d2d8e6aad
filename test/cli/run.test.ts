import { Ended, exitCode } from '../../lib/cli/exit-code';
import { FieldError } from '../../lib/core/field-error';
import { run } from '../../lib/cli/run';
import { fakeIo, ran } from './fake-io';

describe('the command keywire', () => {
  test('says what commands there are, and what its exit codes mean, and is done', async () => {
    const { code, out, err } = await ran(['--help']);
    expect([code, err]).toEqual([exitCode.done, '']);
    expect(out).toMatch(/^Usage: keywire \[options\] \[command\]\n/);
    expect(out).toContain('\n  seal [options] [files...]');
    expect(out).toContain(`
Exit codes:
  0    done; a check found nothing
  1    refused, or something outside failed: no file is changed but those named as done
  2    the command line is wrong
  3    a check found something
  130  cancelled at a prompt`);
  });

  test('says its version', async () => {
    const { version } = jest.requireActual<{ readonly version: string }>('../../package.json');
    expect(await ran(['--version'])).toMatchObject({ code: exitCode.done, out: version });
  });

  test.each([
    [['--help'], 0],
    [['seal', '--help'], 0],
    [[], 2],
    [['no-such-command'], 2],
    [['--no-such-option'], 2],
    [['seal', '--scope', 'wide'], 2],
    [['seal', '--name'], 2],
    [['seal', '--context', ''], 2],
    [['sops', 'create', '--name', 'a', '--out', ''], 2],
    [['sops', 'set', 'a.yaml', '--remove', ''], 2],
    [['encryption', 'check', '--file', ''], 2],
    [['sops', 'check', ''], 2],
  ])('%j ends with %i', async (args, code) => {
    expect((await ran(args)).code).toBe(code);
  });

  test('fails when an option has nothing in it, as a variable that is not set would leave it', async () => {
    const { err } = await ran(['seal', '--context', '', '--name', 'a', '--field', 'a=env:A'], { env: { A: 'a' } });
    expect(err).toBe('keywire: --context: must not be empty; is a variable in it not set?');
  });

  test.each([
    ['an option', ['seal', '--password=hunter2'], "keywire: unknown option '--password'\n(see --help)"],
    ['an option of one letter', ['seal', '-phunter2'], 'keywire: unknown option\n(see --help)'],
    ['an option by itself', ['seal', '--Hunter2hunter2'], 'keywire: unknown option\n(see --help)'],
    ['a command', ['hunter2'], 'keywire: unknown command\n(see --help)'],
    ['a choice', ['seal', '--scope', 'hunter2'], /^keywire: option '--scope <scope>' argument is invalid. Allowed/],
    ['a choice in quotes', ['seal', '--scope', "hunter2' is' hunter2"], /^keywire: option '--scope <scope>' argument/],
    ['a file', ['seal', 'hunter2', '--name', 'a'], /a value is never an argument/],
    ['a source', ['seal', '--name', 'a', '--cert', 'c', '--field', 'a=hunter2'], /a value itself is never an argument/],
    ['a field', ['seal', '--name', 'a', '--cert', 'c', '--field', '=hunter2'], /a value itself is never an argument/],
    [
      'an address',
      ['seal', '--name', 'a', '--namespace', 'b', '--cert', 'https://me:hunter2@a.example/?hunter2', '--field', 'a'],
      /must not have a user/,
    ],
    [
      'a field and a colon',
      ['seal', '--name', 'a', '--cert', 'c', '--field', 'a:hunter2'],
      /a value itself is never an argument/,
    ],
  ])('does not show a value that was typed as %s', async (_, args, said) => {
    const { code, out, err } = await ran(args);
    expect(code).toBe(args.some(arg => arg.startsWith('https:')) ? exitCode.refused : exitCode.usage);
    expect(err).toMatch(said);
    expect(out + err).not.toContain('hunter2');
  });
});

describe('what is thrown', () => {
  /** Runs a command that throws. */
  const throwing = async (error: unknown) => {
    const io = fakeIo();
    const out = () => {
      throw error;
    };
    return { code: await run(['--version'], { ...io, out }), ...io.said() };
  };

  test('is said in one line where it is a refusal', async () => {
    const refusal = new FieldError('aws.yaml', 'is no YAML');
    expect(await throwing(refusal)).toMatchObject({ code: exitCode.refused, err: 'keywire: aws.yaml: is no YAML' });
  });

  test('is the command line that is wrong where an option is refused', async () => {
    const refusal = new FieldError('--field user', 'is told twice');
    expect(await throwing(refusal)).toMatchObject({
      code: exitCode.usage,
      err: 'keywire: --field user: is told twice',
    });
  });

  test('ends it with a code of its own, and nothing more to say', async () => {
    expect(await throwing(new Ended(exitCode.found))).toMatchObject({ code: exitCode.found, out: '', err: '' });
  });

  test.each([[new TypeError('hunter2 is not a function')], ['hunter2']])(
    'shows where it happened and no message where it is a mistake of ours',
    async error => {
      const { code, err } = await throwing(error);
      expect(code).toBe(exitCode.refused);
      expect(err).toMatch(
        /^keywire: a mistake in keywire itself \((TypeError|Error)\); please report these lines:\n {4}at /,
      );
      expect(err).not.toContain('hunter2');
    },
  );
});
