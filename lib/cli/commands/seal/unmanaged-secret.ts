import { shellWord } from '../../../core/shell-word';
import { runKubectl, type KubectlContext } from '../../../seal/sealed-secrets/kubectl';
import type { SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import type { Io } from '../../io';
import { warn } from './said';

/** What is asked of the live Secret: who owns it, and the two annotations that the controller looks for. */
const asked = [
  'name:{.metadata.name}',
  'kind:{.metadata.ownerReferences[?(@.controller==true)].kind}',
  'owner:{.metadata.ownerReferences[?(@.controller==true)].name}',
  'managed:{.metadata.annotations.sealedsecrets\\.bitnami\\.com/managed}',
  'patch:{.metadata.annotations.sealedsecrets\\.bitnami\\.com/patch}',
].join('{"\\n"}');

/**
 * Says what to do about a Secret of that name that the controller would not touch: it reads from the live Secret, not
 * from the SealedSecret, whether it may take it over. kubectl prints its owner and two annotations; its values never
 * get here.
 */
export async function lookForUnmanaged(
  io: Io,
  kubectl: KubectlContext,
  { name, namespace }: SealedFile,
): Promise<void> {
  // A cluster-wide file may name none; which Secret it becomes, only who applies it knows.
  if (namespace === undefined) return;
  const args = ['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found', `--output=jsonpath=${asked}`];
  const { status, stdout, message } = await runKubectl(kubectl, args);
  if (status !== 200) {
    warn(io, `whether the Secret ${namespace}/${name} stands in the way can't be seen: ${message}`);
    return;
  }
  const live = Object.fromEntries(
    stdout
      .toString()
      .split('\n')
      .map(line => line.split(/:(.*)/s, 2)),
  ) as Readonly<Record<string, string | undefined>>;
  if (live.name !== name || live.managed === 'true' || live.patch === 'true') return;
  if (live.kind === 'SealedSecret' && live.owner === name) return;
  if (live.kind) {
    warn(io, `${live.kind} ${live.owner ?? ''} owns the Secret ${namespace}/${name}; the controller will not touch it`);
    return;
  }
  const command = `kubectl --context ${shellWord(kubectl.context)} annotate secret ${name} --namespace ${namespace} sealedsecrets.bitnami.com/managed=true`;
  warn(io, `a Secret ${namespace}/${name} is there that no SealedSecret manages, and the controller will not touch it`);
  io.err('This hands it over; the controller then replaces all its values, labels and annotations:');
  io.err(`  ${command}`);
  io.err('Do so before the file is applied: after that, the controller looks again only when a ciphertext changes.');
}
