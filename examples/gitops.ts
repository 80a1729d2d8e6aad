import { YamlOutputType } from 'cdk8s';
import { App, addSyncWaves } from 'keywire/cdk8s';
import { Orders } from './orders';

/** A folder for each chart and a file for each object, with the order in which Argo CD applies them. */
export function gitops(outdir: string): void {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const orders = new Orders(app, 'orders', { namespace: 'orders' });
  addSyncWaves(orders);
  app.synth();
}
