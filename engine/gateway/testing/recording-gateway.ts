import { createLogger } from '../../logging.ts';
import { serveGateway, type GatewayOptions, type RunningGateway } from '../serve.ts';
import type { RecordingCore } from './recording-core.ts';

/** Serves a recording core on free ports. */
export function serveRecording(
  core: RecordingCore,
  options: Partial<GatewayOptions> = {},
): Promise<RunningGateway> {
  return serveGateway(core, {
    host: '127.0.0.1',
    grpcPort: 0,
    restPort: 0,
    clockControl: true,
    maxWaiting: 100,
    longPollMs: 1000,
    maxMessageBytes: 4 * 1024 * 1024,
    logger: createLogger('silent'),
    ...options,
  });
}
