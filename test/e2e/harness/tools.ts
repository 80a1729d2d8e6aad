import type { GoProgram } from './go-program';
import { buildGoProgram, goProgramPath, isGoProgramBuilt } from './go-program';
import { installMoto, isMotoInstalled, motoPython } from './moto-venv';

export { moduleDir } from './go-module';

const programs = {
  etcd: { module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  etcdctl: { module: 'etcdctl', package: 'go.etcd.io/etcd/etcdctl/v3' },
  kubectl: { module: 'kube', package: 'k8s.io/kubernetes/cmd/kubectl' },
  kubeApiserver: { module: 'kube', package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  kubeseal: { module: 'sealed', package: 'github.com/bitnami-labs/sealed-secrets/cmd/kubeseal' },
  sealedSecrets: { module: 'sealed', package: 'github.com/bitnami-labs/sealed-secrets/cmd/controller' },
  externalSecrets: { module: 'eso', package: 'github.com/external-secrets/external-secrets' },
  triggermesh: { module: 'triggermesh', package: 'github.com/triggermesh/triggermesh/cmd/triggermesh-controller' },
  awssqssource: { module: 'triggermesh', package: 'github.com/triggermesh/triggermesh/cmd/awssqssource-adapter' },
  validateService: {
    module: 'knative',
    package: './validate-service',
    source: 'validate-service/main.go',
  },
  knativeWebhook: { module: 'knative', package: 'knative.dev/serving/cmd/webhook', binary: 'knative-webhook' },
  csiMount: { module: 'csi', package: './mount', source: 'mount/main.go', binary: 'csi-mount' },
  sops: { module: 'sops', package: 'github.com/getsops/sops/v3/cmd/sops' },
  age: { module: 'sops', package: 'filippo.io/age/cmd/age' },
  ageKeygen: { module: 'sops', package: 'filippo.io/age/cmd/age-keygen' },
  kustomize: { module: 'sops', package: 'sigs.k8s.io/kustomize/kustomize/v5' },
  // kustomize finds it by this name.
  ksops: { module: 'sops', package: 'github.com/viaduct-ai/kustomize-sops', binary: 'ksops' },
  pulumi: { module: 'pulumi', package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi' },
  pulumiLanguageNodejs: {
    module: 'pulumi-nodejs',
    package: 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs',
  },
} as const satisfies Record<string, GoProgram>;

const goPrograms: readonly GoProgram[] = Object.values(programs);

/** The paths of the programs; `motoPython` is a Python that has moto. */
export type Tools = Readonly<Record<keyof typeof programs | 'motoPython', string>>;

/** Builds, by pinned version, what is not built yet: about 16 minutes on two cores, the first time. */
export function buildTools(): void {
  installMoto();
  for (const program of goPrograms) buildGoProgram(program);
}

/** The built programs. Throws when one is not: a test's time limit is no place to build it. */
export function builtTools(): Tools {
  if (!isMotoInstalled() || !goPrograms.every(isGoProgramBuilt)) {
    throw new Error(
      'not all programs are built: run node --require @swc-node/register test/e2e/harness/build-tools.ts',
    );
  }
  return {
    etcd: goProgramPath(programs.etcd),
    etcdctl: goProgramPath(programs.etcdctl),
    kubectl: goProgramPath(programs.kubectl),
    kubeApiserver: goProgramPath(programs.kubeApiserver),
    kubeseal: goProgramPath(programs.kubeseal),
    sealedSecrets: goProgramPath(programs.sealedSecrets),
    externalSecrets: goProgramPath(programs.externalSecrets),
    triggermesh: goProgramPath(programs.triggermesh),
    awssqssource: goProgramPath(programs.awssqssource),
    validateService: goProgramPath(programs.validateService),
    knativeWebhook: goProgramPath(programs.knativeWebhook),
    csiMount: goProgramPath(programs.csiMount),
    sops: goProgramPath(programs.sops),
    age: goProgramPath(programs.age),
    ageKeygen: goProgramPath(programs.ageKeygen),
    kustomize: goProgramPath(programs.kustomize),
    ksops: goProgramPath(programs.ksops),
    pulumi: goProgramPath(programs.pulumi),
    pulumiLanguageNodejs: goProgramPath(programs.pulumiLanguageNodejs),
    motoPython: motoPython(),
  };
}
