import type { OrderEventType } from '@jiesu/domain';
import type { OrderChange, OrderDocument } from '@jiesu/store';

/** What a person handed in. */
export type Submission = Readonly<Record<string, unknown>>;

export interface CompletedTask {
  readonly key: string;
  readonly submission: Submission;
  /** User name. */
  readonly by: string;
  readonly at: Date;
}

/** A reason for not accepting a submission, in both languages. */
export interface Denial {
  readonly zh: string;
  readonly en: string;
}

/** What the completion of an element means for its order. Elements that are not here only end. */
export interface ElementEffect {
  /** Event of the timeline instead of `task-completed`. */
  readonly event: (submission: Submission) => OrderEventType;
  /** Codes for the timeline. */
  readonly data?: (submission: Submission) => Readonly<Record<string, unknown>>;
  readonly change: (task: CompletedTask, order: OrderDocument) => OrderChange;
  /** Why it can not be accepted, if so. */
  readonly deny?: (submission: Submission, knows: (unitId: string) => boolean) => Denial | undefined;
}

/** The one table that ties elements of the models to the order's moments. */
export const ELEMENT_EFFECTS: Readonly<Record<string, ElementEffect>> = {
  ChooseUnit: {
    event: () => 'task-completed',
    data: ({ unitId }) => ({ unitId }),
    change: () => ({}),
    deny: ({ unitId }, knows) =>
      typeof unitId === 'string' && knows(unitId)
        ? undefined
        : { zh: '请选择承办单位', en: 'Choose the lead unit' },
  },
  SignOrder: {
    event: ({ signResult }) => (signResult === 'sign' ? 'signed' : 'task-completed'),
    data: ({ signResult, suggestedUnitId }) => ({ signResult, suggestedUnitId }),
    change: ({ key, submission, by, at }, order) =>
      submission['signResult'] === 'sign'
        ? { set: { signedAt: at } }
        : order.returns.some(({ id }) => id === key)
          ? {}
          : {
              add: {
                returns: [
                  {
                    id: key,
                    at,
                    by,
                    ...(order.unitId === undefined ? {} : { unitId: order.unitId }),
                    ...textsOf(submission, ['reason', 'legalBasis', 'suggestedUnitId']),
                  },
                ],
              },
            },
    deny: (submission) => {
      if (submission['signResult'] === 'sign') return undefined;
      if (submission['signResult'] !== 'return')
        return { zh: '请选择签收或退单', en: 'Choose to sign or to return' };
      return (
        tooShort(submission, 'reason', 5, '退单理由', 'The reason for the return') ??
        tooShort(submission, 'legalBasis', 5, '法律依据', 'The legal basis') ??
        tooShort(submission, 'suggestedUnitId', 1, '建议承办单位', 'The suggested unit')
      );
    },
  },
  ContactCaller: {
    event: () => 'contacted',
    data: ({ contactResult }) => ({ contactResult }),
    change: ({ submission, by, at }) => ({
      set: { contactedAt: dateOf(submission['contactedAt'], at), contact: { ...submission, by, at } },
    }),
  },
  HandleOrder: {
    event: () => 'replied',
    data: ({ result }) => ({ result }),
    change: ({ submission, by, at }, order) => ({
      set: {
        finishedAt: at,
        reply: { result: submission['result'], text: submission['reply'], by, at, unitId: order.unitId },
      },
    }),
    deny: (submission) => tooShort(submission, 'reply', 5, '答复内容', 'The reply'),
  },
  ReviewReply: {
    event: ({ reviewResult }) => (reviewResult === 'approve' ? 'reply-approved' : 'reply-rejected'),
    data: ({ reviewResult }) => ({ reviewResult }),
    change: ({ submission, by, at }) => ({
      set: {
        review: { result: submission['reviewResult'], note: submission['reviewNote'], by, at },
        ...(submission['reviewResult'] === 'approve' ? { approvedAt: at } : {}),
      },
      // a rejected reply was no end; the next one is
      ...(submission['reviewResult'] === 'approve' ? {} : { unset: ['finishedAt'] as const }),
    }),
    deny: (submission) => {
      if (submission['reviewResult'] === 'approve') return undefined;
      if (submission['reviewResult'] !== 'reject')
        return { zh: '请选择审核结论', en: 'Choose the result of the review' };
      return tooShort(submission, 'reviewNote', 5, '修改意见', 'What to change');
    },
  },
  ArriveOnSite: {
    event: () => 'on-site',
    change: ({ submission, by, at }) => ({ set: { onSiteAt: at, onSite: { ...submission, by, at } } }),
  },
  MakeSafe: {
    event: () => 'made-safe',
    change: ({ submission, by, at }, order) => ({
      set: {
        finishedAt: at,
        reply: {
          result: 'solved',
          text: submission['reply'],
          measures: submission['measures'],
          by,
          at,
          unitId: order.unitId,
        },
      },
    }),
    deny: (submission) => tooShort(submission, 'reply', 5, '答复内容', 'The reply'),
  },
  CallBack: {
    event: () => 'called-back',
    data: ({ callbackResult, solved, satisfaction, redoAsked }) => ({
      callbackResult,
      solved,
      satisfaction,
      redoAsked,
    }),
    change: ({ submission, by, at }) => {
      const { callbackResult, ...rest } = submission;
      return { set: { calledBackAt: at, callback: { ...rest, result: callbackResult, by, at } } };
    },
    deny: (submission) => {
      const result = submission['callbackResult'];
      if (result === 'satisfied' || result === 'not-reached') return undefined;
      if (result !== 'dissatisfied') return { zh: '请选择回访结果', en: 'Choose the result of the callback' };
      return tooShort(
        submission,
        'dissatisfiedReason',
        5,
        '不满意原因',
        'The reason for the dissatisfaction',
      );
    },
  },
};

function tooShort(
  submission: Submission,
  field: string,
  least: number,
  zh: string,
  en: string,
): Denial | undefined {
  const value = submission[field];
  if (typeof value === 'string' && value.trim().length >= least) return undefined;
  return least > 1
    ? { zh: `${zh}必须填写,不少于 ${least} 个字`, en: `${en} needs at least ${least} characters` }
    : { zh: `${zh}必须填写`, en: `${en} is required` };
}

function textsOf(submission: Submission, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = submission[field];
      return typeof value === 'string' && value !== '' ? [[field, value]] : [];
    }),
  );
}

function dateOf(value: unknown, fallback: Date): Date {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? fallback : new Date(ms);
}
