import { controllerWith, standIn, type StandIn } from '../../../seal/sealed-secrets/controller-stand-in';
import { sealingSources, type SourceOptions } from '../../../../lib/cli/commands/seal/sealing-sources';
import { certificate, workFolder } from './fixtures';

const work = workFolder();
const current = certificate();
let controller: StandIn;
beforeAll(async () => {
  controller = await standIn(controllerWith(() => [current.keys]));
});
afterAll(async () => {
  await controller.stop();
  work.remove();
});

const sources = (options: Partial<SourceOptions>) => sealingSources({ cluster: [], fingerprint: [], ...options }, {});
const only = (options: Partial<SourceOptions>) => {
  const [source, ...others] = sources(options);
  if (!source || others.length > 0) throw new Error('wanted exactly one source');
  return source;
};

describe('the certificate of a cluster', () => {
  test('comes from a file, from its address, or from the controller', async () => {
    const cert = work.write('current.pem', current.pem);
    for (const options of [{ cert }, { cert: `${controller.url}/v1/cert.pem` }, { controller: controller.url }]) {
      const source = only(options);
      expect((await source.certificate()).fingerprint).toBe(current.fingerprint);
      expect(await source.fingerprint()).toBe(current.fingerprint);
      expect(source.newest).toBe('controller' in options);
    }
  });

  test('has the name that is told, and a context is asked by kubectl', () => {
    const [prod, staging] = sources({ cluster: ['prod=certs/prod.pem', 'staging=context:arn:aws:eks:a:b'] });
    expect(prod).toMatchObject({ cluster: 'prod', from: 'certs/prod.pem', newest: false });
    expect(staging).toMatchObject({
      cluster: 'staging',
      from: 'service kube-system/sealed-secrets-controller of context arn:aws:eks:a:b',
      newest: true,
      kubectl: { context: 'arn:aws:eks:a:b' },
    });
  });

  test('is of the controller that is told', () => {
    const source = only({ context: 'prod', controllerNamespace: 'sealed', controllerName: 'ss' });
    expect(source.from).toBe('service sealed/ss of context prod');
  });

  test.each<[Partial<SourceOptions>, string]>([
    [{ cert: 'a.pem', controllerNamespace: 'a' }, '--controller-namespace: goes with --context'],
    [{ cert: 'a.pem', context: 'b', controllerName: 'a' }, '--controller-name: goes with --context'],
    [{ controller: 'https://a', controllerName: 'a' }, '--controller-name: goes with --context'],
    [{ cluster: ['a=b.pem'], controllerName: 'a' }, '--controller-name: goes with --context'],
    [{ cluster: ['a=context:'] }, '--cluster a: must name a context of the kubeconfig'],
    [{ controller: 'localhost:18080' }, '--controller: must begin with http:// or https://'],
    [{ controller: 'https://a/b?token=hunter2' }, 'https://a/b: must have nothing after it from a question mark on'],
  ])('fails when it is told %j', (options, problem) => {
    expect(() => sources(options)).toThrow(problem);
  });

  test('is of the controller that is told, for each cluster that kubectl is asked for', () => {
    const [, other] = sources({ cluster: ['a=a.pem', 'b=context:b'], controllerName: 'ss' });
    expect(other?.from).toBe('service kube-system/ss of context b');
  });

  test('fails when its address answers with something else', async () => {
    await expect(only({ cert: `${controller.url}/v1/none` }).certificate()).rejects.toThrow(
      `${controller.url}/v1/none: answers with status 404; name the address of a certificate`,
    );
  });

  describe('by http across the net', () => {
    const from = [{ cert: 'http://a.example/v1/cert.pem' }, { controller: 'http://a.example' }];
    beforeEach(() => {
      jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response(current.pem)));
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    test.each(from)('is taken with its fingerprint: %j', async options => {
      const source = only({ ...options, fingerprint: [current.fingerprint] });
      expect((await source.certificate()).fingerprint).toBe(current.fingerprint);
    });

    test.each(from)('fails when nobody has compared its fingerprint: %j', async options => {
      await expect(only(options).certificate()).rejects.toThrow(
        `comes by http, where anybody on the way may put another certificate in its place; compare ${current.fingerprint} with the cluster's, then say --fingerprint with it`,
      );
    });

    test.each(from)('fails when it has another fingerprint: %j', async options => {
      const source = only({ ...options, fingerprint: [`sha256:${'0'.repeat(64)}`] });
      await expect(source.certificate()).rejects.toThrow('and --fingerprint wants another');
    });
  });
});
