import { EngineError } from '../../errors.ts';
import { endpoint, noBody, type EndpointFamily } from './endpoint.ts';

/** Searches that need an index the engine does not keep. A cluster without secondary storage answers the same. */
const COLLECTIONS = [
  'process-instances',
  'variables',
  'jobs',
  'user-tasks',
  'decision-definitions',
  'decision-requirements',
  'decision-instances',
  'message-subscriptions',
];

export const unservedSearches: EndpointFamily = (router, gateway) => {
  const paths = [
    ...COLLECTIONS.map((collection) => `/${collection}/search`),
    '/user-tasks/:key/variables/search',
  ];
  for (const path of paths) {
    endpoint(router, gateway, 'post', path, noBody, () => {
      throw new EngineError(
        'FORBIDDEN',
        `${path} requires a secondary storage, but none is set: keep what must be found in a database of your own`,
      );
    });
  }
};
