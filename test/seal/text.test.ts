import { FieldError } from '../../lib/core/field-error';
import { requireWellFormed, textOf } from '../../lib/seal/text';

describe('bytes', () => {
  test('are text where they are UTF-8, a byte order mark included', () => {
    expect(textOf(Buffer.from('gr\u00fc\u00df \u{1f511}'))).toBe('gr\u00fc\u00df \u{1f511}');
    expect(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    expect(textOf(Uint8Array.of())).toBe('');
  });

  test.each([
    ['a byte that begins nothing', [0xff]],
    ['a character that ends too early', [0xe2, 0x82]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
  ])('are no text with %s', (_, bytes) => {
    expect(textOf(Uint8Array.from(bytes))).toBeUndefined();
  });
});

describe('text', () => {
  test('is well formed with whole surrogate pairs', () => {
    expect(() => {
      requireWellFormed('token', '\u{1f511}');
    }).not.toThrow();
  });

  test.each(['a\ud83d', '\udd11a', '\udd11\ud83d'])('fails when it has half of a pair, unseen (%j)', text => {
    expect(() => {
      requireWellFormed('token', text);
    }).toThrow(new FieldError('token', 'must be well-formed text, without half of a surrogate pair'));
  });
});
