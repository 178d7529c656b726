import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { LiveHub } from './hub.ts';

/** The stream of changes. */
export function liveEndpoints(hub: LiveHub): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/events',
      tag: 'live',
      summary:
        'Server-sent events: `task` {key, orderNo, state}, `order` {orderNo, status}, `rule-run` {id, changeId, state, done, total}, `rules` {changeId, state}, `resync` {} when changes may have been missed',
      answers: { 200: { description: 'The stream', type: 'text/event-stream' } },
      run({ request, response, person }) {
        hub.connect(request, response, person);
      },
    }),
  ];
}
