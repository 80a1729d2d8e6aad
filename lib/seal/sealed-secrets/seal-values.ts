import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sealValue, type SealItem } from './seal-value';
import type { SealBatch, SealKeys } from './seal-worker';

/** How many threads work, and on what. */
export type Threads = {
  /**
   * How many threads seal, this one among them.
   *
   * @default - one for fewer than 2,000 values, and then as many as there are processors
   */
  readonly threads?: number | undefined;
};

/** A worker takes 30 ms to start, in which this thread seals 450 values under RSA-4096, and 1,500 under RSA-2048. */
const worthAWorker = 2000;
const batchSize = 32;
// A worker has the next batch when it is through with one, although this thread is at one of its own.
const ahead = 3;

/**
 * Where the compiled worker is. Where there is none, in a bundle or in TypeScript that runs as it is, this thread seals
 * alone.
 */
const compiledWorker = join(__dirname, 'seal-worker.js');

/** The ciphertext of each value, in their order. The event loop gets its turn in between. */
export async function sealValues(
  items: readonly SealItem[],
  { threads = items.length < worthAWorker ? 1 : availableParallelism() }: Threads = {},
  workerFile: string = compiledWorker,
): Promise<readonly string[]> {
  const work = new Work(items);
  // More than that would have nothing to do.
  const most = Math.ceil(items.length / (batchSize * ahead));
  const helpers = existsSync(workerFile) ? Math.max(0, Math.min(threads - 1, most)) : 0;
  const keys = new Map([...new Set(items.map(({ publicKey }) => publicKey))].map((key, index) => [key, index]));
  const workerData: SealKeys = [...keys.keys()];
  const workers = Array.from({ length: helpers }, () => new Worker(workerFile, { workerData, execArgv: [] }));
  try {
    await Promise.all([sealHere(work), ...workers.map(worker => sealIn(worker, keys, work))]);
  } finally {
    work.stop();
    await Promise.all(workers.map(worker => worker.terminate()));
  }
  return work.ciphertexts;
}

type KeyIndex = ReadonlyMap<KeyObject, number>;

/** The values that nobody has taken yet, and the ciphertexts that are there. */
class Work {
  readonly #items: readonly SealItem[];
  readonly ciphertexts: string[] = [];
  #taken = 0;

  constructor(items: readonly SealItem[]) {
    this.#items = items;
    this.ciphertexts = new Array<string>(items.length);
  }

  take(): { readonly from: number; readonly items: readonly SealItem[] } | undefined {
    const from = this.#taken;
    if (from >= this.#items.length) return undefined;
    this.#taken += batchSize;
    return { from, items: this.#items.slice(from, this.#taken) };
  }

  /** From now on, there is nothing to take. */
  stop(): void {
    this.#taken = this.#items.length;
  }

  give(from: number, ciphertexts: readonly string[]): void {
    for (const [index, ciphertext] of ciphertexts.entries()) this.ciphertexts[from + index] = ciphertext;
  }
}

async function sealHere(work: Work): Promise<void> {
  for (let batch = work.take(); batch; batch = work.take()) {
    work.give(batch.from, batch.items.map(sealValue));
    await new Promise(resolve => setImmediate(resolve));
  }
}

function sealIn(worker: Worker, keys: KeyIndex, work: Work): Promise<void> {
  const under: number[] = [];
  const send = (): void => {
    const batch = work.take();
    if (!batch) return;
    under.push(batch.from);
    const message = packed(batch.items, keys);
    worker.postMessage(message, [message.values.buffer]);
  };
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', code => {
      reject(new Error(`a worker that seals has ended with code ${code}`));
    });
    worker.on('message', (ciphertexts: readonly string[]) => {
      work.give(under.shift() ?? 0, ciphertexts);
      send();
      if (under.length === 0) resolve();
    });
    for (let index = 0; index < ahead; index++) send();
    if (under.length === 0) resolve();
  });
}

function packed(items: readonly SealItem[], keys: KeyIndex): SealBatch & { readonly values: Uint8Array<ArrayBuffer> } {
  const values = new Uint8Array(items.reduce((size, { value }) => size + value.length, 0));
  let at = 0;
  const each = items.map(({ publicKey, label, value }) => {
    values.set(value, at);
    at += value.length;
    return [keys.get(publicKey) ?? -1, label, value.length] as const;
  });
  return { items: each, values };
}
