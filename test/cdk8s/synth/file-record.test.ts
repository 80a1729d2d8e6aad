import { parseRecord, recordText, turnover, type FileRecord } from '../../../lib/cdk8s/synth/file-record';

const at = 'dist/.keywire';
const turned = (before: FileRecord, files: readonly string[]) => turnover(before, files);

describe('a record', () => {
  const record = [['a.k8s.yaml', 'b.k8s.yaml'], ['c/Service.worker.k8s.yaml']];

  test('is read as it is written, also with the line ends of Windows', () => {
    expect(parseRecord(recordText(record), at)).toEqual(record);
    expect(parseRecord(recordText(record).replaceAll('\n', '\r\n'), at)).toEqual(record);
  });

  test('is sorted by code unit, whatever the language of the machine', () => {
    expect(
      recordText([['b', 'ä', 'a', 'B']])
        .split('\n')
        .slice(1),
    ).toEqual(['B', 'a', 'b', 'ä', '']);
  });

  test.each(['', 'a.k8s.yaml\n', '{}', '# The files\na\n'])('fails when it is of somebody else: %j', text => {
    expect(() => parseRecord(text, at)).toThrow(
      'dist/.keywire: is not as keywire writes it, so that it is not known which files are stale; restore it from Git, or delete it and those files by hand',
    );
  });

  test.each(['../a', '/a', 'a/../../b', '..', 'C:/a', '\\a', '<<<<<<< HEAD', '=======', '>>>>>>> b', 'a\\..\\b'])(
    'fails when a line leads out of the folder, or is a conflict of Git: %s',
    line => {
      expect(() => parseRecord(recordText([[line]]), at)).toThrow('is not as keywire writes it');
    },
  );
});

describe('what is stale', () => {
  test('is what the same App wrote before, and writes no more', () => {
    expect(turned([['a', 'b']], ['a', 'c'])).toEqual({ stale: ['b'], record: [['a', 'c']] });
  });

  test('is nothing of another App', () => {
    expect(turned([['a', 'b']], ['c'])).toEqual({ stale: [], record: [['a', 'b'], ['c']] });
    expect(turned([['a', 'b'], ['c']], ['c', 'd'])).toEqual({
      stale: [],
      record: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
    expect(
      turned(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        ['a'],
      ),
    ).toEqual({ stale: ['b'], record: [['a'], ['c', 'd']] });
  });

  test('is nothing of an App that has lost a file to this one', () => {
    expect(
      turned(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        ['a', 'b', 'c'],
      ),
    ).toEqual({ stale: [], record: [['a', 'b', 'c'], ['d']] });
  });

  test('is what had no number yet, or another', () => {
    expect(turned([['a.yaml', 'b.yaml']], ['0000-b.yaml', '0001-a.yaml']).stale).toEqual(['a.yaml', 'b.yaml']);
    expect(turned([['0000-a.yaml']], ['0000-b.yaml', '0001-a.yaml']).stale).toEqual(['0000-a.yaml']);
  });

  test('is not told by the metadata of constructs, which Apps share', () => {
    const before = [['a', 'construct-metadata.json']];
    expect(turned(before, ['b', 'construct-metadata.json']).stale).toEqual([]);
  });

  test('is nothing that was just written by another spelling, for disks that see no difference', () => {
    expect(turned([['A', 'b']], ['a', 'b'])).toEqual({ stale: [], record: [['a', 'b']] });
  });
});
