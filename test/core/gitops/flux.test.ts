import { execFileSync } from 'node:child_process';
import { fluxDecryption, fluxKeyCommand } from '../../../lib/core/gitops/flux';

describe('what Flux needs to decrypt', () => {
  test('is a block of its Kustomization', () => {
    expect(fluxDecryption()).toEqual({ provider: 'sops', secretRef: { name: 'sops-age' } });
    expect(fluxDecryption({ secretName: 'orders-age' }).secretRef).toEqual({ name: 'orders-age' });
  });

  test('is a Secret that is made of the file with the key, which is only named', () => {
    expect(fluxKeyCommand({ keyFile: 'keys.txt' })).toBe(
      'kubectl create secret generic sops-age --namespace=flux-system --from-file=age.agekey=keys.txt',
    );
  });

  test.each(["it's here.txt", '$(id)', 'a b', '`id`', 'a;b', "'", '\\', '*'])(
    'names the file %s so that a shell passes it on as it is',
    keyFile => {
      const command = fluxKeyCommand({ keyFile });
      const printed = execFileSync('sh', ['-c', command.replace(/^kubectl/, String.raw`printf '%s\n'`)]).toString();
      expect(printed.split('\n').at(-2)).toBe(`--from-file=age.agekey=${keyFile}`);
    },
  );

  test.each([
    [{ keyFile: '' }, 'keyFile: must be the path of a file with age identities'],
    [{ keyFile: 'a\nb' }, 'keyFile: must be the path'],
    [{ keyFile: 'a', secretName: 'A' }, 'secretName: must be a DNS-1123 subdomain'],
    [{ keyFile: 'a', namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
  ])('fails when a name is none: %j', (spec, message) => {
    expect(() => fluxKeyCommand(spec)).toThrow(message);
  });

  test('fails when the Secret can have no such name', () => {
    expect(() => fluxDecryption({ secretName: 'a b' })).toThrow('secretName: must be a DNS-1123 subdomain');
  });
});
