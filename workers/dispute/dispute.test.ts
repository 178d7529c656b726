import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { invite, publishRulings } from './meeting.ts';
import { openDispute } from './open-dispute.ts';
import { missedPositions, planDispute, raiseDispute } from './plan-dispute.ts';
import { putOnAgenda } from './put-on-agenda.ts';
import { recordRuling } from './record-ruling.ts';

const START = new Date('2026-03-02T10:00:00+08:00');
const NOW = '2026-03-03T10:00:00+08:00';
const RUNG = {
  number: 1,
  name: '热线办协调',
  positionsAmount: 1,
  positionsUnit: 'working-days',
  meetingAmount: 3,
  meetingUnit: 'working-days',
  rulingAmount: 5,
  rulingUnit: 'working-days',
};

describe('a dispute on who is responsible', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  async function opened(id: string, complainedUnit?: string): Promise<string> {
    await bench.order(id, {
      category: 'city-appearance',
      status: 'awaiting-sign',
      unitId: 'housing-bureau',
      dispatchedAt: START,
      firstDispatchedAt: START,
      dispatches: [{ id: 'd', at: START, unitId: 'housing-bureau', by: 'system' }],
      returns: [{ id: 't', at: START, unitId: 'housing-bureau', suggestedUnitId: 'urban-management' }],
      deadline: { startAt: START, limits: { handleAmount: 4, handleUnit: 'working-days' } },
      ...(complainedUnit === undefined ? {} : { complainedUnit }),
    });
    const result = await bench.twice(
      openDispute,
      bench.job(openDispute, NOW, { variables: { orderId: id } }),
    );
    return (result.variables?.['dispute'] as { disputeId: string }).disputeId;
  }

  async function planned(orderId: string, disputeId: string): Promise<void> {
    const variables = { orderId, dispute: { disputeId }, rung: RUNG };
    const result = await bench.twice(planDispute, bench.job(planDispute, NOW, { variables }));
    expect(result.variables?.['dispute']).toMatchObject({
      positionsDueAt: '2026-03-04T10:00:00+08:00',
      meetingDueAt: '2026-03-06T10:00:00+08:00',
      rulingDueAt: '2026-03-10T10:00:00+08:00',
    });
  }

  it('stops the clock and hears the units that are named', async () => {
    const id = await opened('a');
    const order = await bench.read('a');
    expect(order).toMatchObject({ status: 'disputed', disputeId: id, pauses: [{ cause: 'dispute' }] });
    expect(await bench.test.store.disputes.findById(id).lean()).toMatchObject({
      parties: ['housing-bureau', 'urban-management'],
      rung: 1,
    });
  });

  it('never hears the unit that the complaint is about', async () => {
    const id = await opened('b', 'urban-management');
    expect(await bench.test.store.disputes.findById(id).lean()).toMatchObject({
      parties: ['housing-bureau'],
    });
  });

  it('joins the meeting that is planned, and hears its ruling', async () => {
    const ids = [await opened('c'), await opened('d')];
    for (const [i, orderId] of ['c', 'd'].entries()) {
      await planned(orderId, ids[i] ?? '');
      const variables = { orderId, dispute: { disputeId: ids[i] }, rung: RUNG };
      await bench.twice(missedPositions, bench.job(missedPositions, NOW, { variables }));
      await bench.twice(putOnAgenda, bench.job(putOnAgenda, NOW, { variables }));
    }
    const meetings = await bench.test.store.meetings.find({ agenda: { $in: ids } }).lean();
    expect(meetings).toMatchObject([{ agenda: ids, startsAt: new Date('2026-03-06T10:00:00+08:00') }]);
    const meetingId = meetings[0]?._id ?? '';
    expect(bench.messages.get(`meeting-planned:${meetingId}`)).toMatchObject({ correlationKey: meetingId });

    const invited = await invite.handle(bench.job(invite, NOW, { variables: { meetingId } }), bench.context);
    expect(invited.variables?.['attendees']).toEqual([
      { unitId: 'housing-bureau', unitGroup: 'unit:housing-bureau' },
      { unitId: 'urban-management', unitGroup: 'unit:urban-management' },
    ]);
    await bench.test.store.meetings.updateOne(
      { _id: meetingId },
      {
        $set: {
          results: [
            { disputeId: ids[0] ?? '', result: 'ruled', unitId: 'urban-management', legalBasis: '三定' },
          ],
        },
      },
    );
    const job = bench.job(publishRulings, NOW, { variables: { meetingId } });
    await publishRulings.handle(job, bench.context);
    await publishRulings.handle(job, bench.context);
    const rulings = [...bench.messages.values()].filter(({ name }) => name === 'meeting-ruled');
    expect(rulings.map(({ variables }) => variables['rulingResult'])).toEqual(['ruled', 'deferred']);
  });

  it('takes no ruling of a meeting whose minutes come after the next rung took the dispute', async () => {
    const id = await opened('g');
    await bench.test.store.meetings.create({
      _id: 'M-late',
      rung: 1,
      startsAt: new Date(NOW),
      agendaDueAt: new Date(NOW),
      minutesDueAt: new Date(NOW),
      plannedAt: new Date(NOW),
      state: 'held',
      agenda: [id],
      attendees: [],
      results: [{ disputeId: id, result: 'ruled', unitId: 'urban-management' }],
      steps: [],
    });
    await bench.test.store.disputes.updateOne({ _id: id }, { $set: { rung: 2, meetingId: 'M-next' } });
    bench.messages.clear();

    await bench.twice(publishRulings, bench.job(publishRulings, NOW, { variables: { meetingId: 'M-late' } }));

    expect([...bench.messages.values()]).toEqual([]);
    expect(await bench.test.store.meetings.findById('M-late').lean()).toMatchObject({ state: 'closed' });
  });

  it('goes up the ladder when it is not settled', async () => {
    const id = await opened('e');
    const job = bench.job(raiseDispute, NOW, { variables: { orderId: 'e', dispute: { disputeId: id } } });
    expect((await bench.twice(raiseDispute, job)).variables?.['dispute']).toMatchObject({ rung: 2 });
  });

  it('ends in a ruling: no return after it, a precedent, a proposed entry, the clock goes on', async () => {
    const id = await opened('f');
    const later = '2026-03-05T10:00:00+08:00';
    const variables = { orderId: 'f', dispute: { disputeId: id }, unitId: 'urban-management', agreed: true };

    const result = await bench.twice(recordRuling, bench.job(recordRuling, later, { variables }));

    expect(result.variables).toEqual({
      unitId: 'urban-management',
      unitGroup: 'unit:urban-management',
      assistingUnitIds: [],
      ruled: true,
    });
    expect(await bench.read('f')).toMatchObject({
      ruled: true,
      pauses: [{ from: new Date(NOW), to: new Date(later) }],
      deadline: { dueAt: new Date('2026-03-10T10:00:00+08:00') },
    });
    expect(await bench.test.store.precedents.findById(id).lean()).toMatchObject({
      unitId: 'urban-management',
      otherUnitIds: ['housing-bureau'],
      by: 'agreement',
    });
    expect(await bench.test.store.catalogueVersions.findById(`proposal:${id}`).lean()).toMatchObject({
      state: 'proposed',
      entry: { category: 'city-appearance', unitId: 'urban-management' },
    });
  });
});
