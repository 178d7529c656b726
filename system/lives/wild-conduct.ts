import { conductOf } from '../simulation/conduct.ts';
import type { Conduct, Situation } from '../simulation/conduct.ts';
import type { Chance } from '../simulation/chance.ts';

const HOUR = 60;
const DAY = 7 * HOUR;

/** Shares of what wild people do: all that is rare in a city is frequent here. */
const WILD = {
  returned: 0.3,
  late: 0.15,
  /** Does nothing at all until supervision has gone to its end. */
  idle: 0.04,
  notReached: 0.45,
  dissatisfied: 0.4,
  rejected: 0.3,
  consulted: 0.1,
  refused: 0.4,
} as const;

type WildHabit = (situation: Situation, chance: Chance) => Readonly<Record<string, unknown>> | undefined;

const refusal = { reviewDecision: 'refuse', reviewNote: '按派单目录属本单位职责，请签收办理' };
const granted = (chance: Chance, most: number): Readonly<Record<string, unknown>> =>
  chance.happens(WILD.refused)
    ? refusal
    : { reviewDecision: 'grant', grantedAmount: chance.between(1, most) };

/** What is handed in instead of the usual; undefined leaves it at the usual. */
const HABITS: Readonly<Record<string, WildHabit>> = {
  SignOrder: ({ units }, chance) =>
    chance.happens(WILD.returned)
      ? {
          signResult: 'return',
          reason: '该事项不在本单位职责范围内',
          legalBasis: '本单位三定规定第三条',
          suggestedUnitId: chance.pick(units),
        }
      : { signResult: 'sign' },
  ChooseUnit: ({ units }, chance) =>
    chance.happens(WILD.consulted)
      ? { dispatchChoice: 'consult', partyUnitIds: [...new Set([chance.pick(units), chance.pick(units)])] }
      : {
          dispatchChoice: 'dispatch',
          unitId: chance.pick(units),
          assistingUnitIds: chance.happens(0.4) ? [chance.pick(units.slice(0, 3))] : [],
          designated: chance.happens(0.1),
          ...(chance.happens(0.1) ? { statutoryMatter: chance.pick(['petition', 'labour-inspection']) } : {}),
        },
  ReviewReturn: (_situation, chance) => {
    const reviewDecision = chance.pick(['accept', 'refuse', 'dispute']);
    return reviewDecision === 'refuse' ? refusal : { reviewDecision };
  },
  ReviewExtension: (_situation, chance) => granted(chance, 5),
  ReviewSuspension: (_situation, chance) => granted(chance, 4),
  ReviewRedo: (_situation, chance) => (chance.happens(WILD.refused) ? refusal : { reviewDecision: 'grant' }),
  ReviewTermination: (_situation, chance) =>
    chance.happens(WILD.refused) ? refusal : { reviewDecision: 'approve' },
  ApproveTermination: (_situation, chance) =>
    chance.happens(WILD.refused)
      ? { approveDecision: 'refuse', approveNote: '请继续办理并向诉求人答复' }
      : { approveDecision: 'approve' },
  ReviewReply: ({ occurrence }, chance) =>
    occurrence < 3 && chance.happens(WILD.rejected)
      ? { reviewResult: 'reject', reviewNote: '请补充现场处理照片和具体措施' }
      : { reviewResult: 'approve' },
  CallBack: (_situation, chance) => {
    if (chance.happens(WILD.notReached)) return { callbackResult: 'not-reached' };
    if (!chance.happens(WILD.dissatisfied)) return { callbackResult: 'satisfied', solved: true };
    return {
      callbackResult: 'dissatisfied',
      solved: false,
      dissatisfiedClass: chance.pick(['not-solved', 'untrue', 'not-contacted', 'slow', 'policy', 'other']),
      dissatisfiedReason: '问题没有得到实际解决',
      redoAsked: chance.happens(0.7),
    };
  },
  FollowUp: (_situation, chance) =>
    chance.happens(0.5) ? { followUpResult: 'at-risk', note: '现场进度落后，已约谈承办人' } : undefined,
  InterviewUnit: ({ now }, chance) => ({
    heldAt: now,
    attendee: '单位负责人',
    findings: '已指出办理超期问题并要求整改',
    rectified: chance.happens(0.5),
  }),
  SeekAgreement: ({ units }, chance) =>
    chance.happens(0.3)
      ? { agreed: true, unitId: chance.pick(units), basis: '经协商由该单位主办' }
      : { agreed: false, basis: '各单位意见不一致，提交会议' },
  RecordMinutes: ({ disputes, units }, chance) => ({
    rulings: disputes.map((disputeId) =>
      // what a meeting defers goes up the ladder, to the last rung
      chance.happens(0.4)
        ? { disputeId, rulingResult: 'deferred', basis: '需补充材料后再议' }
        : {
            disputeId,
            rulingResult: 'ruled',
            unitId: chance.pick(units),
            assistingUnitIds: [],
            basis: '依据三定规定由该单位主办',
          },
    ),
    minutes: '各单位到会说明意见，会议依据三定规定作出处理。',
  }),
};

/** What wild people do with a task: returns, disputes, redo and lateness are the rule rather than the exception. */
export function wildConductOf(situation: Situation, chance: Chance): Conduct {
  const usual = conductOf(situation, chance);
  const idle = chance.happens(WILD.idle);
  const late = idle || usual.late === true || chance.happens(WILD.late);
  const afterMinutes = idle ? 25 * DAY : late ? chance.between(DAY, 12 * DAY) : usual.afterMinutes;
  return {
    afterMinutes,
    values: HABITS[situation.task.elementId]?.(situation, chance) ?? usual.values,
    late,
  };
}
