import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jiesu/domain';
import { JobWorker, Reachability, createLogger, createMetrics } from './index.ts';
import type { Job, JobResult } from './index.ts';
import { RetryableJobError } from './errors.ts';
import type { JobSource } from './source.ts';

const JOB: Job = {
  key: '1',
  type: 'hotline.test',
  elementId: 'Test',
  elementInstanceKey: '2',
  processInstanceKey: '3',
  processDefinitionKey: '4',
  processId: 'work-order',
  retries: 3,
  deadline: 0,
  headers: {},
  variables: {},
};

/** Hands out one job and resolves with what the worker tells of it. */
function answerTo(handle: (attempt: number) => Promise<JobResult>): Promise<string> {
  return new Promise((resolve) => {
    let attempts = 0;
    let given = false;
    const source: JobSource = {
      activate: () => {
        if (given) return new Promise(() => undefined);
        given = true;
        return Promise.resolve([JOB]);
      },
      complete: async () => resolve(`completed at attempt ${attempts}`),
      fail: async (_, { message }) => resolve(`failed with ${message} at attempt ${attempts}`),
      throwError: async (_, code) => resolve(`threw ${code}`),
      isJobGone: () => false,
      close: () => Promise.resolve(),
    };
    const logger = createLogger('silent');
    new JobWorker({
      handler: {
        type: JOB.type,
        timeoutMs: 10_000,
        fetchVariables: [],
        protocol: 'grpc',
        handle: () => {
          attempts += 1;
          return handle(attempts);
        },
      },
      source,
      context: undefined,
      logger,
      metrics: createMetrics(),
      reachability: new Reachability(logger),
      workerName: 'test',
      capacity: 1,
      longPollMs: 1000,
    }).start();
  });
}

describe('a job that fails', () => {
  it('is tried again by its worker when the failure may pass, without the engine', async () => {
    const answer = await answerTo(async (attempt) => {
      if (attempt < 3) throw new RetryableJobError('BUSY', 1000);
      return {};
    });

    expect(answer).toBe('completed at attempt 3');
  });

  it('goes back to the engine when the failure lasts', async () => {
    const answer = await answerTo(() => Promise.reject(new DomainError('DATABASE_UNAVAILABLE')));

    expect(answer).toMatch(/^failed with DATABASE_UNAVAILABLE at attempt ([5-9]|1\d)$/);
  });

  it('goes back at once when trying again would only repeat it', async () => {
    const answer = await answerTo(() => Promise.reject(new TypeError('no')));

    expect(answer).toBe('failed with UNFORESEEN TypeError at attempt 1');
  });
});
