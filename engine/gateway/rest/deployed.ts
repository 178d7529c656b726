import { DEPLOYED, type DeployedKind } from '../../search/index.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { searchAnswer, searchBody, searchIndex } from './search.ts';

const PATHS: readonly (readonly [path: string, kind: DeployedKind, what: string])[] = [
  ['process-definitions', 'process', 'process definition'],
  ['decision-definitions', 'decision', 'decision definition'],
  ['decision-requirements', 'decisionRequirements', 'decision requirements'],
];

/** Searches and reads of what was deployed. */
export const deployed: EndpointFamily = (router, gateway) => {
  for (const [path, kind, what] of PATHS) {
    endpoint(router, gateway, 'post', `/${path}/search`, searchBody(DEPLOYED[kind]), ({ body }) =>
      searchAnswer(searchIndex(gateway).deployed.find(kind, body)),
    );
    // Process definitions are read without an index too.
    if (kind === 'process') continue;
    endpoint(router, gateway, 'get', `/${path}/:key`, noBody, ({ key }) =>
      found(searchIndex(gateway).deployed.get(kind, key), what, key),
    );
    endpoint(router, gateway, 'get', `/${path}/:key/xml`, noBody, ({ key, response }) => {
      const xml = found(searchIndex(gateway).deployed.text(kind, key), what, key);
      response.type('text/xml').send(xml);
      return undefined;
    });
  }
};
