import { shellWord } from '../shell-word';
import type { Step } from './step';

/** How the API servers come by the file. */
export type Loading = {
  /** How many there are. */
  readonly apiServers: number;
  /** Where the file is on the host of each. */
  readonly configPath: string;
  /** Whether they run with `--encryption-provider-config-automatic-reload=true`. */
  readonly autoReload: boolean;
};

const bring = (path: string): string =>
  `Bring the file to the host of every API server, as ${path}, owned by the user that the server runs as, mode 0600: write it beside, then rename it, so that no server reads half of it. The server must see the folder, not the file alone, in its mounts: a mounted file stays the old one.`;

/** The flags that an API server needs, and its restart. */
export function firstLoad({ apiServers, configPath, autoReload }: Loading): Step {
  const path = shellWord(configPath);
  const flags = [
    `--encryption-provider-config=${path}`,
    ...(autoReload ? ['--encryption-provider-config-automatic-reload=true'] : []),
  ];
  return {
    title: apiServers === 1 ? 'Restart the API server with the file' : 'Restart every API server with the file',
    text: [
      ...(apiServers === 1 ? [] : [bring(path)]),
      `Give kube-apiserver ${flags.map(flag => `\`${flag}\``).join(' and ')} and restart it; in a static pod, mount the folder of the file too.`,
      apiServers === 1
        ? 'Until it is back, nobody can read anything: choose the time.'
        : 'One after the other, and wait for /readyz of each. Go on when all of them run with the file.',
    ],
  };
}

/** Waits until the API servers run with the file as it is now. */
export function load({ apiServers, configPath, autoReload }: Loading): Step {
  const path = shellWord(configPath);
  const all = apiServers > 1;
  if (!autoReload) {
    return {
      title: all ? 'Restart every API server' : 'Restart the API server',
      text: [
        ...(all ? [bring(path), 'Restart them one after the other, and wait for /readyz of each.'] : []),
        'A server that refuses the file does not start: its log says why. Go on when all of them run with it.',
      ],
    };
  }
  return {
    title: all ? 'Wait until every API server has loaded the file' : 'Wait until the API server has loaded the file',
    text: [
      ...(all
        ? [
            bring(path),
            'Run it on each of those hosts, with API_SERVER set to its own server, such as https://cp-1:6443, never to a load balancer. Go on when it has ended on all of them.',
          ]
        : []),
      'A server looks at the file once a minute. It tells the SHA-256 of the one that it runs with (apiserver_encryption_config_controller_last_config_info, since 1.36), and when it last loaded one (…_automatic_reload_last_timestamp_seconds). One that it refuses is not loaded, and counted in …_automatic_reloads_total{status="failure"}: the line waits for ever, the log says why, and the file before stays in force.',
    ],
    commands: waitFor(path, all ? '--server="$API_SERVER" ' : ''),
  };
}

/** Before 1.36 there is no hash to compare with: then the time of the last loading has to be later than the file. */
const waitFor = (path: string, server: string): string =>
  [
    `until kubectl ${server}get --raw=/metrics | awk -v hash="$(sha256sum ${path} | cut -d' ' -f1)" -v written="$(stat -c %.Y ${path})" '`,
    '  /^apiserver_encryption_config_controller_last_config_info/ { told = 1; if (index($0, hash)) same = 1 }',
    '  /^apiserver_encryption_config_controller_automatic_reload_last_timestamp_seconds.*status="success"/ { if ($NF > written) later = 1 }',
    "  END { exit !(told ? same : later) }'; do sleep 2; done",
  ].join('\n');
