import { deadlines } from './workloads/deadlines.ts';
import { ownEngine, w1, w2, w3, w4 } from './workloads/engine/index.ts';
import { orderLatency } from './workloads/order-latency.ts';
import { rulesApply } from './workloads/rules-apply.ts';
import { startUp } from './workloads/start-up.ts';
import { peers } from './workloads/peers.ts';

/**
 * A workload prints its progress to stderr and answers what becomes one JSON line on stdout. What it names in `failed` could
 * not be measured: the line is printed all the same, and the exit code is 1.
 */
export type Workload = (args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;

const WORKLOADS: Readonly<Record<string, Workload>> = {
  W1: w1,
  W2: w2,
  W3: w3,
  W4: w4,
  'order-latency': orderLatency,
  'rules-apply': rulesApply,
  'start-up': startUp,
  deadlines,
  peers: peers(ownEngine),
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
const exitCode = Array.isArray(result['failed']) && result['failed'].length > 0 ? 1 : 0;
// The SDK goes on trying to open its job streams again after their client was closed, so the process would not end.
process.stdout.write(`${JSON.stringify({ workload: name, ...result })}\n`, () => process.exit(exitCode));
