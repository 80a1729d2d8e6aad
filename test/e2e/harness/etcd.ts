import { join } from 'node:path';
import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** The cluster's store, read past the API server. */
export type Etcd = {
  readonly url: string;
  /** The bytes under a key such as `/registry/secrets/demo/aws`; undefined when there is no such key. */
  read(key: string): Promise<Buffer | undefined>;
  /** All keys that begin with `prefix`, and their bytes. */
  readAll(prefix: string): Promise<Map<string, Buffer>>;
};

/** Starts etcd. */
export async function startEtcd(supervisor: Supervisor, tools: Tools): Promise<Etcd> {
  const { client } = await freePorts('client');
  const url = `http://127.0.0.1:${client}`;
  const etcd = supervisor.start({
    name: 'etcd',
    command: tools.etcd,
    args: [
      `--data-dir=${join(supervisor.folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      '--listen-peer-urls=http://127.0.0.1:0',
      '--unsafe-no-fsync=true',
    ],
  });
  await httpReady(`${url}/readyz`, etcd);
  return {
    url,
    read: async key => (await range(url, { key: base64(key) })).get(key),
    readAll: prefix => range(url, { key: base64(prefix), range_end: endOfPrefix(prefix) }),
  };
}

type KeyValue = { readonly key: string; readonly value?: string };

/** One call of etcd's JSON gateway: https://etcd.io/docs/latest/dev-guide/api_grpc_gateway/ */
async function range(url: string, request: { key: string; range_end?: string }): Promise<Map<string, Buffer>> {
  const response = await fetch(`${url}/v3/kv/range`, { method: 'POST', body: JSON.stringify(request) });
  if (!response.ok) throw new Error(`etcd refuses a range: ${await response.text()}`);
  const { kvs = [] } = (await response.json()) as { kvs?: KeyValue[] };
  return new Map(kvs.map(({ key, value = '' }) => [decode(key).toString(), decode(value)]));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const decode = (text: string): Buffer => Buffer.from(text, 'base64');

/** etcd asks for the first key that no longer has the prefix. */
function endOfPrefix(prefix: string): string {
  const end = Buffer.from(prefix);
  end.writeUInt8(end.readUInt8(end.length - 1) + 1, end.length - 1);
  return end.toString('base64');
}
