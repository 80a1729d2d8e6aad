import { randomBytes } from 'node:crypto';

/**
 * A fresh random secret to look for where none may be.
 *
 * @param between Characters for its middle, such as some that are escaped in URLs and JSON
 */
export function newCanary(between = ''): string {
  const letters = randomBytes(96)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return letters.slice(0, 20) + between + letters.slice(20, 40);
}

/** What a canary looks like in each encoding, whatever stands before and behind it. */
export function tracesOf(canary: string): ReadonlyMap<string, string> {
  const hex = Buffer.from(canary).toString('hex');
  const traces: [string, string][] = [
    ['as it is', canary],
    ['in JSON', JSON.stringify(canary).slice(1, -1)],
    ['in a URL', encodeURIComponent(canary)],
    ['in hex', hex],
    ['in upper-case hex', hex.toUpperCase()],
  ];
  for (const bytesBefore of [0, 1, 2]) {
    const base64 = alignedBase64(canary, bytesBefore);
    traces.push([`in base64, ${bytesBefore} bytes off`, base64]);
    traces.push([`in base64url, ${bytesBefore} bytes off`, base64.replaceAll('+', '-').replaceAll('/', '_')]);
  }
  return new Map(traces);
}

/** The part of its base64 that no neighbour changes. */
function alignedBase64(text: string, bytesBefore: number): string {
  const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(text)]);
  const whole = bytes.toString('base64').replace(/=+$/, '');
  return whole.slice(Math.ceil((bytesBefore * 8) / 6), bytes.length % 3 === 0 ? whole.length : -1);
}

/** Where canaries are in a text: which of them, in which encoding, how often. Never the canary itself, as this is printed. */
export function leaksIn(text: string, canaries: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(canaries).flatMap(([name, canary]) => {
    const found = new Map<string, string>();
    for (const [encoding, trace] of tracesOf(canary)) if (!found.has(trace)) found.set(trace, encoding);
    return [...found].flatMap(([trace, encoding]) => {
      const count = text.split(trace).length - 1;
      return count === 0 ? [] : [`${name} ${encoding}, ${count} times`];
    });
  });
}
