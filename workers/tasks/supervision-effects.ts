import type { CaseMeasure, OrderChange, Store } from '@jiesu/store';
import { textsOf, tooShort } from './effect.ts';
import type { CompletedTask, ElementEffects } from './effect.ts';

/** 督办: what supervisors, leaders and units hand in beside the handling. */
export const SUPERVISION_EFFECTS: ElementEffects = {
  FollowUp: {
    event: () => 'followed-up',
    data: ({ followUpResult }) => ({ followUpResult }),
    change: (task) => report(task, 'followUps'),
    // what is on track needs no words: the form does not ask for them
    deny: (submission) =>
      submission['followUpResult'] === 'on-track'
        ? undefined
        : tooShort(submission, 'note', 1, '督查情况', 'The note'),
  },
  StageReport: {
    event: () => 'stage-reported',
    change: (task) => report(task, 'stageReports'),
    deny: (submission) => tooShort(submission, 'progress', 1, '办理进展', 'The progress'),
  },
  LeaderAttends: {
    event: () => 'leader-attended',
    change: (task) => report(task, 'followUps'),
    deny: (submission) => tooShort(submission, 'instruction', 1, '批示意见', 'The instruction'),
  },
  OfficeAttends: {
    event: () => 'leader-attended',
    change: (task) => report(task, 'followUps'),
    deny: (submission) => tooShort(submission, 'instruction', 1, '批示意见', 'The instruction'),
  },
  JointSupport: {
    event: () => 'on-site',
    change: ({ unitId, by, at, submission }, order) => ({
      set: {
        assisting: [
          ...(order.assisting ?? []).filter((part) => part.unitId !== unitId),
          ...(unitId === undefined
            ? []
            : [{ unitId, by, at, opinion: textsOf(submission, ['measures'])['measures'] ?? '' }]),
        ],
      },
    }),
  },
  InterviewUnit: {
    event: () => 'measure-recorded',
    data: ({ rectified }) => ({ measure: 'interview', rectified }),
    change: () => ({}),
    also: (task, store) => measure(task, store, 'interview'),
    deny: (submission) => tooShort(submission, 'findings', 1, '约谈情况', 'The findings'),
  },
  HoldAccountable: {
    event: () => 'measure-recorded',
    data: ({ measure: chosen }) => ({ measure: 'accountability', chosen }),
    change: () => ({}),
    also: (task, store) => measure(task, store, 'accountability'),
    deny: (submission) => tooShort(submission, 'reason', 1, '问责理由', 'The reason'),
  },
};

function report(
  { key, elementId, submission, by, at }: CompletedTask,
  list: 'followUps' | 'stageReports',
): OrderChange {
  return { add: { [list]: [{ id: key, at, by, elementId, values: { ...submission } }] } };
}

async function measure(
  { key, submission, by, at, input }: CompletedTask,
  { cases }: Store,
  kind: CaseMeasure['measure'],
): Promise<void> {
  if (input.caseId === undefined) return;
  await cases.updateOne(
    { _id: input.caseId, 'measures.id': { $ne: key } },
    { $push: { measures: { id: key, measure: kind, at, by, values: { ...submission } } } },
  );
}
