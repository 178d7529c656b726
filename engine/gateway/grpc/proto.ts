import { createRequire } from 'node:module';
import { loadPackageDefinition, type ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/**
 * The Gateway service as the public protocol file (Apache-2.0, shipped in @camunda8/sdk) defines it. 64-bit numbers
 * are decimal strings, so no key loses digits.
 */
export function loadGatewayService(): ServiceDefinition {
  const path = createRequire(import.meta.url).resolve('@camunda8/sdk/dist/proto/zeebe.proto');
  const definition = loadSync(path, {
    keepCase: true,
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const loaded = loadPackageDefinition(definition) as unknown as {
    readonly gateway_protocol: { readonly Gateway: { readonly service: ServiceDefinition } };
  };
  return loaded.gateway_protocol.Gateway.service;
}
