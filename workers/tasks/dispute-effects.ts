import { z } from 'zod';
import type { DisputeDocument, MeetingResult, Store } from '@jiesu/store';
import { idsOf, notAUnit, notOneOf, textsOf, tooShort } from './effect.ts';
import type { CompletedTask, Denial, DenialFacts, ElementEffects, Submission } from './effect.ts';

const rulingSchema = z.object({
  disputeId: z.string(),
  rulingResult: z.enum(['ruled', 'deferred']),
  unitId: z.string().nullish(),
  assistingUnitIds: z.array(z.string()).nullish(),
  basis: z.string().nullish(),
});

/** 职责争议、联席会议、定期报告: what is handed in there. */
export const DISPUTE_EFFECTS: ElementEffects = {
  SubmitPosition: {
    event: () => 'position-submitted',
    data: ({ position, suggestedUnitId }) => ({ position, suggestedUnitId }),
    change: () => ({}),
    also: submitPosition,
    deny: (submission) =>
      notOneOf(
        submission['position'],
        ['responsible', 'assisting', 'not-responsible'],
        '请选择本单位意见',
        'Choose the position',
      ) ??
      tooShort(submission, 'opinion', 1, '意见说明', 'The opinion') ??
      tooShort(submission, 'legalBasis', 1, '法律依据', 'The legal basis'),
  },
  SeekAgreement: {
    event: () => 'task-completed',
    data: ({ agreed, unitId }) => ({ agreed, unitId }),
    change: () => ({}),
    also: ({ submission, input }, { disputes }) =>
      storeBasis(disputes, input.dispute?.disputeId, submission['basis']),
    deny: (submission, facts) =>
      submission['agreed'] === true ? notAUnit(submission['unitId'], facts) : undefined,
  },
  ConfirmAgenda: {
    event: () => 'task-completed',
    change: () => ({}),
    also: async ({ submission, input }, { meetings }) => {
      const agenda = idsOf(submission['disputeIds']);
      await meetings.updateOne(
        { _id: input.meetingId ?? '', agendaClosedAt: { $exists: false } },
        {
          $set: { state: 'agenda', ...textsOf(submission, ['place']) },
          ...(agenda.length > 0 ? { $addToSet: { agenda: { $each: agenda } } } : {}),
        },
      );
    },
  },
  ConfirmAttendance: {
    event: () => 'task-completed',
    change: () => ({}),
    also: async ({ submission, by, at, unitId, input }, { meetings }) => {
      await meetings.updateOne(
        { _id: input.meetingId ?? '', 'attendees.unitId': unitId ?? '' },
        {
          $set: {
            'attendees.$.answer': submission['attendance'],
            'attendees.$.name': submission['attendee'],
            'attendees.$.by': by,
            'attendees.$.at': at,
          },
        },
      );
    },
    deny: ({ attendance }) =>
      notOneOf(attendance, ['leader', 'deputy', 'absent'], '请选择参会情况', 'Choose who attends'),
  },
  RecordMinutes: {
    event: () => 'task-completed',
    change: () => ({}),
    also: async ({ submission, by, at, input }, { meetings }) => {
      const text = submission['minutes'];
      await meetings.updateOne(
        { _id: input.meetingId ?? '' },
        {
          $set: {
            state: 'held',
            results: rulingsOf(submission).map(resultOf),
            minutes: { by, at, ...(typeof text === 'string' ? { text } : {}) },
          },
        },
      );
    },
    deny: denyMinutes,
  },
  ReviewHotspots: {
    event: () => 'task-completed',
    change: () => ({}),
    also: async ({ submission, by, at, input }, { reports }) => {
      const id = (input.facts ?? input.reportFacts)?.reportDocumentId;
      if (id === undefined) return;
      await reports.updateOne({ _id: id }, { $set: { review: { ...submission, by, at } } });
    },
    deny: ({ hotspotDecision }) =>
      notOneOf(hotspotDecision, ['propose', 'watch'], '请选择处理意见', 'Choose what to do'),
  },
};

async function submitPosition(
  { submission, by, at, unitId, input }: CompletedTask,
  { disputes }: Store,
): Promise<void> {
  await disputes.updateOne(
    { _id: input.dispute?.disputeId ?? '', 'positions.unitId': unitId ?? '' },
    {
      $set: {
        'positions.$': {
          unitId: unitId ?? '',
          by,
          at,
          ...textsOf(submission, ['position', 'opinion', 'legalBasis', 'termsOfDuty', 'suggestedUnitId']),
        },
      },
    },
  );
}

async function storeBasis(
  disputes: Store['disputes'],
  disputeId: string | undefined,
  basis: unknown,
): Promise<void> {
  if (disputeId === undefined || typeof basis !== 'string') return;
  await disputes.updateOne({ _id: disputeId }, { $set: { basis } });
}

function rulingsOf(submission: Submission) {
  const list: unknown = submission['rulings'];
  return Array.isArray(list) ? list.flatMap((entry) => rulingSchema.safeParse(entry).data ?? []) : [];
}

function resultOf(ruling: z.output<typeof rulingSchema>): MeetingResult {
  const { disputeId, rulingResult, unitId, assistingUnitIds, basis } = ruling;
  return {
    disputeId,
    result: rulingResult,
    ...(unitId ? { unitId } : {}),
    ...(assistingUnitIds ? { assistingUnitIds } : {}),
    ...(basis ? { legalBasis: basis } : {}),
  };
}

/** A ruling names a unit, and never the one that the complaint is about. */
async function denyMinutes(submission: Submission, facts: DenialFacts): Promise<Denial | undefined> {
  for (const { disputeId, rulingResult, unitId } of rulingsOf(submission)) {
    if (rulingResult !== 'ruled') continue;
    const dispute = await facts.store.disputes.findById(disputeId).lean<DisputeDocument | null>();
    const order = await facts.store.orders
      .findById(dispute?.orderId ?? '')
      .lean<NonNullable<DenialFacts['order']> | null>();
    const denial = notAUnit(unitId, { knows: facts.knows, order: order ?? undefined });
    if (denial !== undefined) return denial;
  }
  return undefined;
}
