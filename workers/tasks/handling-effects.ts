import type { OrderChange, OrderDocument } from '@jiesu/store';
import { dateOf, idsOf, notAUnit, notOneOf, textsOf, tooShort } from './effect.ts';
import type { CompletedTask, Denial, DenialFacts, ElementEffects, Submission } from './effect.ts';
import { mainOrderDenial } from './merge-denial.ts';

/** 派单、办理、回访: the elements of every order. */
export const HANDLING_EFFECTS: ElementEffects = {
  ChooseUnit: {
    event: () => 'task-completed',
    data: ({ unitId, dispatchChoice, referralId }) => ({ unitId, dispatchChoice, referralId }),
    change: (task) => ({ set: chosen(task) }),
    deny: (submission, facts) => denyChoice(submission, facts),
  },
  SignOrder: {
    event: ({ signResult }) => (signResult === 'sign' ? 'signed' : 'task-completed'),
    data: ({ signResult, suggestedUnitId }) => ({ signResult, suggestedUnitId }),
    change: signed,
    deny: (submission) => {
      if (submission['signResult'] === 'sign') return undefined;
      return (
        notOneOf(submission['signResult'], ['return'], '请选择签收或退单', 'Choose to sign or to return') ??
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
  AssistOrder: {
    event: () => 'assisted',
    data: ({ assistResult }) => ({ assistResult }),
    change: ({ submission, by, at, unitId }, order) => ({
      set: {
        assisting: (order.assisting ?? []).map((part) =>
          part.unitId === unitId ? { ...part, ...textsOf(submission, ['opinion']), by, at } : part,
        ),
      },
    }),
    deny: (submission) => tooShort(submission, 'opinion', 1, '协办意见', 'The opinion'),
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
      return (
        notOneOf(
          submission['reviewResult'],
          ['reject'],
          '请选择审核结论',
          'Choose the result of the review',
        ) ?? tooShort(submission, 'reviewNote', 5, '修改意见', 'What to change')
      );
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
    data: ({ callbackResult, solved, satisfaction, dissatisfiedClass, redoAsked }) => ({
      callbackResult,
      solved,
      satisfaction,
      dissatisfiedClass,
      redoAsked,
    }),
    change: ({ submission, by, at }) => {
      const { callbackResult, ...rest } = submission;
      return { set: { calledBackAt: at, callback: { ...rest, result: callbackResult, by, at } } };
    },
    deny: (submission) => {
      const result = submission['callbackResult'];
      if (result === 'satisfied' || result === 'not-reached') return undefined;
      return (
        notOneOf(result, ['dissatisfied'], '请选择回访结果', 'Choose the result of the callback') ??
        tooShort(submission, 'dissatisfiedReason', 5, '不满意原因', 'The reason for the dissatisfaction')
      );
    },
  },
};

function chosen({ submission, by, at }: CompletedTask): NonNullable<OrderChange['set']> {
  switch (submission['dispatchChoice']) {
    case 'refer':
      return { referral: { id: String(submission['referralId']), by, at } };
    case 'merge':
      return { mergeTarget: String(submission['mainOrderNo']).trim() };
    default:
      return { assistingUnitIds: idsOf(submission['assistingUnitIds']) };
  }
}

function denyChoice(
  submission: Submission,
  facts: DenialFacts,
): Denial | undefined | Promise<Denial | undefined> {
  switch (submission['dispatchChoice'] ?? 'dispatch') {
    case 'dispatch': {
      const assisting = idsOf(submission['assistingUnitIds']);
      const wrong = [submission['unitId'], ...assisting]
        .map((unitId) => notAUnit(unitId, facts))
        .find((denial) => denial !== undefined);
      return wrong;
    }
    case 'refer':
      return tooShort(submission, 'referralId', 1, '不予受理情形', 'The class of the referral');
    case 'merge':
      return mainOrderDenial(submission['mainOrderNo'], facts);
    case 'consult':
      return idsOf(submission['partyUnitIds']).length > 0
        ? undefined
        : { zh: '请选择会商单位', en: 'Choose the units to consult' };
    default:
      return { zh: '请选择处理方式', en: 'Choose what to do' };
  }
}

function signed({ key, submission, by, at }: CompletedTask, order: OrderDocument): OrderChange {
  if (submission['signResult'] === 'sign') return { set: { signedAt: at } };
  if (order.returns.some(({ id }) => id === key)) return {};
  return {
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
  };
}
