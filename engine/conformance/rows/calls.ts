import { loadGatewayService } from '../../gateway/grpc/proto.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { EndpointFamily } from '../../gateway/rest/endpoint.ts';
import { ENDPOINT_FAMILIES } from '../../gateway/rest/registry.ts';
import { unservedSearches } from '../../gateway/rest/unserved-searches.ts';
import express from 'express';

/** Every RPC of the protocol file. */
export function rpcRows(): readonly string[] {
  return Object.keys(loadGatewayService());
}

/** Every endpoint that is served, as `POST /path/:key`, in the order of its path. */
export function endpointRows(): readonly string[] {
  const served = ENDPOINT_FAMILIES.filter((family) => family !== unservedSearches).flatMap(endpointsOf);
  const pathOf = (row: string): string => row.replace(/^\w+ /, '');
  return [...new Set(served)].sort(
    (one, other) => pathOf(one).localeCompare(pathOf(other), 'en') || one.localeCompare(other, 'en'),
  );
}

function endpointsOf(family: EndpointFamily): readonly string[] {
  const router = express.Router();
  // Families look at the gateway only when they are called, except for the limit of uploads.
  family(router, { maxMessageBytes: 1 } as Gateway);
  return router.stack.flatMap(({ route }) =>
    (route?.stack ?? []).map(({ method }) => `${method.toUpperCase()} ${route?.path ?? ''}`),
  );
}
