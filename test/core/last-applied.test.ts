import { isLastApplied } from '../../lib/core/last-applied';

test.each([
  ['kubectl.kubernetes.io/last-applied-configuration', true],
  ['kubecfg.ksonnet.io/last-applied-configuration', true],
  ['example.com/last-applied-configuration', false],
  ['kubectl.kubernetes.io/last-applied-configuration-of', false],
  ['kubectl.kubernetes.io/restartedAt', false],
])('the annotation %s shows an object as it was applied: %s', (key, shows) => {
  expect(isLastApplied(key)).toBe(shows);
});
