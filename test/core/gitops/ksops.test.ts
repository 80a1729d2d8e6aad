import { ksopsAnnotations, ksopsGenerator } from '../../../lib/core/gitops/ksops';

describe('a generator of KSOPS', () => {
  test('names its files, and the program that kustomize runs', () => {
    expect(ksopsGenerator({ name: 'secrets', files: ['./aws.enc.yaml', 'b/c.enc.json'] })).toEqual({
      apiVersion: 'viaduct.ai/v1',
      kind: 'ksops',
      metadata: { name: 'secrets', annotations: { 'config.kubernetes.io/function': 'exec:\n  path: ksops\n' } },
      files: ['./aws.enc.yaml', 'b/c.enc.json'],
    });
  });

  test('fails when it has no files', () => {
    expect(() => ksopsGenerator({ name: 'secrets', files: [] })).toThrow('files: must name at least one');
  });

  test('fails when a file stands twice', () => {
    expect(() => ksopsGenerator({ name: 'secrets', files: ['a', 'a'] })).toThrow('files[1]: stands twice');
  });

  test.each(['', '/a', '\\a', 'C:\\a', 'a\nb'])('fails when a path is not relative: %j', file => {
    expect(() => ksopsGenerator({ name: 'secrets', files: [file] })).toThrow('files[0]: must be a path relative');
  });

  test('fails when Kubernetes would refuse its name', () => {
    expect(() => ksopsGenerator({ name: 'Secrets', files: ['a'] })).toThrow('name: must be a DNS-1123 subdomain');
  });
});

test('what kustomize does with a Secret is told by annotations', () => {
  expect(ksopsAnnotations({})).toEqual({});
  expect(ksopsAnnotations({ behavior: 'merge', needsHash: true })).toEqual({
    'kustomize.config.k8s.io/behavior': 'merge',
    'kustomize.config.k8s.io/needs-hash': 'true',
  });
});
