import type { RpcFamily, UnaryRpc } from './rpc.ts';

const resolveIncident: UnaryRpc<{ readonly incidentKey: string }, unknown> = (gateway, { incidentKey }) =>
  gateway.core.submit('resolveIncident', { key: incidentKey });

export const incidentRpcs: RpcFamily = { unary: { ResolveIncident: resolveIncident } };
