import type { ControllerTransport } from './controller-transport';
import { runKubectl, type KubectlContext } from './kubectl';
import { FieldError } from '../../core/field-error';

/** Where the controller's Service is. */
export type ControllerService = KubectlContext & {
  /** @default 'kube-system' */
  readonly namespace?: string | undefined;
  /** The name of its Service. @default 'sealed-secrets-controller' */
  readonly name?: string | undefined;
};

/**
 * The controller behind the API server's proxy to its Service, asked by kubectl: with the user's kubeconfig, whatever
 * its way to log in.
 *
 * Needs `get` of that Service, `get` and `create` of `services/proxy`, as kubeseal does; the controller's chart has a
 * Role for it.
 */
export function controllerByKubectl(service: ControllerService, timeout?: number): ControllerTransport {
  const { namespace = 'kube-system', name = 'sealed-secrets-controller' } = service;
  const address = `service ${namespace}/${name} of context ${service.context}`;
  let proxy: Promise<string> | undefined;
  return {
    address,
    safe: true,
    send: async ({ path, body }) => {
      proxy ??= proxyOf(service, namespace, name, timeout);
      const raw = `--raw=${await proxy}${path}`;
      const { status, stdout, message } =
        body === undefined
          ? await runKubectl(service, ['get', raw], { timeout })
          : await runKubectl(service, ['create', raw, '--filename=-'], { input: body, timeout });
      if (status === undefined) throw new FieldError(address, `can't be asked: ${message}`);
      return { status, body: stdout };
    },
  };
}

/** The path of the proxy. The port goes by its name, which some charts leave out, and by no number. */
async function proxyOf(
  service: KubectlContext,
  namespace: string,
  name: string,
  timeout: number | undefined,
): Promise<string> {
  const port = '--output=jsonpath={.spec.ports[0].name}';
  const args = ['get', 'service', name, `--namespace=${namespace}`, port];
  const { status, stdout, message } = await runKubectl(service, args, { timeout });
  if (status !== 200)
    throw new FieldError(
      `service ${namespace}/${name} of context ${service.context}`,
      `can't be found: ${message}; say --controller-namespace and --controller-name`,
    );
  return `/api/v1/namespaces/${namespace}/services/http:${name}:${stdout.toString()}/proxy`;
}
