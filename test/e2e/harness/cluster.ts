import { randomBytes } from 'node:crypto';
import type { ApiServer, ApiUser } from './api-server';
import { startApiServer } from './api-server';
import type { Etcd } from './etcd';
import { startEtcd } from './etcd';
import { eventually } from './eventually';
import type { Kubectl } from './kubectl';
import { kubectlAt } from './kubectl';
import { writeKubeconfig } from './kubeconfig';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** A test user; what he may do is up to the test's RBAC. */
export type TestUser = { readonly name: string; readonly groups?: readonly string[] };

/** A Kubernetes API without nodes. */
export type Cluster = Kubectl & {
  readonly apiServer: ApiServer;
  readonly etcd: Etcd;
  /** The kubeconfig file of `admin`, who may do everything. */
  readonly adminKubeconfig: string;
  /** The kubeconfig file of a test user; throws for a name that the run does not have. */
  kubeconfigOf(user: string): string;
};

/** Starts etcd and the API server, and waits until RBAC's default roles are there. */
export async function startCluster(
  supervisor: Supervisor,
  tools: Tools,
  testUsers: readonly TestUser[],
): Promise<Cluster> {
  const admin = withToken({ name: 'admin', groups: ['system:masters'] });
  const users = testUsers.map(withToken);
  const etcd = await startEtcd(supervisor, tools);
  const apiServer = await startApiServer(supervisor, tools, etcd.url, [admin, ...users]);
  const programs = { programs: [apiServer.program], timeout: 60_000 };
  const write = (user: ApiUser): string => writeKubeconfig(supervisor.folder, apiServer, user);
  const adminKubeconfig = write(admin);
  const kubeconfigs = new Map(users.map(user => [user.name, write(user)]));
  const kubectl = kubectlAt(tools.kubectl, supervisor.folder, adminKubeconfig);
  await eventually('kube-apiserver is ready', () => kubectl.kubectlOk(['get', '--raw=/readyz']), programs);
  // The default roles appear a moment after /readyz.
  await eventually('RBAC has its roles', () => kubectl.getJson(['clusterrole', 'cluster-admin', 'view']), programs);
  return { ...kubectl, apiServer, etcd, adminKubeconfig, kubeconfigOf: user => kubeconfigOf(kubeconfigs, user) };
}

function kubeconfigOf(kubeconfigs: ReadonlyMap<string, string>, user: string): string {
  const file = kubeconfigs.get(user);
  if (file === undefined) throw new Error(`no test user ${user}: name it in the options of startRun`);
  return file;
}

function withToken({ name, groups = [] }: TestUser): ApiUser {
  return { name, groups, token: randomBytes(24).toString('hex') };
}
