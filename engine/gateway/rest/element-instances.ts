import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { ElementInstanceView } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { requiredVariables } from './fields.ts';
import { equalTo, SEARCH_WINDOW, searchPage, searchRequest } from './search.ts';

const FIELDS = [
  'elementInstanceKey',
  'processInstanceKey',
  'processDefinitionKey',
  'processDefinitionId',
  'elementId',
  'elementName',
  'type',
  'state',
  'hasIncident',
  'startDate',
  'tenantId',
] as const;

const setVariables = z.object({ variables: requiredVariables, local: z.boolean().nullish() });

export const elementInstances: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/element-instances/search', searchRequest(FIELDS), ({ body }) => {
    const instance = equalTo(body.filter.processInstanceKey);
    if (instance === undefined) {
      throw new EngineError(
        'FORBIDDEN',
        'element instances are searched within one process instance: filter by processInstanceKey',
      );
    }
    const active = gateway.core.queries.activeElements(instance, SEARCH_WINDOW);
    return searchPage(active.map(elementInstanceResult), body);
  });
  endpoint(router, gateway, 'get', '/element-instances/:key', noBody, ({ key }) =>
    elementInstanceResult(found(gateway.core.queries.elementInstance(key), 'element instance', key)),
  );
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
