import * as fc from 'fast-check';
import { difference } from './compare';
import { randomApp } from './random-apps';

test('a random app is written as cdk8s writes it, or fails as it does', () => {
  fc.assert(
    fc.property(randomApp, model => {
      expect(difference(model)).toBeUndefined();
    }),
    {
      numRuns: Number(process.env.KEYWIRE_APPS ?? 700),
      seed: Number(process.env.KEYWIRE_SEED ?? 1),
      endOnFailure: true,
    },
  );
});
