import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Gateway } from '../gateway.ts';
import { decisionRpcs } from './decisions.ts';
import { deploymentRpcs } from './deployments.ts';
import { incidentRpcs } from './incidents.ts';
import { jobRpcs } from './jobs.ts';
import { messageRpcs } from './messages.ts';
import { processRpcs } from './processes.ts';
import { serveStream, serveUnary, type RpcFamily } from './rpc.ts';
import { signalRpcs } from './signals.ts';
import { topologyRpcs } from './topology.ts';

/** Every family of RPCs that is served. What the protocol file has beyond them answers UNIMPLEMENTED. */
export const RPC_FAMILIES: readonly RpcFamily[] = [
  topologyRpcs,
  deploymentRpcs,
  processRpcs,
  jobRpcs,
  messageRpcs,
  signalRpcs,
  incidentRpcs,
  decisionRpcs,
];

/** The service for grpc-js. */
export function implementation(gateway: Gateway): UntypedServiceImplementation {
  const handlers: UntypedServiceImplementation = {};
  for (const family of RPC_FAMILIES) {
    for (const [name, rpc] of Object.entries(family.unary ?? {})) {
      handlers[name] = serveUnary(gateway, name, rpc);
    }
    for (const [name, rpc] of Object.entries(family.streams ?? {})) {
      handlers[name] = serveStream(gateway, name, rpc);
    }
  }
  return handlers;
}
