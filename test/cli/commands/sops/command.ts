import { ran, type Said, type Setting } from '../../fake-io';

const lines = (text: string): string => (text === '' ? '' : `${text}\n`);

/** Runs `keywire sops …` in this process, without the identities of whoever runs the tests. */
export async function sops(
  args: readonly string[],
  { env = {}, ...setting }: Setting = {},
): Promise<Said & { readonly code: number }> {
  const { out, err, ...rest } = await ran(['sops', ...args], { ...setting, env: { HOME: '/nonexistent', ...env } });
  return { ...rest, out: lines(out), err: lines(err) };
}
