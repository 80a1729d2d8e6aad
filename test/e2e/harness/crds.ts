import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import type { Kubectl } from './kubectl';
import { moduleDir } from './tools';

/** Installs the CRDs that the pinned modules carry, and waits until the API server serves them. */
export async function installCrds(kubectl: Kubectl): Promise<void> {
  const files = [...triggerMesh(), ...externalSecrets(), ...knativeServing(), ...sealedSecrets(), ...secretsStoreCsi()];
  // Not by a plain apply: External Secrets' are too long for the annotation that it leaves.
  await kubectl.kubectlOk(['create', ...files.map(file => `--filename=${file}`)]);
  // `kubectl wait` takes 0.1 s for each of the hundred, and fails for one that has no status yet.
  await eventually('the API server serves all CRDs', () => allEstablished(kubectl));
}

type CrdList = { readonly items: readonly { readonly status?: { readonly conditions?: readonly Condition[] } }[] };
type Condition = { readonly type: string; readonly status: string };

async function allEstablished({ getJson }: Kubectl): Promise<true | undefined> {
  const { items } = (await getJson(['crd'])) as CrdList;
  const isEstablished = ({ type, status }: Condition): boolean => type === 'Established' && status === 'True';
  return items.every(({ status }) => status?.conditions?.some(isEstablished)) ? true : undefined;
}

function triggerMesh(): string[] {
  return matching(join(moduleDir('triggermesh', 'github.com/triggermesh/triggermesh'), 'config'), /^30\d-.*\.yaml$/);
}

function externalSecrets(): string[] {
  const module = moduleDir('eso', 'github.com/external-secrets/external-secrets');
  return matching(join(module, 'config/crds/bases'), /external-secrets\.io_.*\.yaml$/);
}

function knativeServing(): string[] {
  return matching(join(moduleDir('knative', 'knative.dev/serving'), 'config/core/300-resources'), /\.yaml$/);
}

function sealedSecrets(): string[] {
  const module = moduleDir('sealed', 'github.com/bitnami-labs/sealed-secrets');
  return matching(join(module, 'helm/sealed-secrets/crds'), /\.yaml$/);
}

function secretsStoreCsi(): string[] {
  const module = moduleDir('csi', 'sigs.k8s.io/secrets-store-csi-driver');
  return matching(join(module, 'config/crd/bases'), /\.yaml$/);
}

function matching(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(folder).filter(name => pattern.test(name));
  if (files.length === 0) throw new Error(`no CRDs in ${folder}: wanted files like ${pattern.source}`);
  return files.sort().map(name => join(folder, name));
}
