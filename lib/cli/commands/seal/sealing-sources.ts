import { isFingerprint } from '../../../core/backends/sealed-manifest';
import { FieldError } from '../../../core/field-error';
import { under } from '../../../core/under';
import {
  readCertificateFingerprint,
  readSealingCertificate,
  type SealingCertificate,
} from '../../../seal/sealed-secrets/certificate';
import { SealedSecretsController } from '../../../seal/sealed-secrets/controller';
import { fetchSealingCertificate } from '../../../seal/sealed-secrets/fetch-certificate';
import type { KubectlContext } from '../../../seal/sealed-secrets/kubectl';
import { optionOf } from '../../under-option';

/** The options that say which cluster it is for. */
export type SourceOptions = {
  readonly cert?: string;
  readonly controller?: string;
  readonly context?: string;
  readonly controllerNamespace?: string;
  readonly controllerName?: string;
  readonly cluster: readonly string[];
  readonly fingerprint: readonly string[];
};

/** Where the certificate of a cluster comes from. */
export type SealingSource = {
  /** What the user calls the cluster, where there may be several. */
  readonly cluster: string | undefined;
  /** Where the certificate comes from, in words. */
  readonly from: string;
  /** Whether that is the newest by all means, as it comes from the controller itself. */
  readonly newest: boolean;
  certificate(): Promise<SealingCertificate>;
  /** The fingerprint alone, which an expired certificate in a file has, too. */
  fingerprint(): Promise<string>;
  readonly controller?: SealedSecretsController;
  /** How kubectl gets to the cluster. */
  readonly kubectl?: KubectlContext;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The certificates that were told, one for each cluster.
 *
 * @param env what kubectl may see
 * @throws FieldError for none, or for several without names
 */
export function sealingSources(options: SourceOptions, env: Environment): readonly SealingSource[] {
  const { cert, controller, context, cluster, fingerprint } = options;
  if (!fingerprint.every(isFingerprint))
    throw new FieldError(
      '--fingerprint',
      'must be sha256: and 64 digits and small letters up to f, as keywire shows it',
    );
  requireUse(options);
  if (cluster.length > 0) {
    if (cert !== undefined || controller !== undefined || context !== undefined)
      throw new FieldError('--cluster', 'has the certificates; leave --cert, --controller and --context out');
    return clusterSources(options, env);
  }
  if (cert !== undefined && controller !== undefined)
    throw new FieldError('--cert', 'has the certificate; leave --controller out');
  const kubectl = context === undefined ? {} : { kubectl: { context, env } };
  if (cert !== undefined) return [{ ...ofCertificate(cert, undefined, fingerprint), ...kubectl }];
  if (controller !== undefined)
    return [{ ...ofController(controllerAt(controller), undefined, fingerprint), ...kubectl }];
  if (context !== undefined) return [ofContext(context, undefined, options, env)];
  throw new FieldError(
    '--cert',
    'must name the certificate of the cluster; or use --controller, --context or --cluster',
  );
}

/** Throws for what says where kubectl finds the controller, where kubectl is not asked for it. */
function requireUse({ cert, controller, context, controllerNamespace, controllerName, cluster }: SourceOptions): void {
  const asked = cluster.some(told => told.includes('=context:')) || (context !== undefined && !(cert ?? controller));
  if (asked) return;
  if (controllerNamespace !== undefined)
    throw new FieldError('--controller-namespace', 'goes with --context, where kubectl looks for the controller');
  if (controllerName !== undefined)
    throw new FieldError('--controller-name', 'goes with --context, where kubectl looks for the controller');
}

const controllerAt = (url: string): SealedSecretsController =>
  under(optionOf({ address: '--controller' }), () => SealedSecretsController.at(url));

function clusterSources(options: SourceOptions, env: Environment): readonly SealingSource[] {
  const sources = new Map<string, SealingSource>();
  for (const told of options.cluster) {
    const [, cluster = '', from = ''] = /^([a-z0-9][a-z0-9._-]*)=(.+)$/i.exec(told) ?? [];
    if (cluster === '')
      throw new FieldError(
        '--cluster',
        'must be NAME=FILE, NAME=URL or NAME=context:CONTEXT, as in prod=certs/prod.pem',
      );
    if (sources.has(cluster)) throw new FieldError(`--cluster ${cluster}`, 'is told twice');
    const [, context] = /^context:(.*)$/s.exec(from) ?? [];
    if (context === '') throw new FieldError(`--cluster ${cluster}`, 'must name a context of the kubeconfig');
    const source =
      context === undefined
        ? ofCertificate(from, cluster, options.fingerprint)
        : ofContext(context, cluster, options, env);
    sources.set(cluster, source);
  }
  return [...sources.values()];
}

function ofCertificate(from: string, cluster: string | undefined, pins: readonly string[]): SealingSource {
  if (!/^https?:\/\//i.test(from)) {
    const certificate = () => Promise.resolve(pinned(from, readSealingCertificate(from), pins));
    return {
      cluster,
      from,
      newest: false,
      certificate,
      fingerprint: () => Promise.resolve(pinnedFingerprint(from, readCertificateFingerprint(from), pins)),
    };
  }
  const certificate = async () => {
    const { address, safe, certificate } = await fetchSealingCertificate(from);
    return safe ? pinned(address, certificate, pins) : compared(address, certificate, pins);
  };
  return { cluster, from, newest: false, certificate, fingerprint: async () => (await certificate()).fingerprint };
}

function ofContext(
  context: string,
  cluster: string | undefined,
  { controllerNamespace: namespace, controllerName: name, fingerprint }: SourceOptions,
  env: Environment,
): SealingSource {
  const kubectl = { context, env };
  const controller = SealedSecretsController.byKubectl({ ...kubectl, namespace, name });
  return { ...ofController(controller, cluster, fingerprint), kubectl };
}

function ofController(
  controller: SealedSecretsController,
  cluster: string | undefined,
  pins: readonly string[],
): SealingSource {
  const { address, safe } = controller;
  const certificate = async () => {
    const newest = await controller.certificate();
    return safe ? pinned(address, newest, pins) : compared(address, newest, pins);
  };
  const fingerprint = async () => (await certificate()).fingerprint;
  return { cluster, from: address, newest: true, certificate, fingerprint, controller };
}

function pinned(from: string, certificate: SealingCertificate, pins: readonly string[]): SealingCertificate {
  pinnedFingerprint(from, certificate.fingerprint, pins);
  return certificate;
}

function pinnedFingerprint(from: string, fingerprint: string, pins: readonly string[]): string {
  if (pins.length === 0 || pins.includes(fingerprint)) return fingerprint;
  throw new FieldError(from, `has the fingerprint ${fingerprint}, and --fingerprint wants another`);
}

/** Sealed with another's certificate, the values are his: over http, anybody on the way may have put his in its place. */
function compared(from: string, certificate: SealingCertificate, pins: readonly string[]): SealingCertificate {
  if (pins.length > 0) return pinned(from, certificate, pins);
  throw new FieldError(
    from,
    `comes by http, where anybody on the way may put another certificate in its place; compare ${certificate.fingerprint} with the cluster's, then say --fingerprint with it, or come by https or --context`,
  );
}
