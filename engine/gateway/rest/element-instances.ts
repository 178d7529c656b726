import { z } from 'zod';
import type { ElementInstanceView } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { requiredVariables, variables } from './fields.ts';

const setVariables = z.object({ variables: requiredVariables, local: z.boolean().nullish() });

const adHocActivation = z.object({
  elements: z.array(z.object({ elementId: z.string().min(1), variables })).min(1),
  cancelRemainingInstances: z.boolean().nullish(),
});

export const elementInstances: EndpointFamily = (router, gateway) => {
  endpoint(
    router,
    gateway,
    'post',
    '/element-instances/ad-hoc-activities/:key/activation',
    adHocActivation,
    async ({ key, body }) => {
      await gateway.core.submit('activateAdHocActivities', {
        adHocSubProcessInstanceKey: key,
        elements: body.elements,
        cancelRemainingInstances: body.cancelRemainingInstances ?? false,
      });
      return undefined;
    },
  );
  endpoint(router, gateway, 'get', '/element-instances/:key', noBody, async ({ key }) => {
    const live = gateway.core.queries.elementInstance(key);
    if (live !== undefined) return elementInstanceResult(live);
    return found(await gateway.history.search?.get('element-instances', key), 'element instance', key);
  });
  endpoint(
    router,
    gateway,
    'put',
    '/element-instances/:key/variables',
    setVariables,
    async ({ key, body }) => {
      await gateway.core.submit('setVariables', {
        elementInstanceKey: key,
        variables: body.variables,
        local: body.local ?? false,
      });
      return undefined;
    },
  );
};

function elementInstanceResult(view: ElementInstanceView) {
  return {
    elementInstanceKey: view.key,
    processDefinitionId: view.processId,
    startDate: utc(view.startDate),
    elementId: view.elementId,
    elementName: view.elementName,
    type: view.type,
    state: view.state,
    hasIncident: view.hasIncident,
    tenantId: DEFAULT_TENANT,
    processInstanceKey: view.processInstanceKey,
    processDefinitionKey: view.processDefinitionKey,
  };
}
