import fc from 'fast-check';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Numbers that are long, or at the edge of what a type can hold. */
const tellingNumbers = [
  0,
  -0,
  1,
  -1,
  1.5,
  1e21,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  2 ** 53,
  -(2 ** 53) - 2,
  2 ** 63,
  2 ** 64,
];

/** Objects whose texts and keys are such. A key may be one that JavaScript holds special. */
export function objectsOf(text: fc.Arbitrary<string>): fc.Arbitrary<Readonly<Record<string, Json>>> {
  const scalar = fc.oneof(
    { arbitrary: text, weight: 6 },
    {
      arbitrary: fc.oneof(fc.constantFrom(...tellingNumbers), fc.double({ noNaN: true, noDefaultInfinity: true })),
      weight: 1,
    },
    { arbitrary: fc.constantFrom(true, false, null), weight: 1 },
  );
  const { object } = fc.letrec<{ value: Json; object: Readonly<Record<string, Json>> }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      { arbitrary: scalar, weight: 4 },
      { arbitrary: fc.array(tie('value'), { maxLength: 2 }), weight: 1 },
      { arbitrary: tie('object'), weight: 1 },
    ),
    object: fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map(entries => Object.fromEntries(entries)),
  }));
  return object;
}
