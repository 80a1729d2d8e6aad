import { allow, policyDocument } from '../../../lib/core/iam/policy-document';
import { requirePolicySize } from '../../../lib/core/iam/policy-size';

const documentOf = (characters: number) => {
  const rest = JSON.stringify(policyDocument([allow(['a:1'], [''])])).length;
  return policyDocument([allow(['a:1'], ['x'.repeat(characters - rest)])]);
};

describe('the size of a policy', () => {
  test.each([
    ['user', 2048],
    ['role', 10_240],
  ] as const)('may be what IAM takes inline for a %s', (kind, most) => {
    expect(() => {
      requirePolicySize('for', documentOf(most), kind);
    }).not.toThrow();
  });

  test.each([
    ['user', 2049, 'for: makes a policy of 2049 characters, and IAM takes 2048 inline for a user; split it over'],
    ['role', 10_241, 'for: makes a policy of 10241 characters, and IAM takes 10240 inline for a role; split it over'],
  ] as const)('fails when it is more than IAM takes inline for a %s', (kind, characters, problem) => {
    expect(() => {
      requirePolicySize('for', documentOf(characters), kind);
    }).toThrow(problem);
  });

  test('counts no white space', () => {
    const document = policyDocument([allow(['a:1'], [`${'x'.repeat(1900)}${' '.repeat(200)}`])]);
    expect(() => {
      requirePolicySize('for', document, 'user');
    }).not.toThrow();
  });
});
