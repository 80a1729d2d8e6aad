import { Claims, objectName } from '../../lib/core/claims';

describe('the objects of one app', () => {
  test('are named by kind, group, namespace and name', () => {
    expect(objectName('v1', 'Secret', 'orders', 'aws')).toBe('Secret orders/aws');
    expect(objectName('serving.knative.dev/v1', 'Service', 'orders', 'a')).toBe('Service.serving.knative.dev orders/a');
    expect(objectName('external-secrets.io/v1', 'ClusterSecretStore', undefined, 'a')).toBe(
      'ClusterSecretStore.external-secrets.io a',
    );
  });

  test('are claimed once each', () => {
    const claims = new Claims();
    claims.own('orders/a', 'Secret orders/aws', 'use another App');
    expect(() => {
      claims.own('orders/b', 'Secret orders/other', 'use another App');
      claims.own('orders/b', 'Secret aws', 'use another App');
    }).not.toThrow();
  });

  test('fails when two constructs would make the same one', () => {
    const claims = new Claims();
    claims.own('orders/a', 'Secret orders/aws', 'use another App');
    const message = 'name: would make Secret orders/aws, which orders/a makes already; give one of them another name';
    const again = () => {
      claims.own('orders/b', 'Secret orders/aws', 'use another App');
    };
    expect(again).toThrow(message);
    expect(again).toThrow(message);
  });
});

test('what several constructs make alike, the first of them makes', () => {
  const claims = new Claims();
  const account = 'ServiceAccount orders/orders';
  expect([account, account, 'ServiceAccount orders/other'].map(what => claims.isFirst(what))).toEqual([
    true,
    false,
    true,
  ]);
});

describe('what several constructs say of one thing', () => {
  const said = { field: 'auth.roleArn', what: 'the role of a', value: 'x', advice: 'use one' };

  test('may be said again', () => {
    const claims = new Claims();
    claims.agree({ ...said, path: 'orders/a' });
    expect(() => {
      claims.agree({ ...said, path: 'orders/b' });
      claims.agree({ ...said, path: 'orders/b', what: 'the role of b', value: 'y' });
    }).not.toThrow();
  });

  test('fails when it differs', () => {
    const claims = new Claims();
    claims.agree({ ...said, path: 'orders/a' });
    expect(() => {
      claims.agree({ ...said, path: 'orders/b', value: 'y' });
    }).toThrow('auth.roleArn: gives the role of a, which orders/a gives otherwise; use one');
  });
});
