import { region } from '../aws';
import type { Apis } from '../run';

export type Environment = Readonly<Record<string, string>>;

/** What Pulumi, its providers and its programs see: the run's cluster and AWS account, and nothing of the developer's. */
export function pulumiEnvironment(
  { cluster, aws }: Pick<Apis, 'cluster' | 'aws'>,
  folders: PulumiFolders,
): Environment {
  return {
    PATH: `${folders.bin}:${process.env.PATH ?? ''}`,
    HOME: folders.home,
    TMPDIR: folders.temporary,
    PULUMI_HOME: folders.pulumiHome,
    PULUMI_BACKEND_URL: `file://${folders.backend}`,
    PULUMI_CONFIG_PASSPHRASE: 'not a secret: it guards the state of one run',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    KUBECONFIG: cluster.adminKubeconfig,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'harness',
    AWS_SECRET_ACCESS_KEY: 'harness',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

export type PulumiFolders = {
  readonly bin: string;
  readonly home: string;
  readonly pulumiHome: string;
  readonly temporary: string;
  /** State, backups and history. */
  readonly backend: string;
};

/**
 * Runs something with `environment` in place of this process's own: an inline program reads it in this process, and the
 * Automation API hands it on to the engine. One at a time.
 */
export async function inEnvironment<T>(environment: Environment, act: () => Promise<T>): Promise<T> {
  const own = process.env;
  process.env = { ...environment };
  try {
    return await act();
  } finally {
    process.env = own;
  }
}
