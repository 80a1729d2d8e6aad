import {
  brokenRule,
  matches,
  noByteOrderMark,
  notBase64Of,
  notEmpty,
  pem,
  plainRules,
  singleLine,
} from '../../lib/core/rules';

const block = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----`;

describe('a rule', () => {
  test.each([
    ['is there', notEmpty, ['a', ' '], ['']],
    ['begins with no byte order mark', noByteOrderMark, ['a', 'a\uFEFF'], ['\uFEFFa']],
    ['is one trimmed line', singleLine, ['a', 'a b', ''], ['a\n', ' a', 'a\tb\r\nc', 'a ', 'a\u00a0', 'a\nb']],
    [
      'is PEM',
      pem,
      [block('CERTIFICATE'), `${block('CERTIFICATE')}\n`, `${block('A')}\r\n${block('A')}`],
      ['', 'MIIB', '-----BEGIN A-----\nMIIB\n-----END B-----', ` ${block('A')}`, `${block('A')} b`],
    ],
    ['matches', matches(/^a+$/, 'must be a'), ['a', 'aa'], ['', 'b']],
    [
      'is not base64 already',
      notBase64Of(/^AKIA\d+$/),
      ['AKIA1', 'QUtJQQ==', 'not base64 at all'],
      ['QUtJQTE=', 'QUtJQTE', 'QUtJQTE=\n', 'QUtJQTEK'],
    ],
  ])('holds where a value %s, and only there', (_, rule, good, bad) => {
    expect(good.filter(value => !rule.holds(value))).toEqual([]);
    expect(bad.filter(value => rule.holds(value))).toEqual([]);
  });

  test('is named by what it wants when it is the first that does not hold', () => {
    expect(brokenRule('\uFEFFa\n', plainRules)).toBe(noByteOrderMark.wanted);
    expect(brokenRule('', plainRules)).toBe('must not be empty; leave an optional field out instead');
    expect(brokenRule('a', plainRules)).toBeUndefined();
  });
});
