import { TOPOLOGY } from '../topology.ts';
import { endpoint, noBody, type EndpointFamily } from './endpoint.ts';

export const topology: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'get', '/topology', noBody, () => ({
    brokers: [
      {
        nodeId: TOPOLOGY.nodeId,
        ...gateway.address,
        partitions: [{ partitionId: TOPOLOGY.partitionId, role: 'leader', health: 'healthy' }],
        version: TOPOLOGY.gatewayVersion,
      },
    ],
    clusterSize: TOPOLOGY.clusterSize,
    partitionsCount: TOPOLOGY.partitionsCount,
    replicationFactor: TOPOLOGY.replicationFactor,
    gatewayVersion: TOPOLOGY.gatewayVersion,
    lastCompletedChangeId: '-1',
  }));
  endpoint(router, gateway, 'get', '/status', noBody, () => undefined);
};
