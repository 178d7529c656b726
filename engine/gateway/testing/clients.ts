import { Camunda8 } from '@camunda8/sdk';

/**
 * The clients of @camunda8/sdk for a running engine, as a worker would make them. The orchestration-cluster client
 * checks every answer against the published schema and throws where it differs.
 */
export function clientsOf(engine: { readonly grpcPort: number; readonly restPort: number }) {
  // The SDK hands this one setting on to its orchestration-cluster client only through the environment.
  process.env.CAMUNDA_SDK_VALIDATION = 'req:none,res:strict';
  const camunda = new Camunda8({
    ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${engine.grpcPort}`,
    ZEEBE_REST_ADDRESS: `http://127.0.0.1:${engine.restPort}`,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: { ZEEBE_GRPC_WORKER_LONGPOLL_SECONDS: 1, ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
  });
  return {
    grpc: camunda.getZeebeGrpcApiClient(),
    rest: camunda.getOrchestrationClusterApiClientLoose(),
    olderRest: camunda.getCamundaRestClient(),
  };
}
