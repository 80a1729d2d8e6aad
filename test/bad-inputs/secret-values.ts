import { randomBytes } from 'node:crypto';
import { tracesOf } from '../canary';

/** In every secret value of the table; another one in every run. */
const canary = randomBytes(8).toString('hex').toUpperCase();

/** An AWS access key that keeps to the rules of its class. */
export const accessKey = { accessKeyId: `AKIA${canary}`, secretAccessKey: `${canary}/it+is+forty+long+now/+/` };

/** A secret value of one line. */
export const secretLine = `secret-${canary}`;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

const once = [...tracesOf(canary).values()];
const traces = [...once, ...once.flatMap(trace => [...tracesOf(trace).values()])];

/** Whether a secret value shows in the text, in any encoding, or in two of them. */
export const showsSecret = (text: string): boolean => traces.some(trace => text.includes(trace));
