import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seal } from '../../../lib/seal/sealed-secrets/seal';
import { sealingCertificate } from '../../../lib/seal/sealed-secrets/certificate';
import { generic } from '../../../lib/core/credential-class';
import { certificateOf, type rsaKeys } from './certificates';

type Keys = ReturnType<typeof rsaKeys> & { readonly pem?: string };
type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** What stands where the controller would, on this machine. */
export type StandIn = {
  readonly url: string;
  /** What it was asked, the newest last. */
  readonly asked: { readonly method: string | undefined; readonly path: string | undefined; readonly body: string }[];
  stop(): Promise<void>;
};

/** A server that answers as it is told. */
export async function standIn(handler: Handler): Promise<StandIn> {
  const asked: StandIn['asked'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      asked.push({ method: request.method, path: request.url, body });
      handler(request, body, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A controller that opens and seals as the real one does, with the newest key first. */
export function controllerWith(keys: () => readonly Keys[]): Handler {
  return (request, body, response) => {
    const [newest] = keys();
    if (!newest) throw new Error('wanted a key');
    if (request.url?.endsWith('/v1/cert.pem')) return void response.end(newest.pem ?? certificateOf(newest));
    if (request.method === 'GET') return void response.writeHead(404).end();
    const values = openedWith(keys(), body);
    if (request.url?.endsWith('/v1/verify')) return void response.writeHead(values ? 200 : 409).end();
    if (!values) return void response.writeHead(500).end();
    const { name, namespace } = (JSON.parse(body) as Sent).metadata;
    const certificate = sealingCertificate('stand-in', certificateOf(newest));
    const fields = generic(...Object.keys(values));
    const { encryptedData } = seal({ name, namespace, class: fields, values, certificate });
    response.end(JSON.stringify({ kind: 'SealedSecret', spec: { encryptedData, template: { data: null } } }));
  };
}

type Sent = {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly encryptedData: Readonly<Record<string, string>> };
};

function openedWith(keys: readonly Keys[], body: string): Record<string, string> | undefined {
  const { metadata, spec } = JSON.parse(body) as Sent;
  const values = Object.entries(spec.encryptedData).map(([key, ciphertext]) => {
    const opened = keys.map(pair => openedBy(pair, ciphertext, `${metadata.namespace}/${metadata.name}`));
    return [key, opened.find(value => value !== undefined)] as const;
  });
  if (values.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(values) as Record<string, string>;
}

function openedBy({ privateKey }: Keys, ciphertext: string, label: string): string | undefined {
  const bytes = Buffer.from(ciphertext, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const oaep = { key: privateKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(label) };
    const decipher = createDecipheriv('aes-256-gcm', privateDecrypt(oaep, bytes.subarray(2, end)), Buffer.alloc(12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(end, -16)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}
