import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

describe('configuration', () => {
  it('has a default for everything, and an empty variable counts as absent', () => {
    expect(readConfig({ ENGINE_GRPC_PORT: '' })).toMatchObject({
      ENGINE_HOST: '127.0.0.1',
      ENGINE_GRPC_PORT: 26_500,
      ENGINE_REST_PORT: 8088,
      ENGINE_DATA: '.data/engine',
      ENGINE_CLOCK_CONTROL: false,
    });
  });

  it('names every wrong variable', () => {
    expect(() => readConfig({ ENGINE_GRPC_PORT: '70000', ENGINE_CLOCK_CONTROL: 'yes' })).toThrow(
      /ENGINE_GRPC_PORT.*ENGINE_CLOCK_CONTROL/,
    );
  });

  it('takes a user only with a password, and a certificate only with its key', () => {
    expect(() => readConfig({ ENGINE_AUTH_USER: 'worker' })).toThrow(
      /ENGINE_AUTH_USER.*ENGINE_AUTH_PASSWORD/,
    );
    expect(() => readConfig({ ENGINE_TLS_KEY: 'key.pem' })).toThrow(/ENGINE_TLS_CERT.*ENGINE_TLS_KEY/);
    expect(() => readConfig({ ENGINE_AUTH_TOKEN: 'short' })).toThrow(/ENGINE_AUTH_TOKEN/);
  });
});
