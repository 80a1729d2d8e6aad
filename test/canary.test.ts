import * as fc from 'fast-check';
import { leaksIn, newCanary, tracesOf } from './canary';

const canary = newCanary('/+&"\\');

describe('the search for a canary', () => {
  test('finds it in every encoding, whatever stands around it', () => {
    const encode: readonly ((text: string) => string)[] = [
      text => text,
      text => JSON.stringify(text),
      text => encodeURIComponent(text),
      text => Buffer.from(text).toString('hex'),
      text => Buffer.from(text).toString('hex').toUpperCase(),
      text => Buffer.from(text).toString('base64'),
      text => Buffer.from(text).toString('base64url'),
    ];
    const text = fc.string({ unit: 'grapheme', maxLength: 9 });
    fc.assert(
      fc.property(text, text, fc.constantFrom(...encode), (before, behind, encoded) => {
        expect(leaksIn(encoded(before + canary + behind), { canary })).not.toEqual([]);
      }),
    );
  });

  test('says what it found, how often, and never the canary', () => {
    const [inHex, base64] = (['hex', 'base64'] as const).map(encoding => Buffer.from(canary).toString(encoding));
    expect(leaksIn(`${canary} ${canary} ${inHex ?? ''} ${base64 ?? ''}`, { canary, other: newCanary() })).toEqual([
      'canary as it is, 2 times',
      'canary in hex, 1 times',
      'canary in base64, 0 bytes off, 1 times',
    ]);
  });

  test('finds nothing where there is nothing', () => {
    expect(leaksIn([...tracesOf(newCanary())].join(), { canary })).toEqual([]);
  });

  test('is for another canary each time, with what is told in its middle', () => {
    expect(newCanary()).not.toBe(newCanary());
    expect(newCanary()).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(canary.slice(20, 25)).toBe('/+&"\\');
  });
});
