import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sops } from './command';
import { alice, inRepository, opened, rule, write } from './repository';

inRepository();

test('the commands of the example run as they stand', async () => {
  const script = readFileSync(join(__dirname, '../../../../examples/sops.sh'), 'utf8');
  const commands = script.split('\n').flatMap(line => /^npx keywire sops (.*)$/.exec(line)?.[1] ?? []);
  write('.sops.yaml', `creation_rules:\n${rule('secrets/.*', alice)}`);
  const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const answers: Readonly<Record<string, readonly string[]>> = {
    create: ['AKIAIOSFODNN7EXAMPLE', key],
    set: [key.toLowerCase()],
  };
  for (const command of commands) {
    const args = command.split(' ');
    const env = { SOPS_AGE_KEY: alice.identity };
    const { code, err } = await sops(args, { env, answers: answers[args[0] ?? ''] ?? [] });
    expect({ command, code, err }).toMatchObject({ code: 0 });
  }
  expect(commands.length).toBeGreaterThanOrEqual(7);
  expect(await opened('secrets/aws.enc.yaml', alice)).toHaveProperty('AWS_SECRET_ACCESS_KEY', key.toLowerCase());
});

test.each(['create', 'set', 'recipients', 'rule', 'check', 'ksops', 'flux'])(
  'keywire sops %s --help shows an example',
  async command => {
    const { code, out } = await sops([command, '--help']);
    expect([code, out]).toEqual([0, expect.stringContaining(`$ keywire sops ${command} `)]);
  },
);

test('keywire sops --help lists its commands, none of which is help', async () => {
  const { out } = await sops(['--help']);
  expect(out).toContain('check ');
  expect(out).not.toContain('help [command]');
});

test('the help of keywire sops ksops has no line that terminals would break', async () => {
  const { out } = await sops(['ksops', '--help']);
  expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(120);
});
