/** Synthesises two apps in turn into one folder, until it is killed: node … synth-loop.ts OUTDIR. Says when it has begun. */
import { ApiObject, Chart, YamlOutputType } from 'cdk8s';
import { App } from 'keywire/cdk8s';

/** How many objects there are, of which every fourth is only in the second app. */
const size = 40;

function synth(outdir: string, version: string): void {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  for (let number = 0; number < size; number++) {
    if (version === 'old' && number % 4 === 0) continue;
    const chart = new Chart(app, `chart-${number}`);
    const text = `${version} `.repeat(3000);
    new ApiObject(chart, 'map', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'map' },
      data: { text, version },
    });
  }
  app.synth();
}

const [, , outdir = ''] = process.argv;
synth(outdir, 'old');
process.stdout.write('begun\n');
for (;;) {
  synth(outdir, 'new');
  synth(outdir, 'old');
}
