import type { KeyObject } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { sealValue } from './seal-value';

/** What a worker is told at the start: the public keys that are in use. */
export type SealKeys = readonly KeyObject[];

/** What a worker is told then, over and over; it answers with the ciphertexts. */
export type SealBatch = {
  /** Of each value, the index of its key, its label, and how many bytes it has. */
  readonly items: readonly (readonly [key: number, label: string, size: number])[];
  /** The values, one after the other, in memory that is handed over to the worker. */
  readonly values: Uint8Array;
};

const keys = workerData as SealKeys;

parentPort?.on('message', ({ items, values }: SealBatch) => {
  let at = 0;
  const ciphertexts = items.map(([key, label, size]) => {
    const publicKey = keys[key];
    if (!publicKey) throw new Error('a worker was told no key');
    return sealValue({ publicKey, label, value: values.subarray(at, (at += size)) });
  });
  values.fill(0);
  parentPort?.postMessage(ciphertexts);
});
