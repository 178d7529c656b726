import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limitsSchema, orderDeadline } from '@jiesu/domain';
import { readConfigTexts, ruleChecksum, rulesOf, seedRuleVersions } from '@jiesu/store';
import type { ConfigTexts, OrderDocument, RuleRunDocument, RuleVersionDocument } from '@jiesu/store';
import path from 'node:path';
import { HandlerBench } from '../testing/handler-bench.ts';
import { ROOT } from '../testing/engine-process.ts';
import { RuleRunLoop } from './index.ts';
import { sideOf } from './sides.ts';

const MORNING = Date.parse('2026-11-24T10:00:00+08:00');
const NOON = Date.parse('2026-11-25T12:00:00+08:00');

/** The table with another text in the cell of an output. */
function withCell(xml: string, cell: string, text: string): string {
  return xml.replace(
    new RegExp(`(<outputEntry id="${cell}">\\s*<text>)[^<]*`),
    (_all, before: string) => `${before}${text}`,
  );
}

describe('rules applied to open orders', () => {
  let bench: HandlerBench;
  let files: ConfigTexts;
  let before: Awaited<ReturnType<typeof sideOf>>;

  beforeAll(async () => {
    bench = await HandlerBench.open();
    files = await readConfigTexts(path.join(ROOT, 'config'));
    before = await sideOf(files);
    const { store } = bench.test;
    await seedRuleVersions(store, files, MORNING);
    const content = withCell(
      files.get('deadlines.dmn') ?? '',
      'limit_other_out_handleAmount',
      '2 * redoShare',
    );
    const version: RuleVersionDocument = {
      _id: 'deadlines@2',
      ...{ ruleId: 'deadlines', file: 'deadlines.dmn', number: 2, content },
      ...{ checksum: ruleChecksum(content), state: 'in-force', by: 'admin', reason: '提速', words: [] },
      at: new Date(NOON),
      effectiveAt: new Date(NOON),
    };
    await store.ruleVersions.create(version);
    bench.rules = rulesOf(files, { deadlines: 2, calendar: 1 });
  }, 180_000);
  afterAll(() => bench.test.stop());

  /** An order in work with the deadline of version 1. */
  const open = async (id: string, change: Partial<OrderDocument> = {}): Promise<void> => {
    const order: Partial<OrderDocument> = {
      status: 'handling',
      kind: 'help',
      urgency: 'normal',
      category: 'city-appearance',
      unitId: 'urban-management',
      dispatchedAt: new Date(MORNING),
      firstDispatchedAt: new Date(MORNING),
      ...change,
    };
    const facts = { kind: 'help', urgency: 'normal', callerType: 'citizen', channel: 'phone' };
    const answer = before.tables.evaluate('deadlines', {
      ...facts,
      ...{ category: 'city-appearance', area: 'donghu', redoCount: 0, statutoryMatter: null },
    });
    const limits = limitsSchema.parse(answer.ok ? answer.value : undefined);
    const deadline = orderDeadline({ redos: [], ...order }, limits, MORNING, before.calendar);
    await bench.order(id, {
      ...order,
      deadline: { ...deadline, ruleVersions: { deadlines: 1, calendar: 1 } },
    });
  };

  const start = async (run: Pick<RuleRunDocument, '_id' | 'kind'> & Partial<RuleRunDocument>) => {
    await bench.test.store.ruleRuns.create({
      changeId: 'change',
      state: 'waiting',
      by: 'admin',
      at: new Date(NOON),
      options: { numbers: { deadlines: 2, calendar: 1 } },
      ...{ total: 0, done: 0, moved: 0, faults: [], faultCount: 0 },
      ...run,
    });
  };

  const loop = (perSecond = 100_000): RuleRunLoop =>
    new RuleRunLoop({
      context: bench.context,
      files,
      now: async () => NOON,
      machineNow: () => performance.timeOrigin + performance.now(),
      refresh: async () => undefined,
      perSecond,
    });
  const runOf = (id: string) => bench.test.store.ruleRuns.findById(id).lean<RuleRunDocument>();
  const due = async (id: string) => (await bench.read(id)).deadline?.dueAt?.toISOString();

  it('moves deadlines, keeps pauses and extensions, tells the processes, and can be undone', async () => {
    await open('plain');
    await open('extended', {
      extensions: [{ id: 'e', amount: 3, unit: 'working-days', at: new Date(MORNING), reason: '批准' }],
    });
    await open('paused', {
      status: 'suspended',
      pauses: [{ id: 'p', from: new Date(MORNING + 3_600_000), cause: 'suspension' }],
    });
    await open('closed', { status: 'closed' });
    const were = await Promise.all(['plain', 'extended', 'paused', 'closed'].map(due));

    await start({ _id: 'apply-1', kind: 'apply' });
    expect(await loop().round()).toBe(true);
    expect(await runOf('apply-1')).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
      moved: 3,
      faultCount: 0,
    });

    const plain = await bench.read('plain');
    expect(plain.deadline?.dueAt?.toISOString()).toBe('2026-11-26T02:00:00.000Z');
    expect(plain.deadline?.ruleVersions).toEqual({ deadlines: 2, calendar: 1 });
    expect(plain.deadlineHistory).toMatchObject([{ cause: 'rule-change', by: 'apply-1' }]);
    // five working days: the two of the rule and the three of the extension
    expect(await due('extended')).toBe('2026-12-01T02:00:00.000Z');
    // one hour was used before the pause; the rest counts from now
    const paused = await bench.read('paused');
    expect(paused.deadline?.pausedSince).toEqual(new Date(MORNING + 3_600_000));
    expect(paused.pauses).toHaveLength(1);
    expect(await due('closed')).toBe(were[3]);
    expect([...bench.messages.values()].filter(({ name }) => name === 'deadline-changed')).toHaveLength(3);
    expect(bench.messages.get('deadline-changed:rules:apply-1:plain')?.variables).toMatchObject({
      deadline: { dueAt: '2026-11-26T10:00:00+08:00' },
    });

    // done again it finds nothing to do
    bench.messages.clear();
    await start({ _id: 'apply-2', kind: 'apply' });
    await loop().round();
    expect(await runOf('apply-2')).toMatchObject({ state: 'done', done: 3, moved: 0 });
    expect(bench.messages.size).toBe(0);

    await start({ _id: 'undo-1', kind: 'undo', options: { numbers: { deadlines: 1, calendar: 1 } } });
    await loop().round();
    expect(await runOf('undo-1')).toMatchObject({ state: 'done', moved: 3 });
    expect([await due('plain'), await due('extended')]).toEqual(were.slice(0, 2));
    expect((await bench.read('plain')).deadlineHistory).toMatchObject([
      { cause: 'rule-change' },
      { cause: 'undo' },
    ]);
  });

  it('goes on after a kill where it stood, and loses no message', async () => {
    const { store } = bench.test;
    await store.orders.deleteMany({});
    bench.messages.clear();
    for (let i = 0; i < 150; i += 1) await open(`o${String(i).padStart(3, '0')}`);
    await start({ _id: 'killed', kind: 'apply' });

    // given a worker whose end comes when a batch is written and half of it is told
    let told = 0;
    const dying = new RuleRunLoop({
      context: Object.create(bench.context, {
        publish: {
          value: async (message: Parameters<typeof bench.context.publish>[0]) => {
            told += 1;
            if (told > 96) await new Promise(() => undefined);
            await bench.context.publish(message);
          },
        },
      }) as typeof bench.context,
      files,
      now: async () => NOON,
      machineNow: () => performance.timeOrigin + performance.now(),
      refresh: async () => undefined,
      perSecond: 100_000,
    });
    void dying.round();
    const end = performance.now() + 20_000;
    while (told <= 96 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await runOf('killed'))?.done).toBe(64);
    expect(bench.messages.size).toBe(96);

    // while its lease lasts nobody else takes the run
    expect(await loop().round()).toBe(false);
    await store.ruleRuns.updateOne({ _id: 'killed' }, { $set: { 'lease.until': new Date(0) } });
    expect(await loop().round()).toBe(true);

    expect(await runOf('killed')).toMatchObject({ state: 'done', done: 150, total: 150 });
    expect(bench.messages.size).toBe(150);
    const left = await store.orders.countDocuments({ 'deadline.ruleVersions.deadlines': 1 });
    expect(left).toBe(0);
    // each order has one entry: none was moved twice
    expect(await store.orders.countDocuments({ deadlineHistory: { $size: 1 } })).toBe(150);
  });

  it('tells which orders no rule fits, and does the others', async () => {
    const { store } = bench.test;
    await store.orders.deleteMany({});
    await open('good');
    await open('bad', { kind: 'help' });
    await store.orders.updateOne(
      { _id: 'bad' },
      { $set: { dispatchedAt: new Date('1800-01-01'), firstDispatchedAt: new Date('1800-01-01') } },
    );
    await start({ _id: 'faulty', kind: 'apply' });
    await loop().round();
    expect(await runOf('faulty')).toMatchObject({
      state: 'done',
      faultCount: 1,
      faults: [{ orderNo: 'JS20261124-bad', detail: expect.any(String) }],
    });
    expect((await bench.read('good')).deadline?.ruleVersions?.deadlines).toBe(2);
  });

  it('replays a draft on past orders', async () => {
    const { store } = bench.test;
    await store.orders.deleteMany({});
    for (let i = 0; i < 30; i += 1) await open(`r${i}`, { finishedAt: new Date(NOON) });
    const content = withCell(
      files.get('deadlines.dmn') ?? '',
      'limit_other_out_handleAmount',
      '1 * redoShare',
    );
    const at = new Date(NOON);
    bench.rules = rulesOf(files, { deadlines: 1, calendar: 1 });
    await store.ruleChanges.create({
      _id: 'draft',
      ...{ title: '一天', reason: '', state: 'draft', revision: 1, author: 'admin', editors: ['admin'] },
      files: [{ ruleId: 'deadlines', file: 'deadlines.dmn', baseNumber: 1, content }],
      ...{ createdAt: at, updatedAt: at, history: [] },
    });
    await start({ _id: 'replay', kind: 'replay', changeId: 'draft', options: { days: 7 } });
    await loop().round();
    expect(await runOf('replay')).toMatchObject({
      state: 'done',
      done: 30,
      total: 30,
      result: { orders: 30, moved: 30, earlier: 30, wouldBeLate: { before: 0, after: 30 } },
    });
  });
});
