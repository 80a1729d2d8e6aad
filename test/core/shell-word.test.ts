import { execFileSync } from 'node:child_process';
import { assert, property, string, array } from 'fast-check';
import { shellWord } from '../../lib/core/shell-word';

/** The words as a shell hands them to a command. */
const throughShell = (words: readonly string[]): readonly string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('a word of a shell command', () => {
  test('stands as it is where it needs no quotes', () => {
    expect(['orders', './age.key', 'arn:aws:eks:eu-west-1:1:cluster/prod', 'a@b_c+d%'].map(shellWord)).toEqual([
      'orders',
      './age.key',
      'arn:aws:eks:eu-west-1:1:cluster/prod',
      'a@b_c+d%',
    ]);
  });

  test('is in quotes where a shell would read more into it', () => {
    expect(["it's", '$HOME', '~', '', 'a b', 'a\nb', '*', '`id`'].map(shellWord)).toEqual([
      String.raw`'it'\''s'`,
      "'$HOME'",
      "'~'",
      "''",
      "'a b'",
      "'a\nb'",
      "'*'",
      "'`id`'",
    ]);
  });

  test('reaches the command as it was, whatever is in it', () => {
    const word = string({ unit: 'binary' }).filter(text => !text.includes('\0'));
    assert(
      property(array(word, { minLength: 1, maxLength: 200 }), words => {
        expect(throughShell(words)).toEqual(words);
      }),
      { numRuns: 20 },
    );
  });
});
