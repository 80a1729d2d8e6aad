import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, YamlOutputType, type AppProps } from 'cdk8s';
import { App } from 'keywire/cdk8s';

let folder: string;
let outdir: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'keywire-output-'));
  outdir = join(folder, 'deep', 'dist');
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

type Charts = Readonly<Record<string, readonly string[]>>;

/** An app whose charts have objects of these names. */
function appOf(charts: Charts, props: AppProps = {}): App {
  const app = new App({ outdir, ...props });
  for (const [id, names] of Object.entries(charts)) {
    const chart = new Chart(app, id);
    for (const name of names) new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Thing', metadata: { name } });
  }
  return app;
}

const synth = (charts: Charts, props?: AppProps): void => {
  appOf(charts, props).synth();
};
const names = (): readonly string[] => fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).sort();
const write = (name: string, text: string): void => {
  fs.mkdirSync(join(outdir, name, '..'), { recursive: true });
  fs.writeFileSync(join(outdir, name), text);
};
/** All there is to know of the folder. */
const state = (): unknown =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => {
      const path = join(folder, name);
      const { mode, mtimeMs } = fs.statSync(path);
      return fs.statSync(path).isDirectory() ? [name, mode] : [name, mode, mtimeMs, fs.readFileSync(path, 'utf8')];
    });

describe('a synth', () => {
  test('makes the folder, and a record of what it wrote', () => {
    synth({ b: ['one'], a: [] });
    expect(names()).toEqual(['.keywire', 'a.k8s.yaml', 'b.k8s.yaml']);
    expect(fs.readFileSync(join(outdir, '.keywire'), 'utf8')).toBe(
      '# The files that keywire wrote here, a block for each App: those it writes no more, it deletes. Commit this.\na.k8s.yaml\nb.k8s.yaml\n',
    );
  });

  test('makes the folder of an app without charts, as cdk8s does', () => {
    synth({});
    expect(names()).toEqual([]);
  });

  test('does not touch files that are as they should be', () => {
    synth({ a: ['one'], b: ['two'] });
    const before = state();
    synth({ a: ['one'], b: ['two'] });
    expect(state()).toEqual(before);
    const { ino } = fs.statSync(join(outdir, 'a.k8s.yaml'));
    synth({ a: ['one'], b: ['three'] });
    expect(fs.statSync(join(outdir, 'a.k8s.yaml')).ino).toBe(ino);
    expect(fs.readFileSync(join(outdir, 'b.k8s.yaml'), 'utf8')).toContain('three');
  });

  test('keeps the mode of a file that it replaces', () => {
    synth({ a: ['one'] });
    fs.chmodSync(join(outdir, 'a.k8s.yaml'), 0o600);
    synth({ a: ['two'] });
    expect(fs.statSync(join(outdir, 'a.k8s.yaml')).mode & 0o777).toBe(0o600);
  });

  test('removes what it wrote before and writes no more, with the folders that are then empty, and nothing else', () => {
    const props = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    synth({ a: ['one'], b: ['two'], c: ['three'] }, props);
    write('c/by-hand.yaml', 'a: 1\n');
    write('theirs.k8s.yaml', 'a: 1\n');
    synth({ a: ['one'] }, props);
    expect(names()).toEqual(['.keywire', 'a', 'a/Thing.one.k8s.yaml', 'c', 'c/by-hand.yaml', 'theirs.k8s.yaml']);
  });

  test('removes nothing of another App with that folder', () => {
    for (let run = 0; run < 2; run++) {
      synth({ a: ['one'], b: ['two'] });
      synth({ c: ['one'] });
      expect(names()).toEqual(['.keywire', 'a.k8s.yaml', 'b.k8s.yaml', 'c.k8s.yaml']);
    }
    synth({ a: ['one'] });
    expect(names()).toEqual(['.keywire', 'a.k8s.yaml', 'c.k8s.yaml']);
  });

  test('removes what a killed run has left, and leaves that of a run that goes on', () => {
    write(`.keywire-${process.pid}/new-0`, 'half');
    write('.keywire-2147483646/new-0', 'half');
    write(`.keywire-${process.ppid}/new-0`, 'half');
    synth({ a: ['one'] });
    expect(names()).toEqual(['.keywire', `.keywire-${process.ppid}`, `.keywire-${process.ppid}/new-0`, 'a.k8s.yaml']);
  });
});

describe('a synth that fails', () => {
  const props = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, recordConstructMetadata: true };
  const old = { a: ['one', 'gone'], b: ['two'], gone: ['one'] };
  const next = { a: ['one', 'new'], b: ['three'], new: ['one'] };

  // Every call that could fail, each time that it is made.
  const calls = [
    'mkdirSync',
    'writeFileSync',
    'chmodSync',
    'linkSync',
    'renameSync',
    'readFileSync',
    'lstatSync',
    'readdirSync',
  ] as const;

  test.each(calls)('leaves the folder as it was, whenever %s fails', call => {
    const real = fs[call] as (...args: unknown[]) => unknown;
    synth(old, props);
    // A link that can't be made becomes a copy.
    const copies = call === 'linkSync' ? jest.spyOn(fs, 'copyFileSync').mockImplementation(fail) : undefined;
    const before = state();
    let failing = 1;
    for (; ; failing++) {
      let count = 0;
      const mock = jest.spyOn(fs, call).mockImplementation((...args: unknown[]) => {
        count += 1;
        return count === failing ? fail() : (real(...args) as never);
      });
      const error = thrown(() => {
        synth(next, props);
      });
      mock.mockRestore();
      if (error === undefined) break;
      expect(error).toMatch(
        / does not fit on the disk; make room, or set an outdir on another \(ENOSPC\); nothing has been changed$/,
      );
      expect(state()).toEqual(before);
      expect(failing).toBeLessThan(50);
    }
    expect(failing).toBeGreaterThan(1);
    expect(names()).toContain('new/Thing.one.k8s.yaml');
    copies?.mockRestore();
  });

  test('leaves no folder where there was none', () => {
    jest.spyOn(fs, 'renameSync').mockImplementation(fail);
    expect(() => {
      synth(next);
    }).toThrow('does not fit on the disk');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test.each<[string, (app: App) => unknown, RegExp]>([
    [
      'a validation',
      app => {
        app.node.addValidation({ validate: () => ['no'] });
      },
      /^Validation failed/,
    ],
    [
      'a cycle',
      app => {
        app.node.findChild('a').node.addDependency(app.node.findChild('a'));
      },
      /^Dependency cycle/,
    ],
    [
      'an object that can not be written',
      app => new ApiObject(new Chart(app, 'c'), 'c', { apiVersion: 'v1', kind: 'C', spec: new Date() }),
      /^Failed serializing construct at path 'c\/c'/,
    ],
    [
      'a text that can not be written',
      app => new ApiObject(new Chart(app, 'c'), 'c', { apiVersion: 'v1', kind: 'C', spec: '\ud800' }),
      /^c\/c: spec: /,
    ],
    [
      'two objects with one file',
      app =>
        new ApiObject(app.node.findChild('a'), 'twin', {
          apiVersion: 'x/v1',
          kind: 'thing',
          metadata: { name: 'One' },
        }),
      /^a\/twin: would be written to a\/thing\.One\.k8s\.yaml, and so would a\/one; give one of them another name or kind/,
    ],
  ])('leaves the folder as it was when it is for %s', (_, spoil, says) => {
    synth(old, props);
    const before = state();
    const app = appOf(next, props);
    spoil(app);
    expect(() => {
      app.synth();
    }).toThrow(says);
    expect(state()).toEqual(before);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a folder is where a file is to be',
      () => fs.mkdirSync(join(outdir, 'a.k8s.yaml'), { recursive: true }),
      'a.k8s.yaml: is a folder, and a file is to be written there; remove it, or set another outdir (EISDIR); nothing has been changed',
    ],
    [
      'a file is where the folder is to be',
      () => {
        fs.writeFileSync(join(folder, 'deep'), '');
      },
      'needs a folder where a file is; remove that file, or set another outdir (ENOTDIR); nothing has been changed',
    ],
    [
      'the record is not to be read',
      () => {
        write('.keywire', '<<<<<<< HEAD\n');
      },
      '.keywire: is not as keywire writes it, so that it is not known which files are stale',
    ],
  ])('fails when %s', (_, prepare, says) => {
    prepare();
    const before = state();
    expect(() => {
      synth({ a: ['one'], b: ['two'] });
    }).toThrow(says);
    expect(state()).toEqual(before);
  });

  test('fails when a file is in the place of a chart’s folder', () => {
    write('b', 'theirs');
    const before = state();
    expect(() => {
      synth(old, props);
    }).toThrow(/b.*needs a folder where a file is/);
    expect(state()).toEqual(before);
  });

  test('fails when two objects of different charts have one file, and says which', () => {
    const perResource = { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE };
    expect(() => {
      synth({ a: ['same'], b: ['SAME'] }, perResource);
    }).toThrow('b/SAME: would be written to Thing.SAME.k8s.yaml, and so would a/same;');
  });

  test('fails when the file extension has a slash', () => {
    expect(() => {
      synth({ a: [] }, { outputFileExtension: '/../a' });
    }).toThrow('outputFileExtension: must have no slash; set outdir for a folder');
  });
});

function fail(): never {
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

function thrown(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
