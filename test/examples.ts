import type { Chart, ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { Adopt } from '../examples/adopt';
import { Lister } from '../examples/list';
import { Local } from '../examples/local';
import { Mounted } from '../examples/mounted';
import { Orders } from '../examples/orders';
import { Policy } from '../examples/policy';
import { Readers } from '../examples/reader';
import { Revision } from '../examples/revision';
import { Rotate } from '../examples/rotate';
import { SealedInGit } from '../examples/sealed';
import { SecretsManager } from '../examples/secrets-manager';
import { Workers } from '../examples/service';
import { SopsInGit } from '../examples/sops';
import { Sources } from '../examples/source';
import { WithCdk8sPlus } from '../examples/with-cdk8s-plus';

type ExampleChart = new (scope: Construct, id: string, props: ChartProps) => Chart;

/** The chart of each example, by the name of its file. */
export const exampleCharts: Readonly<Record<string, ExampleChart>> = {
  adopt: Adopt,
  list: Lister,
  local: Local,
  mounted: Mounted,
  orders: Orders,
  policy: Policy,
  reader: Readers,
  revision: Revision,
  rotate: Rotate,
  sealed: SealedInGit,
  'secrets-manager': SecretsManager,
  service: Workers,
  sops: SopsInGit,
  source: Sources,
  'with-cdk8s-plus': WithCdk8sPlus,
};

/** The namespace of an example's chart. The committed files are for `orders`. */
export const exampleNamespace = (name: string): string => (['sealed', 'sops'].includes(name) ? 'orders' : name);
