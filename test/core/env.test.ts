import * as fc from 'fast-check';
import { envFromNames, envVars, escapeExpansion } from '../../lib/core/env';
import { marked } from '../../lib/core/marks';
import { SecretValue } from '../../lib/core/secret-value';
import { Late, lateEngine, plainEngine } from './engines';
import { awsKeys, reference } from './fixtures';

const vars = (env: object, namespace?: string) => envVars(plainEngine, namespace, env as never);
const key = reference({ namespace: 'orders' }, 'AWS_ACCESS_KEY_ID');

/** What a kubelet makes of a value, with no variable defined. https://github.com/kubernetes/kubernetes/tree/master/third_party/forked/golang/expansion */
const expanded = (text: string) =>
  text.replace(/\$(\$|\([^)]*\))/g, (whole, inner: string) => (inner === '$' ? '$' : whole));

describe('env', () => {
  test('is a list of texts and fields of Secrets, as a container takes it', () => {
    expect(vars({ LOG_LEVEL: 'debug', KEY: key })).toEqual([
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'aws', key: 'AWS_ACCESS_KEY_ID' } } },
    ]);
  });

  test.each([
    ['$(PATH)', '$$(PATH)'],
    ['$$', '$$$'],
    ['$$(A)', '$$$$(A)'],
    ['$HOME costs 5$', '$HOME costs 5$'],
  ])('takes texts literally: %s', (text, escaped) => {
    expect(escapeExpansion(text)).toBe(escaped);
    expect(vars({ A: text })).toEqual([{ name: 'A', value: escaped }]);
  });

  test('takes any text literally', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', '$(', '$$') }), text => {
        expect(expanded(escapeExpansion(text))).toBe(text);
      }),
    );
  });

  test('takes a text that is known later, and escapes it then', () => {
    const [variable] = envVars(lateEngine, undefined, { A: new Late(() => '$(B)') });
    expect((variable?.value as Late).later()).toBe('$$(B)');
  });

  test('may spread one credential twice, and rename the fields of another', () => {
    const aws = marked({ A: key });
    const other = marked({ B: reference({ name: 'other' }, 'A') });
    expect(vars({ ...aws, ...aws, ...other }).map(({ name }) => name)).toEqual(['A', 'B']);
  });

  test('fails when two credentials write one variable', () => {
    const [one, other] = [marked({ A: key, B: key }), marked({ B: reference({ name: 'other' }, 'A') })];
    const message =
      'env.B: is written twice, and the last would win; give one another name, as in env({ field: NAME })';
    expect(() => vars({ ...one, ...other })).toThrow(message);
    expect(() => vars({ ...one, B: 'text' })).toThrow(message);
  });

  test.each([new Late(() => ''), Promise.resolve({ A: 'a' }), ['A=a'], 'A=a', null])(
    'fails when it is not an object whose keys are known: %p',
    env => {
      expect(() => vars(env as never)).toThrow('env: must be an object whose keys are known when the program runs');
    },
  );

  test.each(['1A', 'A-B', '', 'A B'])("fails when a name is no variable's: %p", name => {
    expect(() => vars({ [name]: 'a' })).toThrow(`env.${name}: must be the name of an environment variable`);
  });

  test.each<[string, unknown]>([
    ['a number', 1],
    ['null', null],
    ['undefined', undefined],
    ['a literal', { name: 'aws', key: 'a' }],
    ['a secret', new SecretValue('a')],
  ])('fails when a value is neither text nor field: %s', (_, value) => {
    expect(() => vars({ A: value })).toThrow(
      'env.A: must be a string, or a field of a credential such as aws.accessKeyId',
    );
  });

  test('fails when the Secret is in another namespace', () => {
    expect(() => vars({ A: key }, 'other')).toThrow(
      'env.A: Secret aws is in namespace orders, its user in other; Kubernetes reads no Secret across namespaces: declare the credential in other, too',
    );
  });
});

describe('the names that envFrom gives', () => {
  test('are the keys behind the prefix', () => {
    expect(envFromNames('envFrom[0]', 'A_', awsKeys())).toEqual(['A_AWS_ACCESS_KEY_ID', 'A_AWS_SECRET_ACCESS_KEY']);
    expect(envFromNames('envFrom[0]', '', { a: undefined })).toEqual([]);
  });

  test("fails when a key is no variable's name", () => {
    expect(() => envFromNames('envFrom[0]', '', awsKeys({ keys: 'integration' }))).toThrow(
      "envFrom[0]: has the key aws.accessKey, which is no variable's name; use env({ field: NAME }) instead",
    );
  });
});

test('takes what is left of a credential when one variable was taken out', () => {
  const { AWS_ACCESS_KEY_ID: _, ...rest } = marked({ AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: key });
  expect(vars(rest)).toHaveLength(1);
});
