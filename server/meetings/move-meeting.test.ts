import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DisputeDocument, MeetingDocument } from '@jiesu/store';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const at = (text: string): Date => new Date(`${text}:00+08:00`);
const REASON = '主要领导另有会议';

describe('moving a joint meeting', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    const admin = await system.desk('admin');
    await admin.put('/api/clock', { at: '2026-03-03T10:00:00+08:00' });
  }, 180_000);
  afterAll(() => system.stop());

  const planned = async (id: string, change: Partial<MeetingDocument> = {}): Promise<string> => {
    const dispute: DisputeDocument = {
      _id: `${id}:1`,
      orderId: id,
      orderNo: `JS20260302-${id}`,
      area: 'donghu',
      openedAt: at('2026-03-02T16:00'),
      openedBy: 'dispatcher',
      state: 'meeting',
      rung: 1,
      parties: ['housing-bureau', 'urban-management'],
      positions: [],
      rulingDueAt: at('2026-03-09T16:00'),
      steps: [],
    };
    await system.test.store.disputes.create(dispute);
    await system.test.store.meetings.create({
      _id: id,
      rung: 1,
      startsAt: at('2026-03-05T16:00'),
      agendaDueAt: at('2026-03-05T10:30'),
      minutesDueAt: at('2026-03-06T11:30'),
      plannedAt: at('2026-03-03T09:00'),
      state: 'planned',
      agenda: [dispute._id],
      attendees: [],
      results: [],
      steps: [],
      ...change,
    });
    return `/api/meetings/${id}/move`;
  };
  const read = (id: string) => system.test.store.meetings.findById(id).lean<MeetingDocument | null>();
  const told = async (id: string): Promise<unknown[]> => {
    const answer = await fetch(`${system.engineUrl}/engine/records?from=1`);
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { valueType: string; intent: string; value: unknown[] })
      .filter(({ valueType, intent }) => valueType === 'MESSAGE' && intent === 'PUBLISHED')
      .map(({ value }) => value)
      .filter(([, key]) => key === id);
  };

  it('keeps the distance of agenda and minutes, and tells the process once for a second click', async () => {
    const url = await planned('m1');
    const secretary = await system.desk('secretary');
    const move = () => secretary.post(url, { startsAt: '2026-03-06T11:00:00+08:00', reason: REASON });

    const first = await move();
    expect((await move()).status).toBe(200);

    expect(first.body).toMatchObject({
      startsAt: '2026-03-06T11:00:00+08:00',
      moves: [{ from: '2026-03-05T16:00:00+08:00', to: '2026-03-06T11:00:00+08:00', by: 'secretary' }],
    });
    expect(await read('m1')).toMatchObject({
      // four working hours before and after it, over a night and a noon
      agendaDueAt: at('2026-03-05T15:30'),
      minutesDueAt: at('2026-03-06T16:30'),
      moves: [{ reason: REASON }],
    });
    expect(await told('m1')).toEqual([['meeting-moved', 'm1', 'meeting-moved:m1:1']]);
  });

  it('refuses a time that is past, and one at which the ruling is due', async () => {
    const url = await planned('m2');
    const secretary = await system.desk('secretary');
    for (const startsAt of ['2026-03-03T10:00:00+08:00', '2026-03-09T16:00:00+08:00']) {
      const answer = await secretary.post(url, { startsAt, reason: REASON });
      expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: 'startsAt' }] });
    }
    const inTime = await secretary.post(url, { startsAt: '2026-03-09T15:59:00+08:00', reason: REASON });
    expect(inTime.status).toBe(200);
  });

  it('refuses a meeting that has begun or is over, and everybody but the secretary', async () => {
    const secretary = await system.desk('secretary');
    const body = { startsAt: '2026-03-06T11:00:00+08:00', reason: REASON };
    for (const url of [
      await planned('m3', { state: 'held' }),
      await planned('m4', { startsAt: at('2026-03-03T10:00') }),
    ]) {
      expect((await secretary.post(url, body)).body).toMatchObject({ code: 'MEETING_NOT_MOVABLE' });
    }
    const url = await planned('m5');
    expect((await (await system.desk('unit.housing-bureau')).post(url, body)).status).toBe(403);
    expect((await secretary.post('/api/meetings/none/move', body)).status).toBe(404);
  });
});
