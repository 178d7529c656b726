import { expect, it } from '@jest/globals';
import type { ActivatedJob } from '../processor/commands.ts';
import { JobStream } from './stream.ts';

const ACTIVATION = { type: 't', worker: 'w', timeoutMs: 1000, maxJobs: 1, fetchVariables: [] };

function jobs(count: number): ActivatedJob[] {
  return Array.from({ length: count }, () => ({}) as ActivatedJob);
}

it('takes more jobs at a time while there are always more, up to a bound', () => {
  // given
  const stream = new JobStream(ACTIVATION, { push: () => true, fail: () => undefined });
  const asked: number[] = [];
  // when
  for (let round = 0; round < 5; round += 1) {
    const capacity = stream.capacity(1);
    asked.push(capacity);
    stream.take(jobs(capacity));
  }
  // then
  expect(asked).toEqual([64, 128, 256, 256, 256]);
});

it('takes few again when there was room to spare, and shares with others', () => {
  // given
  const stream = new JobStream(ACTIVATION, { push: () => true, fail: () => undefined });
  stream.take(jobs(stream.capacity(1)));
  // when
  stream.capacity(1);
  stream.take(jobs(5));
  // then
  expect(stream.capacity(1)).toBe(64);
  expect(stream.capacity(4)).toBe(16);
});
