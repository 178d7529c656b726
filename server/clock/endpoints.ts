import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { ServerClock } from './clock.ts';

const clockSchema = z.object({ now: z.iso.datetime({ offset: true }), pinned: z.boolean() });
const moveSchema = z.strictObject({ at: z.iso.datetime({ offset: true }) });

/** Read the clock; move it where ENGINE_CLOCK_CONTROL allows that. */
export function clockEndpoints(clock: ServerClock, control: boolean): Endpoint[] {
  const present = () => ({ now: new Date(clock.now()).toISOString(), pinned: clock.pinned });
  const checkAllowed = (): void => {
    if (!control) throw new DomainError('NOT_FOUND');
  };
  return [
    endpoint({
      method: 'get',
      path: '/api/clock',
      tag: 'clock',
      summary: 'The time of the system, and whether it stands still',
      answers: { 200: { description: 'The present', schema: clockSchema } },
      run({ response }) {
        response.json(present());
      },
    }),
    endpoint({
      method: 'put',
      path: '/api/clock',
      tag: 'clock',
      summary: 'Move the time of server and engine (only with ENGINE_CLOCK_CONTROL)',
      roles: ['admin'],
      body: moveSchema,
      labels: { at: { zh: '时间', en: 'Time' } },
      answers: { 200: { description: 'The present', schema: clockSchema } },
      async run({ response, body }) {
        checkAllowed();
        await clock.pin(Date.parse(body.at));
        response.json(present());
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/clock',
      tag: 'clock',
      summary: 'Let the time run again',
      roles: ['admin'],
      answers: { 200: { description: 'The present', schema: clockSchema } },
      async run({ response }) {
        checkAllowed();
        await clock.reset();
        response.json(present());
      },
    }),
  ];
}
