import type { CustomResource, CustomResourceOptions, Input, Output } from '@pulumi/pulumi';
// Each by its own path: the whole of the package takes longer to load than all of keywire.
import { CustomResource as AnyKind } from '@pulumi/kubernetes/apiextensions/customResource';
import { Secret } from '@pulumi/kubernetes/core/v1/secret';
import { ServiceAccount } from '@pulumi/kubernetes/core/v1/serviceAccount';
import { Role } from '@pulumi/kubernetes/rbac/v1/role';
import { RoleBinding } from '@pulumi/kubernetes/rbac/v1/roleBinding';
import { mayHoldSecrets, type Manifest } from '../core/manifest';
import { SecretValue } from '../core/secret-value';
import { written } from './engine';

/** An object in the cluster, as Pulumi knows it. */
export type KubernetesResource = CustomResource & {
  readonly apiVersion: Output<string>;
  readonly kind: Output<string>;
};

type Constructor = new (name: string, args: never, opts: CustomResourceOptions) => CustomResource;

/** The kinds that have a class of their own in `@pulumi/kubernetes`. It marks the data of a Secret as secret, for one. */
const typed: Readonly<Record<string, Constructor>> = {
  'v1 Secret': Secret,
  'v1 ServiceAccount': ServiceAccount,
  'rbac.authorization.k8s.io/v1 Role': Role,
  'rbac.authorization.k8s.io/v1 RoleBinding': RoleBinding,
};

/** Declares the object of a manifest. */
export function kubernetesResource(
  name: string,
  manifest: Manifest<Input<string>, SecretValue>,
  opts: CustomResourceOptions,
): KubernetesResource {
  const { apiVersion, kind } = manifest;
  const Kind = typed[`${apiVersion} ${kind}`] ?? AnyKind;
  return new Kind(name, withSecrets(manifest) as never, opts) as KubernetesResource;
}

function withSecrets(manifest: Manifest<Input<string>, SecretValue>): Readonly<Record<string, unknown>> {
  if (!mayHoldSecrets(manifest)) return manifest;
  const data = Object.entries(manifest.data ?? {}).map(([key, value]): [string, unknown] => [
    key,
    value instanceof SecretValue ? written(value) : value,
  ]);
  return { ...manifest, data: Object.fromEntries(data) };
}
