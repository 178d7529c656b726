import { orderLatency } from './workloads/order-latency.ts';
import { startUp } from './workloads/start-up.ts';
import { peers } from './workloads/peers.ts';

/** A workload prints its progress to stderr and answers what becomes one JSON line on stdout. */
export type Workload = (args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;

const WORKLOADS: Readonly<Record<string, Workload>> = {
  'order-latency': orderLatency,
  'start-up': startUp,
  peers: peers(),
};

const [name = '', ...args] = process.argv.slice(2);
const workload = WORKLOADS[name];
if (workload === undefined) {
  process.stderr.write(
    `usage: npm run bench -- <workload> [options]\nworkloads: ${Object.keys(WORKLOADS).join(', ')}\n`,
  );
  process.exit(2);
}
const result = await workload(args);
process.stdout.write(`${JSON.stringify({ workload: name, ...result })}\n`);
