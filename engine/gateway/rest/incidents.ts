import type { IncidentView } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';

export const incidents: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'get', '/incidents/:key', noBody, async ({ key }) => {
    const open = gateway.core.queries.incident(key);
    if (open !== undefined) return incidentResult(open);
    return found(await gateway.history.search?.get('incidents', key), 'incident', key);
  });
  endpoint(router, gateway, 'post', '/incidents/:key/resolution', noBody, async ({ key }) => {
    await gateway.core.submit('resolveIncident', { key });
    return undefined;
  });
};

function incidentResult(view: IncidentView) {
  return {
    incidentKey: view.key,
    processDefinitionId: view.processId,
    processDefinitionKey: view.processDefinitionKey,
    processInstanceKey: view.processInstanceKey,
    errorType: view.errorType,
    errorMessage: view.errorMessage,
    elementId: view.elementId,
    elementInstanceKey: view.elementInstanceKey,
    creationTime: utc(view.creationTime),
    state: view.state,
    tenantId: DEFAULT_TENANT,
    ...(view.jobKey === null ? {} : { jobKey: view.jobKey }),
  };
}
