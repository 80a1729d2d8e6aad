import { revisions } from '../../lib/core/revisions';
import { reference } from './fixtures';

const of = (name: string, revision?: string) => reference({ name, revision }, 'a');

describe('revisions', () => {
  test('are one annotation, by the names of the Secrets', () => {
    expect(revisions([of('b', '2'), of('a', '1'), of('b', '2'), of('c')])).toEqual({ 'keywire/revisions': 'a=1,b=2' });
  });

  test('do not depend on the order of use', () => {
    expect(revisions([of('b', '2'), of('a', '1')])).toEqual(revisions([of('a', '1'), of('b', '2')]));
  });

  test('are no annotation where no credential has one', () => {
    expect(revisions([of('a'), 'text', undefined, { revision: '1' }])).toEqual({});
  });
});
