import type { TaskDocument } from '@jiesu/store';
import type { Chance } from './chance.ts';

/** What a person does with a task: after how long, and what they hand in. */
export interface Conduct {
  /** Minutes after it came, in working hours unless the task is an emergency's. */
  readonly afterMinutes: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether it is done without regard to its limit. */
  readonly late?: boolean;
}

/** What the people of the simulated city know of a task. */
export interface Situation {
  readonly task: Pick<TaskDocument, 'elementId' | 'candidateGroups' | 'subject'>;
  /** How often this order came to this element before. */
  readonly occurrence: number;
  /** Options of the form's lists. */
  readonly units: readonly string[];
  readonly disputes: readonly string[];
  readonly hotspots: readonly string[];
  /** The time, ISO 8601. */
  readonly now: string;
}

type Habit = (situation: Situation, chance: Chance) => Conduct;

/** Shares of what people do; those of the city's own report where it gives them. */
export const SHARES = {
  /** Orders that a unit returns when it should sign: 3 of 100 of all, 14 of which are answered at once. */
  returned: 0.035,
  /** Returned ones that end before the joint meeting: 3 orders in 1000. */
  disputed: 0.1,
  rejectedReply: 0.04,
  dissatisfied: 0.02,
  notReached: 0.12,
  /** Work that takes longer than its limit. */
  late: 0.01,
} as const;

const HOUR = 60;
const DAY = 7 * HOUR;
const done = (afterMinutes: number, values: Readonly<Record<string, unknown>>): Conduct => ({
  afterMinutes,
  values,
});
const another = (units: readonly string[], chance: Chance): string => chance.pick(units.slice(1, 6));

/** By the element that the task is at. A task that is not here would wait for ever, so it is an error. */
const HABITS: Readonly<Record<string, Habit>> = {
  ChooseUnit: ({ units, occurrence }, chance) =>
    done(chance.between(3, 40), {
      dispatchChoice: 'dispatch',
      // what was returned goes to the next best unit
      unitId: units[occurrence % Math.max(units.length, 1)],
    }),
  SignOrder: ({ units, occurrence }, chance) =>
    occurrence === 0 && chance.happens(SHARES.returned)
      ? done(chance.between(20, 3 * HOUR), {
          signResult: 'return',
          reason: '该事项不在本单位职责范围内',
          legalBasis: '本单位三定规定第三条',
          suggestedUnitId: another(units, chance),
        })
      : done(chance.between(5, 4 * HOUR), { signResult: 'sign' }),
  ReviewReturn: (_situation, chance) => {
    const decision = chance.happens(SHARES.disputed) ? 'dispute' : chance.happens(0.2) ? 'refuse' : 'accept';
    return done(chance.between(20, 3 * HOUR), {
      reviewDecision: decision,
      ...(decision === 'refuse' ? { reviewNote: '按派单目录属本单位职责，请签收办理' } : {}),
    });
  },
  ContactCaller: (_situation, chance) => done(chance.between(5, 3 * HOUR), { contactResult: 'reached' }),
  AssistOrder: (_situation, chance) =>
    done(chance.between(HOUR, DAY), { assistResult: 'done', opinion: '已配合主办单位到场处理完毕' }),
  HandleOrder: ({ occurrence }, chance) => {
    const late = chance.happens(SHARES.late);
    return {
      afterMinutes: late ? chance.between(5 * DAY, 12 * DAY) : chance.between(30, 2 * DAY),
      values: {
        result: chance.happens(0.9) ? 'solved' : 'explained',
        // a reply that the caller was not content with is not taken again
        reply: `已到现场核实并处理完毕（第${occurrence + 1}次答复），处理情况已向诉求人当面说明。`,
      },
      late,
    };
  },
  ReviewReply: ({ occurrence }, chance) =>
    occurrence === 0 && chance.happens(SHARES.rejectedReply)
      ? done(chance.between(5, 90), { reviewResult: 'reject', reviewNote: '请补充现场处理照片和具体措施' })
      : done(chance.between(5, 90), { reviewResult: 'approve' }),
  ArriveOnSite: (_situation, chance) =>
    done(chance.between(8, 32), { measures: '已到场，设置警戒并疏散人员' }),
  JointSupport: (_situation, chance) => done(chance.between(8, 40), { measures: '已到场支援' }),
  MakeSafe: (_situation, chance) =>
    done(chance.between(2 * HOUR, 40 * HOUR), {
      measures: '险情已排除，安全鉴定完成',
      reply: '险情已排除，后续补偿事宜已与您约定时间。',
    }),
  CallBack: (_situation, chance) => {
    if (chance.happens(SHARES.notReached))
      return done(chance.between(5, HOUR), { callbackResult: 'not-reached' });
    if (!chance.happens(SHARES.dissatisfied)) {
      return done(chance.between(5, 2 * HOUR), { callbackResult: 'satisfied', solved: true });
    }
    return done(chance.between(5, 2 * HOUR), {
      callbackResult: 'dissatisfied',
      solved: false,
      dissatisfiedClass: 'not-solved',
      dissatisfiedReason: '问题没有得到实际解决',
      redoAsked: true,
    });
  },
  ReviewRedo: (_situation, chance) => done(chance.between(10, DAY), { reviewDecision: 'grant' }),
  FollowUp: (_situation, chance) => done(chance.between(10, 3 * HOUR), { followUpResult: 'on-track' }),
  StageReport: (_situation, chance) =>
    done(chance.between(30, DAY), {
      progress: '正在按计划推进办理工作',
      nextStep: '完成现场处理后答复诉求人',
    }),
  LeaderAttends: (_situation, chance) =>
    done(chance.between(30, DAY), { instruction: '请分管领导今日内督促办结' }),
  OfficeAttends: (_situation, chance) =>
    done(chance.between(30, DAY), { instruction: '请政府办督查室跟踪督办' }),
  InterviewUnit: ({ now }, chance) =>
    done(chance.between(HOUR, DAY), {
      heldAt: now,
      attendee: '单位负责人',
      findings: '已指出办理超期问题并要求整改',
      rectified: chance.happens(0.9),
    }),
  HoldAccountable: (_situation, chance) =>
    done(chance.between(HOUR, DAY), { measure: 'criticism', reason: '办理严重超期且约谈后未整改到位' }),
  ReviewExtension: (_situation, chance) =>
    done(chance.between(20, DAY), { reviewDecision: 'grant', grantedAmount: 3 }),
  ReviewSuspension: (_situation, chance) =>
    done(chance.between(20, DAY), { reviewDecision: 'grant', grantedAmount: 2 }),
  ReviewTermination: (_situation, chance) => done(chance.between(20, DAY), { reviewDecision: 'approve' }),
  ApproveTermination: (_situation, chance) => done(chance.between(20, DAY), { approveDecision: 'approve' }),
  ConfirmMerge: (_situation, chance) =>
    done(chance.between(10, 2 * HOUR), { mergeDecision: 'refuse', note: '事项不同，应分别办理' }),
  SubmitPosition: ({ units, task }, chance) => {
    const own = task.candidateGroups[0]?.replace('unit:', '');
    const other = units.find((unit) => unit !== own) ?? '';
    return done(chance.between(30, 6 * HOUR), {
      position: 'not-responsible',
      opinion: '该事项由其他单位负责更为适当',
      legalBasis: '本单位三定规定第三条',
      termsOfDuty: '本单位三定规定未列此项职责',
      suggestedUnitId: other,
    });
  },
  SeekAgreement: ({ units }, chance) =>
    chance.happens(0.5)
      ? done(chance.between(HOUR, DAY), { agreed: true, unitId: units[0], basis: '经协商由首选单位主办' })
      : done(chance.between(HOUR, DAY), { agreed: false, basis: '各单位意见不一致，提交会议' }),
  ConfirmAgenda: ({ disputes }, chance) =>
    done(chance.between(20, 3 * HOUR), { disputeIds: [...disputes], place: '市政府三楼会议室' }),
  ConfirmAttendance: (_situation, chance) =>
    done(chance.between(20, 5 * HOUR), { attendance: 'leader', attendee: '分管负责人' }),
  RecordMinutes: ({ disputes, units }, chance) =>
    done(chance.between(30, 3 * HOUR), {
      rulings: disputes.map((disputeId) => ({
        disputeId,
        rulingResult: 'ruled',
        unitId: units[0],
        assistingUnitIds: [],
        basis: '依据三定规定由该单位主办',
      })),
      minutes: '各单位到会说明意见，会议依据三定规定作出裁定。',
    }),
  ReviewHotspots: (_situation, chance) =>
    done(chance.between(30, DAY), { hotspotDecision: 'watch', note: '持续关注该区域的同类诉求' }),
};

/** What is done with a task. @throws Error for an element that nobody here knows */
export function conductOf(situation: Situation, chance: Chance): Conduct {
  const habit = HABITS[situation.task.elementId];
  if (habit === undefined) throw new Error(`nobody of the simulated city does ${situation.task.elementId}`);
  return habit(situation, chance);
}

/** Tasks that are done day and night. */
export function isAroundTheClock(elementId: string): boolean {
  return ['ArriveOnSite', 'JointSupport', 'MakeSafe'].includes(elementId);
}
