import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { parseVariables } from '../variables.ts';
import type { RpcFamily, UnaryRpc } from './rpc.ts';

interface PublishMessageRequest {
  readonly name: string;
  readonly correlationKey: string;
  readonly timeToLive: string;
  readonly messageId: string;
  readonly variables: string;
  readonly tenantId: string;
}

const publishMessage: UnaryRpc<PublishMessageRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  const { key } = await gateway.core.submit('publishMessage', {
    name: request.name,
    correlationKey: request.correlationKey,
    timeToLiveMs: Number(request.timeToLive),
    messageId: request.messageId,
    variables: parseVariables(request.variables),
  });
  return { key, tenantId: DEFAULT_TENANT };
};

export const messageRpcs: RpcFamily = { unary: { PublishMessage: publishMessage } };
