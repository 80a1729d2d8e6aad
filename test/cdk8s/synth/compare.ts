import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App as Cdk8sApp, YamlOutputType, type AppProps } from 'cdk8s';
import { App } from 'keywire/cdk8s';
import { build, type RandomApp } from './random-apps';

/** What came of a synth: the files by name, or the message. */
type Outcome = {
  readonly error: string | undefined;
  readonly files: Readonly<Record<string, string>>;
  readonly yaml: string | undefined;
  readonly charts: readonly string[] | undefined;
};

/** The files of a folder, but for keywire's record. */
export const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter(entry => entry.isFile() && entry.name !== '.keywire')
      .map(entry => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [path.slice(folder.length + 1), readFileSync(path, 'utf8')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function outcome(Root: new (props: AppProps) => Cdk8sApp, model: RandomApp): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), 'keywire-random-'));
  try {
    const app = new Root({ ...model.props, outdir });
    build(model, app);
    const error = errorOf(() => {
      app.synth();
    });
    if (error !== undefined) return { error, files: filesIn(outdir), yaml: undefined, charts: undefined };
    return { error, files: filesIn(outdir), yaml: app.synthYaml(), charts: app.charts.map(({ node }) => node.path) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function errorOf(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What differs between keywire's App and cdk8s' that is not told in the README; nothing, if all is well. */
export function difference(model: RandomApp): string | undefined {
  const ours = outcome(App, model);
  const theirs = outcome(Cdk8sApp, model);
  if (isExplained(ours, theirs, model)) return undefined;
  const [our, their] = [ours, theirs].map(each => JSON.stringify({ ...each, error: kindOf(each.error) }, null, 1));
  return our === their
    ? undefined
    : `ours:\n${our ?? ''}\n${ours.error ?? ''}\ntheirs:\n${their ?? ''}\n${theirs.error ?? ''}`;
}

/** Errors whose words may be other ones, by what they say. */
function kindOf(error: string | undefined): string | undefined {
  // In some cycles cdk8s runs out of stack.
  if (error?.startsWith('Dependency cycle detected: ') || error?.startsWith('Maximum call stack')) return 'cycle';
  return error?.includes('cannot find a parent chart') || error?.includes('must be in a chart') ? 'no chart' : error;
}

function isExplained(ours: Outcome, theirs: Outcome, { props, removed }: RandomApp): boolean {
  // To cdk8s, an object that replaces one which its chart depends on depends on itself.
  if (removed.length > 0 && theirs.error?.startsWith('Maximum call stack')) return true;
  const [, cycle = ''] = /^Dependency cycle detected: (.*)$/.exec(ours.error ?? '') ?? [];
  const [one, other, ...more] = cycle.split(' => ');
  // cdk8s leaves out what depends on itself, and all that it depends on; or its stack overflows.
  if (one === other && more.length === 0 && cycle !== '') return true;
  // Where two objects have one file, cdk8s writes the one over the other.
  const both = /would be written to (\S+), and so would /.exec(ours.error ?? '');
  if (!both) return false;
  const perResource = props.yamlOutputType !== YamlOutputType.FILE_PER_APP;
  return perResource && theirs.error === undefined && Object.keys(ours.files).length === 0;
}
