import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart, ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { App } from 'keywire/cdk8s';

/** The YAML that keywire's App writes for one chart: the file itself, as it would be committed. */
export function synthesised<Props extends ChartProps>(
  folder: string,
  example: new (scope: Construct, id: string, props: Props) => Chart,
  props: Props & { readonly namespace: string },
): string {
  const app = new App({ outdir: join(folder, 'synth', props.namespace) });
  new example(app, props.namespace, props);
  app.synth();
  return readFileSync(join(app.outdir, `${props.namespace}.k8s.yaml`), 'utf8');
}
