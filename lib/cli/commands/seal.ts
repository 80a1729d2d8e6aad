import { Option, type Command } from 'commander';
import { addOptionalCredentialOptions, collect, type CredentialOptions } from '../credential-options';
import type { Io } from '../io';
import { check } from './seal/check';
import { rotate } from './seal/rotate';
import { sealValues, type SealOptions } from './seal/seal-values';

/** All options, as commander parses them. */
type Options = Omit<SealOptions, keyof CredentialOptions> &
  Omit<CredentialOptions, 'name'> & {
    readonly name?: string;
    readonly rotate?: true;
    readonly check?: true;
    readonly verify?: true;
  };

const examples = `
Examples:
  Seal an AWS access key, which is asked for without showing it; the file goes into Git:
  $ keywire seal --cert certs/prod.pem --name aws --namespace orders --class aws --out sealed/aws.yaml

  Change one field of it, from a file; the others keep their ciphertexts:
  $ keywire seal --cert certs/prod.pem --name aws --namespace orders --class aws --out sealed/aws.yaml \\
      --field secretAccessKey=file:/run/secrets/key

  The same credential for several clusters:
  $ keywire seal --cluster prod=certs/prod.pem --cluster staging=certs/staging.pem --out 'clusters/{cluster}/aws.yaml' \\
      --name aws --namespace orders --class aws

  With the certificate of the cluster that runs, looking whether a Secret stands in the way there:
  $ keywire seal --context prod --name aws --namespace orders --class aws --out sealed/aws.yaml

  List what is sealed under an old certificate, and have the controller encrypt it anew:
  $ keywire seal --check --cert certs/prod.pem sealed
  $ keywire seal --rotate --context prod sealed/aws.yaml
  Labels, annotations and the template stay as they are; comments in a file that is written anew are lost.

  By kubectl proxy, where kubectl itself is not at hand:
  $ keywire seal --rotate sealed/aws.yaml --controller \\
      http://127.0.0.1:8001/api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:8080/proxy

The controller should be of version 0.40.0 or newer: older ones let who reaches /v1/rotate or /v1/verify, and
reads Git, find out values. Nothing in the file tells a value, but for its length.

A variable that a value comes from is kept from kubectl: use another name than those that kubectl's own plugins
read, such as AWS_SECRET_ACCESS_KEY.

Digests of the values stand beside the ciphertexts, so that a value that has not changed keeps its own. Their
key is in KEYWIRE_DIGEST_KEY_FILE, else ~/.config/keywire/digest-key: keep it off Git.`;

/** Adds `keywire seal`. */
export function addSeal(program: Command, io: Io): void {
  const command = program
    .command('seal')
    .description("Seals values for Sealed Secrets' controller: only ciphertext is written, and goes into Git.")
    .argument('[files...]', 'files or folders to --rotate or --check');
  addSourceOptions(addOptionalCredentialOptions(command))
    .addOption(
      new Option('--scope <scope>', 'where else it opens (default: strict, or that of the file that is there)').choices(
        ['strict', 'namespace-wide', 'cluster-wide'],
      ),
    )
    .option('--out <file>', 'the file to write or to change (default: standard output)')
    .option('--remove <field>', 'takes a field out of the file; may be repeated', collect, [])
    .option('--no-digests', 'makes no digests, and seals each value anew')
    .option('--rotate', 'has the controller encrypt files anew under its newest key')
    .option('--check', 'lists files that are sealed under another certificate than the newest; ends with 3 if any are')
    .option('--verify', 'with --check: asks the controller whether it can open each file, too')
    .addHelpText('after', examples)
    .action((files: readonly string[], options: Options) => act(command, files, options, io));
}

function addSourceOptions(command: Command): Command {
  return command
    .option('--cert <file|url>', "the controller's certificate")
    .option('--controller <url>', 'the address of the controller, without /v1/…')
    .option('--context <context>', 'the cluster of a context, asked by kubectl')
    .option('--controller-namespace <namespace>', 'with --context: where the controller is (default: kube-system)')
    .option('--controller-name <name>', "with --context: its Service (default: 'sealed-secrets-controller')")
    .option('--cluster <name=source>', 'a FILE, a URL or context:CONTEXT, for each of several clusters', collect, [])
    .option('--fingerprint <sha256>', 'the certificate must have it; may be repeated', collect, []);
}

/** What says nothing to --rotate and --check. */
const ofSealing = ['name', 'namespace', 'class', 'keys', 'type', 'field', 'json', 'scope', 'out', 'remove', 'digests'];

/** Which of the three it is to do. */
async function act(command: Command, files: readonly string[], options: Options, io: Io): Promise<void> {
  const { name, rotate: rotates, check: checks, verify = false } = options;
  if (rotates && checks) command.error('error: --rotate and --check are two commands; say one of them');
  if (verify && !checks) command.error('error: --verify goes with --check');
  if (rotates || checks) {
    if (files.length === 0) command.error(`error: name the files to ${rotates ? '--rotate' : '--check'}`);
    const idle = ofSealing.filter(option => command.getOptionValueSource(option) === 'cli');
    if (idle.length > 0) command.error('error: --rotate and --check take files, and nothing of a credential');
    return rotates ? rotate(files, options, io) : check(files, { ...options, verify }, io);
  }
  // What stands there may be a value, so it is not shown.
  if (files.length > 0) command.error('error: files go with --rotate or --check; a value is never an argument');
  if (name === undefined) return command.error("error: required option '--name <name>' not specified");
  return sealValues({ ...options, name }, io);
}
