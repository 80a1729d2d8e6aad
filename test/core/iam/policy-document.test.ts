import fc from 'fast-check';
import { allow, policyDocument, type PolicyStatement } from '../../../lib/core/iam/policy-document';

const condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };

/** What the statements allow: each action on each resource, under each condition. */
const pairs = (statements: readonly PolicyStatement[]) =>
  new Set(
    statements.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap(action => Resource.map(resource => JSON.stringify([action, resource, Condition]))),
    ),
  );

const names = (...some: string[]) => fc.uniqueArray(fc.constantFrom(...some), { minLength: 1 });
const statements = fc.array(
  fc
    .tuple(names('a:1', 'a:2', 'b:1'), names('x', 'y', 'z', '*'), fc.constantFrom(undefined, condition))
    .map(([actions, resources, given]) => allow(actions, resources, given)),
);

describe('a policy document', () => {
  test('has the actions on one resource in one statement', () => {
    expect(policyDocument([allow(['b:1'], ['x']), allow(['a:1', 'b:1'], ['x'])])).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['a:1', 'b:1'], Resource: ['x'] }],
    });
  });

  test('has the resources of the same actions in one statement', () => {
    expect(policyDocument([allow(['a:1'], ['y']), allow(['a:1'], ['x'])]).Statement).toEqual([
      { Effect: 'Allow', Action: ['a:1'], Resource: ['x', 'y'] },
    ]);
  });

  test('keeps what is under a condition apart', () => {
    expect(policyDocument([allow(['a:1'], ['x'], condition), allow(['a:1'], ['x'])]).Statement).toEqual([
      { Effect: 'Allow', Action: ['a:1'], Resource: ['x'] },
      { Effect: 'Allow', Action: ['a:1'], Resource: ['x'], Condition: condition },
    ]);
  });

  test('allows what its statements allow, and no more', () => {
    fc.assert(
      fc.property(statements, given => {
        expect(pairs(policyDocument(given).Statement)).toEqual(pairs(given));
      }),
    );
  });

  test('is the same whatever the order, and however often its statements are merged', () => {
    fc.assert(
      fc.property(statements, statements, (some, more) => {
        const document = policyDocument([...some, ...more]);
        expect(policyDocument([...more, ...some].reverse())).toEqual(document);
        expect(policyDocument([...policyDocument(some).Statement, ...policyDocument(more).Statement])).toEqual(
          document,
        );
      }),
    );
  });
});
