import type { DeployedProcess } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';

export const processDefinitions: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'get', '/process-definitions/:key', noBody, ({ key }) =>
    definitionResult(found(gateway.core.queries.processDefinition(key), 'process definition', key)),
  );
  endpoint(router, gateway, 'get', '/process-definitions/:key/xml', noBody, ({ key, response }) => {
    const xml = found(gateway.core.queries.processXml(key), 'process definition', key);
    response.type('text/xml').send(xml);
    return undefined;
  });
  // A start form is refused at deployment or ignored by the engine, so there is none to be read: 204.
  endpoint(router, gateway, 'get', '/process-definitions/:key/form', noBody, ({ key }) => {
    found(gateway.core.queries.processDefinition(key), 'process definition', key);
    return undefined;
  });
};

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
