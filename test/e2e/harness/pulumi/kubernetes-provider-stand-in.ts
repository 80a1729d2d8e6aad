/**
 * A stand-in for the Kubernetes provider, whose binary no package registry carries: the real engine drives it, and it
 * drives a real API server.
 *
 * Like pulumi-kubernetes 4 in its default mode, server-side apply, in what it names, compares, replaces and marks as
 * secret. Unlike it, it awaits no readiness, tries nothing in a preview, validates nothing before it applies, retries
 * nothing, and knows neither Helm, Kustomize, YAML, lists nor Patch resources. It is stricter about unknown fields.
 */
import { randomBytes } from 'node:crypto';
import { clientAccess } from './client-access';
import { kubernetesClient } from './kubernetes-client';
import { kubernetesChanges, pruned } from './kubernetes-diff';
import { annotation, idOf, isAutonamed, withMetadata, withName } from './kubernetes-names';
import type { KubernetesObjects } from './kubernetes-objects';
import { kubernetesObjects, metadataOf } from './kubernetes-objects';
import { checkpoint, fromCheckpoint, marked, normalized } from './kubernetes-state';
import { logged } from './operations-log';
import { serve } from './provider-server';
import type { StandIn } from './stand-in';
import { unsupported } from './stand-in';
import type { Properties } from './wire';
import { plainProperties, text } from './wire';

type Cluster = KubernetesObjects & { readonly namespace: string };

let config: Properties = {};
let opened: Cluster | undefined;

function cluster(): Cluster {
  const kubeconfig = text(config.kubeconfig) || (process.env.KUBECONFIG ?? '');
  if (kubeconfig === '') throw new Error('wanted a kubeconfig: by the variable KUBECONFIG or of the provider itself');
  const access = clientAccess(kubeconfig, text(config.context) || undefined);
  const namespace = text(config.namespace) || (access.namespace ?? 'default');
  opened ??= { ...kubernetesObjects(kubernetesClient(access)), namespace };
  return opened;
}

const isOn = (option: string): boolean => text(config[option]) === 'true';

async function withNamespace(object: Properties): Promise<Properties> {
  const objects = cluster();
  if (metadataOf(object).namespace !== undefined || (await objects.isNamespaced(object)) === false) return object;
  return withMetadata(object, { namespace: objects.namespace });
}

const apply = (object: Properties, manager: string): Promise<Properties> => {
  const force = annotation(object, 'pulumi.com/patchForce') === 'true' || isOn('enablePatchForce');
  return cluster().apply(object, { manager, force });
};

const standIn: StandIn = {
  version: '4.34.2',
  configure: given => {
    config = given;
  },
  check: async (resource, news, olds) => {
    const old = olds === undefined ? undefined : plainProperties(olds);
    const named = withName(normalized(plainProperties(news)), resource.name, old);
    return marked(await withNamespace(named), news);
  },
  diff: (_, { inputs, outputs }, marked) => {
    const { live } = fromCheckpoint(outputs);
    const news = normalized(plainProperties(marked));
    const mutable = { secrets: isOn('enableSecretMutable'), configMaps: isOn('enableConfigMapMutable') };
    const changes = kubernetesChanges(live, normalized(plainProperties(inputs)), news, mutable);
    const replaces = changes.some(change => change.replaces);
    const sameName = idOf(live) === idOf(news) && !isAutonamed(news);
    return Promise.resolve({ changes, deleteBeforeReplace: replaces && sameName });
  },
  create: async (_, inputs) => {
    const object = plainProperties(inputs);
    // Since 4.34 the real one adopts no object that is there already, unless it is told to.
    if (!isOn('upsertExistingObjects') && (await cluster().get(object)) !== undefined) {
      throw new Error(`${text(object.kind)} ${idOf(object)} already exists`);
    }
    const manager = `pulumi-kubernetes-${randomBytes(4).toString('hex')}`;
    const live = await apply(object, manager);
    return { id: idOf(live), outputs: checkpoint(live, inputs, manager) };
  },
  read: async (_, { inputs, outputs }) => {
    const { live: before, fieldManager } = fromCheckpoint(outputs);
    const live = await cluster().get(before);
    if (live === undefined) return undefined;
    const liveInputs = marked(pruned(live, plainProperties(inputs)), inputs);
    return { inputs: liveInputs, outputs: checkpoint(live, liveInputs, fieldManager) };
  },
  update: async (_, { outputs }, news) => {
    const { fieldManager } = fromCheckpoint(outputs);
    return checkpoint(await apply(plainProperties(news), fieldManager), news, fieldManager);
  },
  delete: (_, { outputs }) => cluster().delete(fromCheckpoint(outputs).live),
  invoke: token => Promise.reject(unsupported('Kubernetes', `the function ${token}`)),
};

serve(logged(standIn));
