import { App as Cdk8sApp, type AppProps, type Chart } from 'cdk8s';
import type * as Synth from './synth';
import { WholeTreeResolver } from './synth/whole-tree-resolver';
import { writesLossless } from './lossless-apps';

// Loaded when it is needed: most programs that require keywire are tests, or under another App.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const synthesis = (): typeof Synth => require('./synth') as typeof Synth;

/**
 * cdk8s' App, for repositories of any size: it takes time in proportion to what is written, what it writes is what
 * kubectl reads, and a synth that fails leaves the output folder as it was. https://cdk8s.io/docs/latest/basics/app/
 *
 * Takes the same props, and makes the same files with the same objects in the same order. Beside them it writes
 * `.keywire`, by which it knows its own files and removes those that it writes no more: commit it with the others.
 *
 * The `cdk8s` command deletes its output folder before it runs the app, so that a synth that fails under it leaves no
 * files. Run the app itself, as in `node app.js`, where that matters.
 *
 * @example
 * const app = new App({ outdir: 'deploy', yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
 * new Orders(app, 'orders', { namespace: 'orders' });
 * app.synth();
 */
export class App extends Cdk8sApp {
  readonly #recordsMetadata: boolean;

  constructor(props: AppProps = {}) {
    super(props);
    this.#recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    // It is quicker, but it would hide values from resolvers that want to see each.
    if (!props.resolvers?.length) this.resolvers.unshift(new WholeTreeResolver());
    writesLossless(this);
  }

  /**
   * All charts, each after those that it depends on: the order of their files.
   *
   * @throws Error with the path of a cycle
   */
  override get charts(): Chart[] {
    return synthesis()
      .planOf(this)
      .charts.map(({ chart }) => chart);
  }

  /**
   * Writes all manifests into `outdir`: all files, or none.
   *
   * @throws Error for what a validation found, and with the path of a cycle
   * @throws FieldError for an object that can't be written, for two that would be one file, and for a folder that is not
   * to be written
   */
  override synth(): void {
    const { chartFiles, planOf, validate, withPlannedCharts, writeOutput } = synthesis();
    validate(this);
    const plan = planOf(this);
    writeOutput(
      this.outdir,
      withPlannedCharts(plan, () => chartFiles(this, plan, this.#recordsMetadata)),
    );
  }

  /**
   * All manifests as one YAML text.
   *
   * @throws as {@link synth} does, but for its folder
   */
  override synthYaml(): string {
    const { documentsOf, planOf, validate, withPlannedCharts, yamlOf } = synthesis();
    validate(this);
    const plan = planOf(this);
    const texts = withPlannedCharts(plan, () => plan.charts.map(chart => yamlOf(documentsOf(chart))));
    return texts.filter(text => text !== '').join('---\n');
  }
}
