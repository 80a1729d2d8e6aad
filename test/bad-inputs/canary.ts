import { randomBytes } from 'node:crypto';

/** In every secret value of the table; another one in every run. */
const canary = randomBytes(8).toString('hex').toUpperCase();

/** An AWS access key that keeps to the rules of its class. */
export const accessKey = { accessKeyId: `AKIA${canary}`, secretAccessKey: `${canary}/it+is+forty+long+now/+/` };

/** A secret value of one line. */
export const secretLine = `secret-${canary}`;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The part of a base64 text that a text inside it is sure to leave, wherever in it the text stands. */
const inBase64 = (text: string): readonly string[] =>
  [0, 1, 2].map(offset => base64('.'.repeat(offset) + text).slice(offset === 0 ? 0 : offset + 1, -4));

const once = inBase64(canary);
const forms = [canary, ...once, ...once.flatMap(inBase64)];

/** Whether a secret value shows in the text: as it is, in base64, or in base64 twice. */
export const showsSecret = (text: string): boolean => forms.some(form => text.includes(form));
