import type { Chart, ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { Adopt } from '../examples/adopt';
import { Lister } from '../examples/list';
import { Local } from '../examples/local';
import { Orders } from '../examples/orders';
import { Policy } from '../examples/policy';
import { Readers } from '../examples/reader';
import { Revision } from '../examples/revision';
import { Rotate } from '../examples/rotate';
import { SealedInGit } from '../examples/sealed';
import { SecretsManager } from '../examples/secrets-manager';
import { Workers } from '../examples/service';
import { Sources } from '../examples/source';
import { WithCdk8sPlus } from '../examples/with-cdk8s-plus';

type ExampleChart = new (scope: Construct, id: string, props: ChartProps) => Chart;

/** The chart of each example, by the name of its file. */
export const exampleCharts: Readonly<Record<string, ExampleChart>> = {
  adopt: Adopt,
  list: Lister,
  local: Local,
  orders: Orders,
  policy: Policy,
  reader: Readers,
  revision: Revision,
  rotate: Rotate,
  sealed: SealedInGit,
  'secrets-manager': SecretsManager,
  service: Workers,
  source: Sources,
  'with-cdk8s-plus': WithCdk8sPlus,
};

/** The namespace of an example's chart. The committed SealedSecret is sealed for `orders`. */
export const exampleNamespace = (name: string): string => (name === 'sealed' ? 'orders' : name);
