import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Server, ServerCredentials, type handleUnaryCall, type ServiceDefinition } from '@grpc/grpc-js';

/** A stand-in for a KMS plugin (v2), whose key is in this process alone. */
export type KmsStandIn = {
  /** For `endpoint` of the provider. */
  readonly endpoint: string;
  /** How often each method was called. */
  readonly calls: { readonly status: number; readonly encrypt: number; readonly decrypt: number };
  stop(): void;
};

const keyId = 'kms-stand-in-1';

/**
 * Starts a stand-in for a KMS plugin on a socket in the folder. It speaks the real protocol to the real API server:
 * https://github.com/kubernetes/kms/blob/master/apis/v2/api.proto
 */
export async function startKmsStandIn(folder: string): Promise<KmsStandIn> {
  const endpoint = `unix://${join(folder, 'kms-stand-in.sock')}`;
  const key = randomBytes(32);
  const calls = { status: 0, encrypt: 0, decrypt: 0 };
  const server = new Server();
  server.addService(service, {
    Status: answer(() => {
      calls.status += 1;
      return [field(1, 'v2'), field(2, 'ok'), field(3, keyId)];
    }),
    Encrypt: answer(request => {
      calls.encrypt += 1;
      return [field(1, seal(key, bytesOf(request, 1))), field(2, keyId)];
    }),
    Decrypt: answer(request => {
      calls.decrypt += 1;
      return [field(1, open(key, bytesOf(request, 1)))];
    }),
  });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(endpoint, ServerCredentials.createInsecure(), error => {
      if (error) reject(error);
      else resolve();
    });
  });
  return {
    endpoint,
    calls,
    stop: () => {
      server.forceShutdown();
    },
  };
}

const asIs = (bytes: Buffer): Buffer => bytes;

const service: ServiceDefinition = Object.fromEntries(
  ['Status', 'Encrypt', 'Decrypt'].map(method => [
    method,
    {
      path: `/v2.KeyManagementService/${method}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  ]),
);

function answer(to: (request: Buffer) => Buffer[]): handleUnaryCall<Buffer, Buffer> {
  return ({ request }, callback) => {
    try {
      callback(null, Buffer.concat(to(request)));
    } catch (error) {
      callback(error instanceof Error ? error : new Error('the stand-in for a KMS plugin failed'));
    }
  };
}

/** A field of a protobuf message that has a length: text, bytes or a message. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as Buffer);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  return value < 128
    ? Buffer.of(value)
    : Buffer.concat([Buffer.of((value % 128) + 128), varint(Math.floor(value / 128))]);
}

/** The content of a field. All fields of these messages have a length. */
function bytesOf(message: Buffer, wanted: number): Buffer {
  let at = 0;
  const next = (): number => {
    const byte = message.readUInt8(at++);
    return byte < 128 ? byte : byte - 128 + 128 * next();
  };
  while (at < message.length) {
    const tag = next();
    const end = next() + at;
    if (tag === wanted * 8 + 2) return message.subarray(at, end);
    at = end;
  }
  throw new Error(`the message has no field ${wanted}`);
}

function seal(key: Buffer, plaintext: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, ciphertext: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, 12));
  cipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([cipher.update(ciphertext.subarray(12, -16)), cipher.final()]);
}
