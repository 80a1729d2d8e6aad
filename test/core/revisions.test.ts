import { MountedFiles } from '../../lib/core/mounted-files';
import { revisions } from '../../lib/core/revisions';
import { reference } from './fixtures';

const of = (name: string, revision?: string) => reference({ name, revision }, 'a');

describe('revisions', () => {
  test('are one annotation, by the names of the Secrets', () => {
    expect(revisions([of('b', '2'), of('a', '1'), of('b', '2'), of('c')])).toEqual({ 'keywire/revisions': 'a=1,b=2' });
  });

  test('are those of mounted credentials, too, by the names of their SecretProviderClasses', () => {
    const mount = { secretProviderClass: 'a', namespace: undefined, serviceAccountName: 'x', revision: '3' };
    expect(
      revisions([new MountedFiles(mount), of('a', '1'), new MountedFiles({ ...mount, revision: undefined })]),
    ).toEqual({
      'keywire/revisions': 'a=1,a=3',
    });
  });

  test('do not depend on the order of use', () => {
    expect(revisions([of('b', '2'), of('a', '1')])).toEqual(revisions([of('a', '1'), of('b', '2')]));
  });

  test('are no annotation where no credential has one', () => {
    expect(revisions([of('a'), 'text', undefined, { revision: '1' }])).toEqual({});
  });
});
