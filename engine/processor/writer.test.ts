import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { behaviorOf } from '../elements/index.ts';
import { EngineError } from '../errors.ts';
import { openState, Store, type State } from '../state/index.ts';
import type { ActivatedJob } from './commands.ts';
import { Definitions } from './definitions.ts';
import type { Effects } from './effects.ts';
import { DEFERRED } from './handlers/handler.ts';
import { Writer } from './writer.ts';

describe('the writer', () => {
  let dataDir: string;
  let store: Store;
  let state: State;
  let writer: Writer;
  let committed: Effects[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-writer-'));
    store = new Store(dataDir);
    state = openState(store);
    committed = [];
    writer = new Writer({
      store,
      state,
      definitions: new Definitions(state),
      behaviorOf,
      jobTakers: { reserve: () => undefined },
      now: () => 1000,
      maxQueue: 5,
      onCommitted: (effects) => void committed.push(effects),
    });
  });
  afterEach(async () => {
    await writer.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('answers after the commit, in order', async () => {
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        writer.submit((x) => x.state.resources.put(`r${n}`, `text ${n}`)).then(() => order.push(n)),
      ),
    );
    expect(order).toEqual([1, 2, 3]);
    expect(state.resources.peek('r2')).toBe('text 2');
    expect(committed).toHaveLength(3);
  });

  it('takes back what a refused command has changed, and nothing of its neighbours', async () => {
    const outcomes = await Promise.allSettled([
      writer.submit((x) => x.state.resources.put('a', 'kept')),
      writer.submit((x) => {
        x.state.resources.put('a', 'lost');
        x.state.resources.put('b', 'lost');
        x.record('TEST', 'LOST', 1, null);
        throw new EngineError('NOT_FOUND', 'no');
      }),
      writer.submit((x) => {
        x.state.resources.put('b', 'lost');
        throw new TypeError('a bug');
      }),
      writer.submit((x) => x.state.resources.get('a')),
    ]);
    expect(
      outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? 'ok' : (outcome.reason as EngineError).code,
      ),
    ).toEqual(['ok', 'NOT_FOUND', 'INTERNAL', 'ok']);
    expect(state.resources.peek('a')).toBe('kept');
    expect(state.resources.peek('b')).toBeUndefined();
    expect([...store.log.read(0)]).toEqual([]);
  });

  it('fails only the command that can not be stored', async () => {
    const tooLong = 'k'.repeat(5000);
    const outcomes = await Promise.allSettled([
      writer.submit((x) => x.state.resources.put('a', '1')),
      writer.submit((x) => x.state.resources.put(tooLong, '2')),
      writer.submit((x) => x.state.resources.put('c', '3')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(['a', 'c'].map((key) => state.resources.peek(key))).toEqual(['1', '3']);
  });

  it('refuses at once when too many commands wait', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => writer.submit(() => 'done')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as EngineError).code)).toEqual([
      'RESOURCE_EXHAUSTED',
      'RESOURCE_EXHAUSTED',
    ]);
  });

  it('gives an answer that comes later, and refuses it when it closes first', async () => {
    let requestId = '';
    const defer = () =>
      writer.submit((x) => {
        requestId = x.requestId;
        return DEFERRED;
      });
    const first = defer();
    await writer.submit((x) => x.effects.answer(requestId, { value: 'late' }));
    expect(await first).toBe('late');
    const refused = expect(defer()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await writer.submit(() => undefined);
    await writer.close();
    await refused;
    await expect(writer.submit(() => 1)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('does what the engine has to do before what clients ask for', async () => {
    // given
    const order: string[] = [];
    const commands = [
      writer.submit(() => order.push('client')),
      writer.submitInternal(() => order.push('own')),
    ];
    // when
    await Promise.all(commands);
    // then
    expect(order).toEqual(['own', 'client']);
  });

  it('leaves clients a part of every batch', async () => {
    // given
    const busy = (name: string) => (): void => {
      order.push(name);
      const began = performance.now();
      while (performance.now() - began < 9);
    };
    const order: string[] = [];
    const commands = [1, 2].flatMap(() => [
      writer.submit(busy('client')),
      writer.submitInternal(busy('own')),
    ]);
    // when
    await Promise.all(commands);
    // then
    expect(order).toEqual(['own', 'client', 'own', 'client']);
  });

  it('frees the places of jobs whose command or commit fails', async () => {
    // given
    let taken = 0;
    const place = {
      request: { type: 't', worker: 'w', timeoutMs: 1000, fetchVariables: [] },
      deliver: () => undefined,
      release: (count: number) => void (taken -= count),
    };
    const job = { key: '1' } as ActivatedJob;
    // when
    const outcomes = await Promise.allSettled([
      writer.submit((x) => {
        taken += 1;
        x.effects.deliver(place, job);
        throw new EngineError('NOT_FOUND', 'no');
      }),
      writer.submit((x) => {
        taken += 1;
        x.effects.deliver(place, job);
        x.state.resources.put('k'.repeat(5000), 'too long a key');
      }),
    ]);
    // then
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(taken).toBe(0);
    expect(committed).toHaveLength(0);
  });

  it('never gives a key twice, across restarts', async () => {
    const keys = new Set<number>();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 3; n += 1) keys.add((await writer.submit((x) => x.newKey())) as number);
      await writer.close();
      await store.close();
      store = new Store(dataDir);
      state = openState(store);
      writer = new Writer({
        store,
        state,
        definitions: new Definitions(state),
        behaviorOf,
        jobTakers: { reserve: () => undefined },
        now: () => 1000,
        maxQueue: 5,
        onCommitted: () => undefined,
      });
    }
    expect(keys.size).toBe(9);
    expect(Math.min(...keys)).toBe(2 ** 51 + 1);
  });
});
