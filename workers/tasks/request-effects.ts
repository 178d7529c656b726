import type { OrderChange, OrderDocument } from '@jiesu/store';
import { notOneOf, textsOf, tooShort } from './effect.ts';
import type {
  CompletedTask,
  Denial,
  DenialFacts,
  ElementEffect,
  ElementEffects,
  Submission,
} from './effect.ts';
import { mainOrderDenial } from './merge-denial.ts';

/** 申请审核: who decided a request, and why; the decision itself is closed by the process. */
export const REQUEST_EFFECTS: ElementEffects = {
  ReviewReturn: review(['accept', 'refuse', 'dispute'], ['refuse']),
  ReviewExtension: review(['grant', 'refuse'], ['refuse'], 'extensionRule'),
  ReviewSuspension: review(['grant', 'refuse'], ['refuse'], 'suspensionRule'),
  ReviewTermination: review(['approve', 'refuse'], ['refuse']),
  ApproveTermination: {
    event: () => 'task-completed',
    data: ({ approveDecision }) => ({ decision: approveDecision }),
    change: (task, order) => decidedBy(task, order, 'approveNote'),
    deny: (submission) =>
      notOneOf(
        submission['approveDecision'],
        ['approve', 'refuse'],
        '请选择审批结论',
        'Choose the result of the approval',
      ) ??
      // the form asks for a reason of the refusal only
      (submission['approveDecision'] === 'refuse'
        ? tooShort(submission, 'approveNote', 1, '不批准的理由', 'The reason')
        : undefined),
  },
  ReviewRedo: review(['grant', 'refuse'], ['refuse']),
  ConfirmMerge: {
    event: () => 'task-completed',
    data: ({ mergeDecision, mainOrderNo }) => ({ decision: mergeDecision, mainOrderNo }),
    change: ({ submission }) =>
      submission['mergeDecision'] === 'confirm' && typeof submission['mainOrderNo'] === 'string'
        ? { set: { mergeTarget: submission['mainOrderNo'].trim() } }
        : {},
    deny: (submission, facts) =>
      notOneOf(
        submission['mergeDecision'],
        ['confirm', 'refuse'],
        '请选择是否并单',
        'Choose whether to merge',
      ) ??
      (submission['mergeDecision'] === 'confirm'
        ? mainOrderDenial(submission['mainOrderNo'] ?? facts.order?.mergeTarget, facts)
        : undefined),
  },
};

function review(
  choices: readonly string[],
  explained: readonly string[],
  rule?: 'extensionRule' | 'suspensionRule',
): ElementEffect {
  return {
    event: () => 'task-completed',
    data: ({ reviewDecision, grantedAmount }) => ({ decision: reviewDecision, grantedAmount }),
    change: (task, order) => decidedBy(task, order, 'reviewNote'),
    deny: (submission, facts) =>
      notOneOf(submission['reviewDecision'], choices, '请选择审核结论', 'Choose the result of the review') ??
      (explained.includes(String(submission['reviewDecision']))
        ? tooShort(submission, 'reviewNote', 1, '审核意见', 'The note')
        : undefined) ??
      (rule === undefined ? undefined : wrongAmount(submission, facts, rule)),
  };
}

/** What is granted is within what the rules allow. */
function wrongAmount(
  submission: Submission,
  { task }: DenialFacts,
  rule: 'extensionRule' | 'suspensionRule',
): Denial | undefined {
  if (submission['reviewDecision'] !== 'grant') return undefined;
  const amount = Number(submission['grantedAmount']);
  const most = task.input[rule]?.maxAmount ?? Number.POSITIVE_INFINITY;
  if (amount > 0 && amount <= most) return undefined;
  return {
    zh: Number.isFinite(most) ? `批准的工作日数应在 1 至 ${most} 之间` : '请填写批准的工作日数',
    en: 'The granted working days are not within the rules',
  };
}

function decidedBy(
  { submission, by, at, input }: CompletedTask,
  order: OrderDocument,
  note: string,
): OrderChange {
  const { requestId } = input;
  if (requestId === undefined) return {};
  const { grantedAmount } = submission;
  return {
    set: {
      requests: (order.requests ?? []).map((request) =>
        request.id === requestId
          ? {
              ...request,
              decidedBy: by,
              decidedAt: at,
              ...(typeof grantedAmount === 'number'
                ? { grantedAmount, grantedUnit: request.unit ?? ('working-days' as const) }
                : {}),
              ...(textsOf(submission, [note])[note] === undefined ? {} : { note: String(submission[note]) }),
            }
          : request,
      ),
    },
  };
}
