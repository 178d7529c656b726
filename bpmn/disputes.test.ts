import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T16:00:00+08:00';
const POSITIONS_DUE = '2026-03-03T16:00:00+08:00';
const MEETING_DUE = '2026-03-05T16:00:00+08:00';
const RULING_DUE = '2026-03-09T16:00:00+08:00';
const NEXT_RULING_DUE = '2026-03-16T16:00:00+08:00';

const PARTIES = ['housing-bureau', 'urban-management'].map((unitId) => ({
  unitId,
  unitGroup: `unit:${unitId}`,
}));

/** What an order has when its responsibility is contested. */
const ORDER = {
  orderId: 'order-1',
  orderNo: 'JS20260302-000001',
  unitId: 'urban-management',
  unitGroup: 'unit:urban-management',
  assistingUnitIds: [],
  kind: 'complaint',
  urgency: 'normal',
  callerType: 'citizen',
  category: 'city-appearance',
  area: 'donghu',
  ruled: false,
};

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['joint-meeting', 'meeting']);
});
beforeEach(() => run.from(NOW));
afterEach(() => {
  expect(run.incidents()).toEqual([]);
  expect(run.active()).toEqual([]);
  expect(run.tasks()).toEqual([]);
});
afterAll(async () => {
  const { total, missing } = await run.uncovered();
  process.stdout.write(`disputes: ${total - missing.length} of ${total} elements and flows are passed\n`);
  await run.close();
  expect(missing).toEqual([]);
});

describe('joint-meeting', () => {
  const dispute = (rung: number, rulingDueAt = RULING_DUE): Record<string, unknown> => ({
    dispute: {
      disputeId: 'dispute-1',
      parties: PARTIES,
      rung,
      positionsDueAt: POSITIONS_DUE,
      meetingDueAt: MEETING_DUE,
      rulingDueAt,
    },
  });
  const open = async (rung = 1): Promise<void> => {
    await run.call('joint-meeting', ORDER);
    await run.work('hotline.open-dispute', dispute(rung));
    await run.work('hotline.plan-dispute', dispute(rung));
  };
  const heard = async (): Promise<void> => {
    await open();
    await run.complete('SubmitPosition');
    await run.complete('SubmitPosition');
  };
  const settle = async (): Promise<void> => {
    const { variables } = await run.work('hotline.record-ruling');
    expect(variables).toMatchObject({ unitId: 'housing-bureau', assistingUnitIds: ['urban-management'] });
    expect((await run.work('hotline.issue-document')).headers).toEqual({ document: 'coordination' });
    expect(await run.result()).toMatchObject({
      unitId: 'housing-bureau',
      assistingUnitIds: ['urban-management'],
      ruled: true,
    });
  };
  const rule = (): Promise<void> =>
    run.publish('meeting-ruled', 'dispute-1', {
      rulingResult: 'ruled',
      unitId: 'housing-bureau',
      assistingUnitIds: ['urban-management'],
    });

  it('hears each party, and records what they agree on', async () => {
    await open();
    expect(run.tasks()).toEqual(['SubmitPosition', 'SubmitPosition']);
    const groups = [await run.complete('SubmitPosition'), await run.complete('SubmitPosition')].map(
      ({ candidateGroups }) => candidateGroups,
    );
    expect(groups).toEqual([['unit:housing-bureau'], ['unit:urban-management']]);
    expect(run.task('SeekAgreement')).toMatchObject({
      candidateGroups: ['role:secretary'],
      dueDate: MEETING_DUE,
      headers: { orderStatus: 'disputed' },
    });
    await run.complete('SeekAgreement', {
      agreed: true,
      unitId: 'housing-bureau',
      assistingUnitIds: ['urban-management'],
    });
    await settle();
  });

  it('takes an agreement without assisting units', async () => {
    await heard();
    await run.complete('SeekAgreement', { agreed: true, unitId: 'housing-bureau', assistingUnitIds: null });
    expect((await run.work('hotline.record-ruling')).variables.assistingUnitIds).toEqual([]);
    await run.work('hotline.issue-document');
    await run.result();
  });

  it('goes on without the position of who is late, and has a meeting rule where there is no agreement', async () => {
    await open();
    await run.complete('SubmitPosition');
    await run.until('2026-03-03T15:59:00+08:00');
    expect(run.tasks()).toEqual(['SubmitPosition']);
    await run.until(POSITIONS_DUE);
    await run.work('hotline.missed-positions');
    expect(run.tasks()).toEqual(['SeekAgreement']);
    await run.complete('SeekAgreement', { agreed: false });
    expect((await run.work('hotline.put-on-agenda')).variables.rung).toMatchObject({
      number: 1,
      group: 'role:secretary',
      meetingAmount: 3,
    });
    await rule();
    await settle();
  });

  it('goes to the meeting when nobody has sought an agreement in time', async () => {
    await heard();
    await run.until(MEETING_DUE);
    expect(run.tasks()).toEqual([]);
    await run.work('hotline.put-on-agenda');
    await rule();
    await settle();
  });

  it('climbs from the hotline office to the government office when the item is deferred, and hears nobody twice', async () => {
    await heard();
    await run.complete('SeekAgreement', { agreed: false });
    await run.work('hotline.put-on-agenda');
    await run.publish('meeting-ruled', 'dispute-1', { rulingResult: 'deferred' });
    await run.work('hotline.raise-dispute', dispute(2));
    expect((await run.work('hotline.plan-dispute', dispute(2))).variables.rung).toMatchObject({ number: 2 });
    expect(run.tasks()).toEqual([]);
    await run.work('hotline.put-on-agenda');
    await rule();
    await settle();
  });

  it('climbs to the standing meeting when the ruling is late, and has it meet again until it rules', async () => {
    await open(2);
    await run.work('hotline.put-on-agenda');
    await run.until('2026-03-09T15:59:00+08:00');
    await expect(run.work('hotline.raise-dispute')).rejects.toThrow('0 jobs');
    await run.until(RULING_DUE);
    await run.work('hotline.raise-dispute', dispute(3));
    await run.work('hotline.plan-dispute', dispute(3, NEXT_RULING_DUE));
    expect((await run.work('hotline.put-on-agenda')).variables.rung).toMatchObject({ number: 3, last: true });
    await run.until(NEXT_RULING_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({ occasion: 'ruling-due', to: 'role:leader' });
    const { headers } = await run.work('hotline.plan-dispute', dispute(3, '2026-03-23T16:00:00+08:00'));
    expect(headers).toEqual({ mode: 'again' });
    await run.work('hotline.put-on-agenda');
    await rule();
    await settle();
  });
});

describe('meeting', () => {
  const START = '2026-03-05T14:00:00+08:00';
  const MOVED = '2026-03-06T14:00:00+08:00';
  const AGENDA_DUE = '2026-03-04T18:00:00+08:00';
  const MINUTES_DUE = '2026-03-06T18:00:00+08:00';
  const meeting = { startsAt: START, agendaDueAt: AGENDA_DUE, minutesDueAt: MINUTES_DUE };
  const plan = (): Promise<void> =>
    run.publish('meeting-planned', 'meeting-1', { meetingId: 'meeting-1', rung: 1, meeting });
  const close = async (): Promise<void> => {
    expect(run.task('RecordMinutes')).toMatchObject({
      candidateGroups: ['role:secretary'],
      dueDate: MINUTES_DUE,
    });
    await run.complete('RecordMinutes');
    await run.work('hotline.publish-rulings');
  };

  it('invites the units of the agenda, meets, and tells the disputes its rulings', async () => {
    await plan();
    expect(run.task('ConfirmAgenda')).toMatchObject({
      candidateGroups: ['role:secretary'],
      dueDate: AGENDA_DUE,
    });
    await run.complete('ConfirmAgenda');
    await run.work('hotline.invite', { attendees: PARTIES });
    const asked = [await run.complete('ConfirmAttendance'), await run.complete('ConfirmAttendance')];
    expect(asked.map(({ candidateGroups }) => candidateGroups)).toEqual([
      ['unit:housing-bureau'],
      ['unit:urban-management'],
    ]);
    await run.until('2026-03-05T13:59:00+08:00');
    expect(run.tasks()).toEqual([]);
    await run.until(START);
    await close();
  });

  it('begins though a unit has not answered, and drops its task', async () => {
    await plan();
    await run.complete('ConfirmAgenda');
    await run.work('hotline.invite', { attendees: PARTIES });
    await run.complete('ConfirmAttendance');
    await run.until(START);
    expect(run.tasks()).toEqual(['RecordMinutes']);
    await close();
  });

  it('reminds of the agenda and of the minutes', async () => {
    await plan();
    await run.until(AGENDA_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'agenda-due',
      to: 'role:secretary',
    });
    await run.until(START);
    expect(run.tasks()).toEqual(['RecordMinutes']);
    await run.until(MINUTES_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'minutes-due',
      to: 'role:secretary',
    });
    await close();
  });

  it('waits for its new date when it is moved, and does not begin at the old one', async () => {
    await plan();
    await run.publish('meeting-moved', 'meeting-1');
    await run.work('hotline.move-meeting', { meeting: { ...meeting, startsAt: MOVED } });
    await run.complete('ConfirmAgenda');
    await run.work('hotline.invite', { attendees: [] });
    await run.until(START);
    expect(run.tasks()).toEqual([]);
    await run.until(MOVED);
    await close();
  });
});
