import { EngineError } from '../../errors.ts';
import { endpoint, noBody, type EndpointFamily } from './endpoint.ts';

/** Searches of what the engine keeps no index of. A cluster without secondary storage answers the same. */
const COLLECTIONS = [
  'decision-instances',
  'correlated-message-subscriptions',
  'batch-operations',
  'batch-operation-items',
];

export const unservedSearches: EndpointFamily = (router, gateway) => {
  for (const path of COLLECTIONS.map((collection) => `/${collection}/search`)) {
    endpoint(router, gateway, 'post', path, noBody, () => {
      throw new EngineError(
        'FORBIDDEN',
        `${path} is not kept by this engine: its records (GET /engine/records) tell it`,
      );
    });
  }
};
