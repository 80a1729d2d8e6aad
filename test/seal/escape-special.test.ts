import { parse } from 'yaml';
import { escapeSpecial } from '../../lib/seal/escape-special';

describe('text in the quotes of JSON, for YAML', () => {
  test('has escapes for the line breaks and invisible characters of YAML 1.1', () => {
    expect(escapeSpecial('"a\u0085b\u2028c\u2029d\ufeffe\u007ff"')).toBe(
      String.raw`"a\u0085b\u2028c\u2029d\ufeffe\u007ff"`,
    );
  });

  test('is otherwise as it was', () => {
    const text = JSON.stringify('tab \t, quote ", gr\u00fc\u00df, \u{1f511}, \u00a0, \ufffd');
    expect(escapeSpecial(text)).toBe(text);
  });

  test.each(['1.1', '1.2'] as const)('means the same to YAML %s, in any character of the basic plane', version => {
    for (let start = 0; start < 0x10000; start += 0x100) {
      const codes = Array.from({ length: 0x100 }, (_, index) => start + index);
      const text = String.fromCharCode(...codes.filter(code => code < 0xd800 || code > 0xdfff));
      expect(parse(escapeSpecial(JSON.stringify(text)), { version })).toBe(text);
    }
  });
});
