import { execFile } from 'node:child_process';

/** What a program said; `code` is 0 when it succeeded. */
export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type KubectlOptions = {
  /** Given on stdin. @default - nothing */
  readonly input?: string;
  /** Who asks. @default - admin */
  readonly kubeconfig?: string;
};

export type Kubectl = {
  /** Runs kubectl; a refusal is an answer too. */
  readonly kubectl: (args: readonly string[], options?: KubectlOptions) => Promise<Result>;
  /** Runs kubectl and answers with its stdout; throws with its stderr when it fails. */
  readonly kubectlOk: (args: readonly string[], options?: KubectlOptions) => Promise<string>;
  /** `kubectl get … -o json`; throws when the server refuses. Undefined for nothing at all with `--ignore-not-found`. */
  readonly getJson: (args: readonly string[], options?: KubectlOptions) => Promise<unknown>;
  /** Applies manifests as a strict server would take them: unknown and duplicate fields are refused. */
  readonly applyYaml: (yaml: string, options?: KubectlOptions & { readonly dryRun?: boolean }) => Promise<Result>;
};

/** kubectl as admin, with its caches in `home`. */
export function kubectlAt(binary: string, home: string, adminKubeconfig: string): Kubectl {
  const kubectl: Kubectl['kubectl'] = (args, { input, kubeconfig = adminKubeconfig } = {}) =>
    runProgram(binary, args, { env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig }, input });
  const kubectlOk: Kubectl['kubectlOk'] = async (args, options) => {
    const { code, stdout, stderr } = await kubectl(args, options);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
    return stdout;
  };
  const apply = ['apply', '--server-side', '--field-manager=keywire-e2e', '--validate=strict', '--filename=-'];
  return {
    kubectl,
    kubectlOk,
    getJson: async (args, options) => {
      const json = await kubectlOk(['get', ...args, '--output=json'], options);
      return json === '' ? undefined : (JSON.parse(json) as unknown);
    },
    applyYaml: (yaml, { dryRun = false, ...options } = {}) =>
      kubectl([...apply, ...(dryRun ? ['--dry-run=server'] : [])], { ...options, input: yaml }),
  };
}

type RunOptions = { readonly env: NodeJS.ProcessEnv; readonly input: string | undefined };

/** Runs a short-lived program to its end. */
export function runProgram(command: string, args: readonly string[], { env, input }: RunOptions): Promise<Result> {
  return new Promise((resolve, reject) => {
    const limits = { env, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, limits, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
      else reject(new Error(`${command} did not end by itself: ${error.message}`, { cause: error }));
    });
    // A program that ends before it has read its input says why by itself.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
