import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import type { Program } from './program';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** AWS's API as moto plays it, on the loopback. */
export type Moto = { readonly endpoint: string; readonly program: Program };

/** Starts moto, empty. */
export async function startMoto(supervisor: Supervisor, tools: Tools): Promise<Moto> {
  const { port } = await freePorts('port');
  const endpoint = `http://127.0.0.1:${port}`;
  const program = supervisor.start({
    name: 'moto',
    command: tools.motoPython,
    args: ['-m', 'moto.server', '--host=127.0.0.1', `--port=${port}`],
  });
  await httpReady(`${endpoint}/moto-api/data.json`, program);
  return { endpoint, program };
}
