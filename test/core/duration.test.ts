import * as fc from 'fast-check';
import { isGoDuration, requirePositiveDuration } from '../../lib/core/duration';
import { Late } from './engines';

const check = (value: unknown) => () => {
  requirePositiveDuration('refreshInterval', value);
};

describe('a duration', () => {
  const count = fc.oneof(
    fc.nat(9999).map(String),
    fc.double({ min: 0, max: 999, noNaN: true }).map(n => n.toFixed(3)),
  );
  const part = fc.tuple(count, fc.constantFrom('ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h')).map(each => each.join(''));
  const sign = fc.constantFrom('', '-', '+');

  test('is one of Go however many parts it has, and with a sign', () => {
    fc.assert(
      fc.property(sign, fc.array(part, { minLength: 1, maxLength: 4 }), (before, parts) => {
        expect(isGoDuration(before + parts.join(''))).toBe(true);
      }),
    );
    expect(['0', '+0', '1.h', '.5s', '1h0m0s'].every(isGoDuration)).toBe(true);
  });

  test('is none of Go with a unit that Go has not, or without one', () => {
    fc.assert(
      fc.property(fc.array(part), count, fc.constantFrom('d', 'w', '', ' ', 'S', 'min'), (parts, number, unit) => {
        expect(isGoDuration(`${parts.join('')}1${number}${unit}`)).toBe(false);
      }),
    );
    expect(['', '1d', '10', '5 minutes', 's', '.s', '1 h', '--1s', 'P1D', '1h\n'].filter(isGoDuration)).toEqual([]);
  });

  test.each(['1ns', '0.000001s', '0h1m', '+5s'])('longer than zero passes: %s', text => {
    expect(check(text)).not.toThrow();
  });

  test('that is known later or not there passes', () => {
    expect(check(undefined)).not.toThrow();
    expect(check(new Late(() => ''))).not.toThrow();
  });

  test.each(['1d', '10', '', '-1h', 'never'])('fails when it is %p', text => {
    expect(check(text)).toThrow(
      'refreshInterval: must be a duration as Go writes it, as in 30s, 15m or 1h30m; a day is 24h',
    );
  });

  test.each(['0', '0s', '0h0m', '0.0s', '+0'])('fails when it is zero: %s', text => {
    expect(check(text)).toThrow('refreshInterval: must be longer than zero; zero means');
  });
});
