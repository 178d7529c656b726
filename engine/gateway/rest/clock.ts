import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { Gateway } from '../gateway.ts';
import { endpoint, noBody, type EndpointFamily } from './endpoint.ts';
import { long } from './fields.ts';

export const clock: EndpointFamily = (router, gateway) => {
  const pin = z.object({ timestamp: long.refine((ms) => ms >= 0, 'must not be negative') });
  endpoint(router, gateway, 'put', '/clock', pin, ({ body }) => {
    checkAllowed(gateway);
    gateway.core.clock.pin(body.timestamp);
    return undefined;
  });
  endpoint(router, gateway, 'post', '/clock/reset', noBody, () => {
    checkAllowed(gateway);
    gateway.core.clock.reset();
    return undefined;
  });
};

function checkAllowed(gateway: Gateway): void {
  if (gateway.clockControl) return;
  throw new EngineError(
    'FORBIDDEN',
    'the clock is not controlled here: start the engine with ENGINE_CLOCK_CONTROL=true',
  );
}
