import type { IncidentView } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { equalTo, SEARCH_WINDOW, searchPage, searchRequest } from './search.ts';

const FIELDS = [
  'incidentKey',
  'processDefinitionId',
  'processDefinitionKey',
  'processInstanceKey',
  'elementId',
  'elementInstanceKey',
  'errorType',
  'errorMessage',
  'jobKey',
  'creationTime',
  'state',
  'tenantId',
] as const;

export const incidents: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/incidents/search', searchRequest(FIELDS), ({ body }) => {
    const instance = equalTo(body.filter.processInstanceKey) ?? null;
    return searchPage(gateway.core.queries.incidents(instance, SEARCH_WINDOW).map(incidentResult), body);
  });
  endpoint(router, gateway, 'get', '/incidents/:key', noBody, ({ key }) =>
    incidentResult(found(gateway.core.queries.incident(key), 'incident', key)),
  );
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
