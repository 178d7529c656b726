import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { parseVariables } from '../variables.ts';
import type { RpcFamily, UnaryRpc } from './rpc.ts';

interface BroadcastSignalRequest {
  readonly signalName: string;
  readonly variables: string;
  readonly tenantId: string;
}

const broadcastSignal: UnaryRpc<BroadcastSignalRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  const { signalKey } = await gateway.core.submit('broadcastSignal', {
    signalName: request.signalName,
    variables: parseVariables(request.variables),
  });
  return { key: signalKey, tenantId: DEFAULT_TENANT };
};

export const signalRpcs: RpcFamily = { unary: { BroadcastSignal: broadcastSignal } };
