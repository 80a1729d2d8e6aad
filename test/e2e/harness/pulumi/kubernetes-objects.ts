import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, KubernetesClient } from './kubernetes-client';
import type { Properties } from './wire';
import { isProperties, text } from './wire';

/** The objects of a cluster. */
export type KubernetesObjects = {
  /** Whether the kind of the object lies in namespaces; undefined for a kind that the server does not serve. */
  isNamespaced(object: Properties): Promise<boolean | undefined>;
  /** The object of that kind and name as it is now, undefined when there is none. */
  get(object: Properties): Promise<Properties | undefined>;
  /** Server-side apply, strict about unknown fields. */
  apply(object: Properties, options: { readonly manager: string; readonly force: boolean }): Promise<Properties>;
  /** Deletes the object and waits until it is gone. */
  delete(object: Properties): Promise<void>;
};

type ApiResource = { readonly name: string; readonly kind: string; readonly namespaced: boolean };

const deletionTimeout = 30_000;

export function kubernetesObjects(client: KubernetesClient): KubernetesObjects {
  const resource = resourceFinder(client);
  const path = async (object: Properties): Promise<string> => {
    const found = await resource(object);
    const { apiVersion, kind } = object;
    if (found === undefined) throw new Error(`the API server serves no ${text(kind)} of ${text(apiVersion)}`);
    const { name, namespace } = metadataOf(object);
    const folder = found.namespaced ? `/namespaces/${text(namespace)}` : '';
    return `${groupPath(object)}${folder}/${found.name}/${encodeURIComponent(text(name))}`;
  };
  const get = async (object: Properties): Promise<Properties | undefined> => {
    const answer = await client.send('GET', await path(object));
    return answer.status === 404 ? undefined : accepted(answer);
  };
  return {
    isNamespaced: async object => (await resource(object))?.namespaced,
    get: async object => ((await resource(object)) === undefined ? undefined : get(object)),
    apply: async (object, { manager, force }) => {
      const query = new URLSearchParams({ fieldManager: manager, fieldValidation: 'Strict', force: String(force) });
      const type = 'application/apply-patch+yaml';
      return accepted(await client.send('PATCH', `${await path(object)}?${query.toString()}`, object, type));
    },
    delete: async object => {
      if ((await resource(object)) === undefined) return;
      const answer = await client.send('DELETE', await path(object), { propagationPolicy: 'Background' });
      if (answer.status !== 404) accepted(answer);
      if (object.kind === 'Namespace') await finalize(client, object);
      const deadline = Date.now() + deletionTimeout;
      while ((await get(object)) !== undefined) {
        if (Date.now() > deadline)
          throw new Error(`${text(object.kind)} is not gone after ${deletionTimeout / 1000} s`);
        await sleep(100);
      }
    },
  };
}

/** Finds the REST resource of a kind; asks again for one that was not there, which a new CRD may have brought. */
function resourceFinder(client: KubernetesClient) {
  const known = new Map<string, ApiResource>();
  return async (object: Properties): Promise<ApiResource | undefined> => {
    const key = (kind: string): string => `${groupPath(object)} ${kind}`;
    const found = known.get(key(text(object.kind)));
    if (found !== undefined) return found;
    const { status, body } = await client.send('GET', groupPath(object));
    const resources = status === 200 ? (body.resources as unknown as readonly ApiResource[]) : [];
    for (const item of resources) if (!item.name.includes('/')) known.set(key(item.kind), item);
    return known.get(key(text(object.kind)));
  };
}

/** The namespace controller's work, as the cluster runs none: without it the finalizer stays for ever. */
async function finalize(client: KubernetesClient, object: Properties): Promise<void> {
  const path = `/api/v1/namespaces/${text(metadataOf(object).name)}`;
  const { status, body } = await client.send('GET', path);
  if (status === 200) accepted(await client.send('PUT', `${path}/finalize`, { ...body, spec: { finalizers: [] } }));
}

function accepted({ status, body }: Answer): Properties {
  if (status < 300) return body;
  throw new Error(text(body.message ?? `the API server answers with ${status}`));
}

function groupPath({ apiVersion }: Properties): string {
  const version = text(apiVersion);
  return version.includes('/') ? `/apis/${version}` : `/api/${version}`;
}

export function metadataOf({ metadata }: Properties): Properties {
  return isProperties(metadata) ? metadata : {};
}
