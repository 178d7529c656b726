import { z } from 'zod';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, type EndpointFamily } from './endpoint.ts';
import { variables } from './fields.ts';

const broadcast = z.object({
  signalName: z.string().min(1),
  variables,
  tenantId: z.string().nullish(),
});

export const signals: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/signals/broadcast', broadcast, async ({ body }) => {
    checkTenant(body.tenantId);
    const { signalName, variables } = body;
    const { signalKey } = await gateway.core.submit('broadcastSignal', { signalName, variables });
    return { signalKey, tenantId: DEFAULT_TENANT };
  });
};
