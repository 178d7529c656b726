import { z } from 'zod';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, type EndpointFamily } from './endpoint.ts';
import { long, text, variables } from './fields.ts';

const correlation = z.object({
  name: z.string().min(1),
  correlationKey: text,
  variables,
  tenantId: z.string().nullish(),
});

const publication = correlation.extend({
  timeToLive: long.nullish().transform((ms) => ms ?? 0),
  messageId: text,
});

export const messages: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/messages/publication', publication, async ({ body }) => {
    checkTenant(body.tenantId);
    const { key } = await gateway.core.submit('publishMessage', {
      name: body.name,
      correlationKey: body.correlationKey,
      timeToLiveMs: body.timeToLive,
      messageId: body.messageId,
      variables: body.variables,
    });
    return { messageKey: key, tenantId: DEFAULT_TENANT };
  });
  endpoint(router, gateway, 'post', '/messages/correlation', correlation, async ({ body }) => {
    checkTenant(body.tenantId);
    const { name, correlationKey } = body;
    const { key, processInstanceKey } = await gateway.core.submit('correlateMessage', {
      name,
      correlationKey,
      variables: body.variables,
    });
    return { messageKey: key, tenantId: DEFAULT_TENANT, processInstanceKey };
  });
};
