import { covers, inWords, storedPrefix, type Storer } from './configuration';
import { base64Pattern } from './stored-pattern';
import type { Step } from './step';

/** Writes every value anew, so that it is stored by what writes now. */
export function rewrite(resources: readonly string[]): Step {
  const named = resources.filter(name => !name.includes('*'));
  const secrets = !named.includes('secrets') && resources.some(name => covers(name, 'secrets'));
  const list = [...named, ...(secrets ? ['secrets'] : [])].join(',');
  return {
    title: 'Write every value anew',
    commands: list === '' ? undefined : `kubectl get ${list} --all-namespaces -o json | kubectl replace -f -`,
    text: [
      'Run it until it ends with exit code 0. What changes between the two halves is a conflict ("the object has been modified") or not found; the rest is written all the same, and the next run gets what is left. It may be run as often as you like.',
      'The values go through the pipe: never through a file. Run it with `set -o pipefail`, else a first half that fails is not noticed.',
      'In a large cluster, kubectl holds all of it in memory, and a list that takes longer than five minutes ends with "the provided continue parameter is too old": do one namespace after the other, with --namespace=NAME in place of --all-namespaces. `--chunk-size` (500) is the page that is asked for at a time: lower it where the API server is short of memory.',
      "Immutable Secrets are written too, as nothing of theirs changes; so are Helm's releases (sh.helm.release.v1.…), which hold the values of their charts, and tokens of service accounts. An admission webhook or policy that looks at Secrets may refuse some: the check of the next step finds them.",
      'An audit policy of level Request or RequestResponse for secrets writes each of them into the audit log, in the clear: make it Metadata first.',
      'Every object gets a new resourceVersion: controllers that watch them look at all of them once more.',
      ...(resources.some(name => name.includes('*'))
        ? [
            `The configuration covers ${resources.join(', ')}: do the same for each resource of those that \`kubectl api-resources --verbs=list,update --output=name\` tells. What is left out stays as it is, and needs the old key.`,
          ]
        : []),
    ],
  };
}

const prefixes: Readonly<Record<string, string>> = {
  secrets: '/registry/secrets/',
  configmaps: '/registry/configmaps/',
};

/** Looks in etcd for values that are stored by anything but `storer`. */
export function verify(storer: Storer, resources: readonly string[]): Step {
  const inClear = storer.provider === 'identity';
  const pattern = base64Pattern(inClear ? 'k8s:enc:' : storedPrefix(storer));
  const listed = Object.keys(prefixes).filter(name => resources.some(covering => covers(covering, name)));
  const [shown = 'secrets'] = listed;
  const commands = listed.map(name =>
    [
      `etcdctl get ${prefixes[name] ?? ''} --prefix --write-out=json | grep -o '"value":"[^"]*' | cut -c 10- |`,
      `  awk '{ seen++ } $0 ${inClear ? '~' : '!~'} "${pattern}" { left++ } END { print left + 0, "of", seen + 0, "${name} ${inClear ? 'still encrypted' : `not under ${inWords(storer)}`}"; exit !seen || left > 0 }'`,
    ].join('\n'),
  );
  return {
    title: inClear ? 'See in etcd that nothing is encrypted any more' : 'See in etcd that nothing else is left',
    commands: commands.length === 0 ? undefined : commands.join('\n'),
    text: [
      `It must say 0 of as many as there are, which \`kubectl get ${shown} --all-namespaces --output=name | wc -l\` counts, and end with exit code 0: then every value begins with ${inClear ? 'no k8s:enc:, as values in the clear do' : storedPrefix(storer)}. No value is shown. etcdctl takes its endpoint and certificates from ETCDCTL_ENDPOINTS, ETCDCTL_CACERT, ETCDCTL_CERT and ETCDCTL_KEY.`,
      '"0 of 0" means that etcd was not asked (etcdctl says why), or keeps them under another prefix than /registry (--etcd-prefix of kube-apiserver): put that in. Do not go on, unless kubectl counts none either.',
      `To see which are left: \`etcdctl get ${prefixes[shown] ?? ''}NAMESPACE/NAME --print-value-only | head -c 40 | cat -v\` shows what a value begins with.`,
      ...(resources.some(name => !Object.hasOwn(prefixes, name))
        ? [
            'The other resources lie elsewhere below /registry/: put their paths in, such as /registry/example.com/pandas/.',
          ]
        : []),
    ],
  };
}

/** What is left outside the API server. */
export function afterwards(old: Storer): Step {
  const inClear = old.provider === 'identity';
  return {
    title: 'See to what is left elsewhere',
    text: [
      `etcd keeps what was written before until it is compacted, which the API server asks for every five minutes; the freed pages are overwritten in time, or at once by \`etcdctl defrag\` on one member after the other.`,
      inClear
        ? 'Backups of etcd from before hold the values in the clear: make a new one, then destroy those. Where they may have been read, rotate the credentials themselves.'
        : `Backups of etcd from before need ${inWords(old)}: keep it, apart from them, as long as they are kept, and destroy it with the last of them.`,
    ],
  };
}
