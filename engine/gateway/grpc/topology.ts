import type { Gateway } from '../gateway.ts';
import { TOPOLOGY } from '../topology.ts';
import type { RpcFamily } from './rpc.ts';

export const topologyRpcs: RpcFamily = {
  unary: {
    Topology: (gateway: Gateway) =>
      Promise.resolve({
        brokers: [
          {
            nodeId: TOPOLOGY.nodeId,
            ...gateway.address,
            partitions: [{ partitionId: TOPOLOGY.partitionId, role: 'LEADER', health: 'HEALTHY' }],
            version: TOPOLOGY.gatewayVersion,
          },
        ],
        clusterSize: TOPOLOGY.clusterSize,
        partitionsCount: TOPOLOGY.partitionsCount,
        replicationFactor: TOPOLOGY.replicationFactor,
        gatewayVersion: TOPOLOGY.gatewayVersion,
      }),
  },
};
