/** The version of the protocol that is spoken here; clients refuse to talk to a gateway older than they know. */
export const GATEWAY_VERSION = '8.8.0';

/** The one broker with its one partition, which this process is. */
export const TOPOLOGY = {
  clusterSize: 1,
  partitionsCount: 1,
  replicationFactor: 1,
  gatewayVersion: GATEWAY_VERSION,
  partitionId: 1,
  nodeId: 0,
} as const;
