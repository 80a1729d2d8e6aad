import { goRegExp } from '../../../lib/seal/sops/go-regexp';

test.each<[string, readonly string[], readonly string[]]>([
  ['^(data|stringData)$', ['data', 'stringData'], ['metadata', 'Data', 'data\n']],
  ['prod/.*', ['prod/a.yaml', 'x/prod/'], ['prod', 'PROD/a']],
  ['(?i)^Prod$', ['prod', 'PROD'], ['production']],
  ['^a.b$', ['a\rb', 'a\u2028b', 'a😀b'], ['a\nb', 'ab']],
  ['(?s)^a.b$', ['a\nb'], ['ab']],
  ['\\Aa\\z', ['a'], ['ab', 'a\n']],
  ['^[[:alpha:]-]+$', ['a-Z'], ['a1', 'é']],
  ['^[[:punct:]]$', ['!', ']', '`', '~', '\\'], ['a', ' ']],
  ['^\\s$', [' ', '\t'], ['\v', '\u00a0']],
  ['^\\w\\d\\D\\S\\W$', ['a1ab-'], ['é1ab-', 'a1a -']],
  ['^[\\w-a]$', ['-', 'b', '_'], ['`', '^']],
  ['^[]a]$', [']', 'a'], ['b']],
  ['^[^]a]$', ['b'], [']', 'a']],
  ['^[a-c-z]$', ['b', '-', 'z'], ['d']],
  ['^[a-]$', ['a', '-'], ['b']],
  ['^\\Qa.b\\E+$', ['a.bb'], ['axb']],
  ['^\\x41\\x{1F600}\\101\\012\\t$', ['A😀A\n\t'], ['A']],
  ['^\\pL\\p{Greek}\\P{Lu}\\p{^Lu}$', ['éαab'], ['éaab', 'éαAb', 'éαaB']],
  ['^(?P<name>a)(?<other>b)(?:c)$', ['abc'], ['ab']],
  ['^a{2,3}{$', ['aa{', 'aaa{'], ['a{']],
  ['\\bdata\\b', ['my data', 'data'], ['mydata', 'data_']],
  ['a\\Bb', ['ab'], ['a b']],
  ['^\\.sops\\/\\-é$', ['.sops/-é'], ['xsops/-é']],
])('%s matches what it matches in Go', (pattern, matching, others) => {
  const regExp = goRegExp('path', pattern);
  expect(matching.filter(text => !regExp.test(text))).toEqual([]);
  expect(others.filter(text => regExp.test(text))).toEqual([]);
});

test.each(['a++', 'a**', '(', 'a)', '[a', '[[:letter:]]', '*a', '\\8', '\\y', '[b-a]', '[a-\\d]', 'a{1001}', '\\pX1{'])(
  'fails when Go refuses the pattern, too: %s',
  pattern => {
    expect(() => goRegExp('path_regex', pattern)).toThrow(/^path_regex: /);
  },
);

test.each([
  ['a(?i)b', 'has a flag or a look around inside'],
  ['(?i:a)b', 'has a flag or a look around inside'],
  ['(?m)^a', 'has a flag or a look around inside'],
  ['(?=a)', 'has a flag or a look around inside'],
  ['\\C', 'has \\C'],
  ['[\\D]', 'has a negated class in brackets'],
  ['[[:^alpha:]]', 'has a negated class in brackets'],
  ['\\p{Klingon}', 'has the class Klingon'],
])('fails when %s has no counterpart in JavaScript', (pattern, problem) => {
  expect(() => goRegExp('path_regex', pattern)).toThrow(`path_regex: ${problem}`);
});
