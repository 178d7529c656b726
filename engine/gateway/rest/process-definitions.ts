import type { DeployedProcess } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { equalTo, SEARCH_WINDOW, searchPage, searchRequest } from './search.ts';

const FIELDS = [
  'processDefinitionKey',
  'processDefinitionId',
  'name',
  'version',
  'versionTag',
  'resourceName',
  'tenantId',
] as const;

export const processDefinitions: EndpointFamily = (router, gateway) => {
  const request = searchRequest([...FIELDS, 'isLatestVersion']);
  endpoint(router, gateway, 'post', '/process-definitions/search', request, ({ body }) => {
    const { isLatestVersion, ...filter } = body.filter;
    const deployed = gateway.core.queries.processDefinitions(SEARCH_WINDOW);
    const wanted = equalTo(isLatestVersion) === 'true' ? latestOnly(deployed) : deployed;
    return searchPage(wanted.map(definitionResult), { ...body, filter });
  });
  endpoint(router, gateway, 'get', '/process-definitions/:key', noBody, ({ key }) =>
    definitionResult(found(gateway.core.queries.processDefinition(key), 'process definition', key)),
  );
  endpoint(router, gateway, 'get', '/process-definitions/:key/xml', noBody, ({ key, response }) => {
    const xml = found(gateway.core.queries.processXml(key), 'process definition', key);
    response.type('text/xml').send(xml);
    return undefined;
  });
};

/** The list has the newest version of an id first. */
function latestOnly(definitions: readonly DeployedProcess[]): readonly DeployedProcess[] {
  const seen = new Set<string>();
  return definitions.filter(({ processId }) => !seen.has(processId) && seen.add(processId));
}

function definitionResult(item: DeployedProcess) {
  return {
    processDefinitionKey: item.key,
    processDefinitionId: item.processId,
    name: item.name,
    resourceName: item.resourceName,
    version: item.version,
    ...(item.versionTag === undefined ? {} : { versionTag: item.versionTag }),
    tenantId: DEFAULT_TENANT,
    hasStartForm: false,
  };
}
