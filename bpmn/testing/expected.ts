import { EXPECTED_REQUESTS } from './expected-requests.ts';

/** A user task: its desk, form, due date and the status of the order while it is open (undefined where it does not change it). */
type ExpectedTask = readonly [group: string, form: string, due: string, status?: string];

/** What a model is expected to ask of people, workers and tables. A new model is a new row. */
export interface ExpectedModel {
  /** The message that starts an instance; without one, others call the process. */
  readonly message?: string;
  /** Job types. Each needs a worker: a type without one waits for ever. */
  readonly jobs: readonly string[];
  readonly decisions: readonly string[];
  readonly calls: readonly string[];
  readonly tasks: Readonly<Record<string, ExpectedTask>>;
}

const SUPERVISOR = '=["role:supervisor"]';
const UNIT = '=[unitGroup]';

/** Every model of bpmn/ by its process id, which is also the name of its file. */
export const EXPECTED: Readonly<Record<string, ExpectedModel>> = {
  'work-order': {
    message: 'order-received',
    jobs: [
      'hotline.answer-at-once',
      'hotline.classify',
      'hotline.close',
      'hotline.compute-deadlines',
      'hotline.compute-due',
      'hotline.dispatch',
      'hotline.evaluate',
      'hotline.issue-document',
      'hotline.leave',
      'hotline.record-return',
      'hotline.refer',
      'hotline.reply-to-merged',
      'hotline.task',
      'hotline.terminate',
    ],
    decisions: ['deadlines', 'raise-rules', 'routing', 'scores'],
    calls: [
      'callback',
      'emergency-response',
      'extension',
      'handling',
      'joint-meeting',
      'merge',
      'redo',
      'return-review',
      'supervision',
      'suspension',
      'termination',
    ],
    tasks: {
      ChooseUnit: [
        '=["role:dispatcher"]',
        'choose-unit',
        '=now() + duration(route.dispatchWithin)',
        'dispatching',
      ],
      LeaderAttends: ['=["unit-leader:" + unitId]', 'leader-attends', '=leaderRaiseDueAt'],
      OfficeAttends: ['=["role:leader"]', 'leader-attends', '=officeRaiseDueAt'],
    },
  },
  handling: {
    jobs: [
      'hotline.measure-reply',
      'hotline.missed-assist',
      'hotline.move-due-dates',
      'hotline.plan-assisting',
      'hotline.task',
    ],
    decisions: ['reply-rules'],
    calls: ['return-review'],
    tasks: {
      SignOrder: [UNIT, 'sign-order', '=deadline.signDueAt', 'awaiting-sign'],
      ContactCaller: [UNIT, 'contact-caller', '=deadline.dueAt', 'handling'],
      AssistOrder: ['=[assist.unitGroup]', 'assist-order', '=assist.dueAt'],
      HandleOrder: [UNIT, 'handle-order', '=deadline.dueAt', 'handling'],
      ReviewReply: [SUPERVISOR, 'review-reply', '=deadline.dueAt', 'reviewing'],
    },
  },
  supervision: {
    jobs: [
      'hotline.check-step',
      'hotline.issue-card',
      'hotline.issue-document',
      'hotline.plan-steps',
      'hotline.remind',
      'hotline.start-accountability',
      'hotline.task',
    ],
    decisions: ['supervision-steps'],
    calls: [],
    tasks: {
      FollowUp: [SUPERVISOR, 'follow-up', '=step.dueAt'],
      StageReport: [UNIT, 'stage-report', '=step.dueAt'],
    },
  },
  accountability: {
    message: 'accountability-started',
    jobs: ['hotline.compute-due', 'hotline.record-measure', 'hotline.task'],
    decisions: ['accountability'],
    calls: [],
    tasks: {
      InterviewUnit: [SUPERVISOR, 'interview', '=interviewDueAt'],
      HoldAccountable: ['=["role:leader"]', 'accountability', '=accountDueAt'],
    },
  },
  'emergency-response': {
    jobs: ['hotline.move-due-dates', 'hotline.push-emergency', 'hotline.task'],
    decisions: [],
    calls: [],
    tasks: {
      ArriveOnSite: [UNIT, 'arrive-on-site', '=deadline.onSiteDueAt', 'emergency-response'],
      MakeSafe: [UNIT, 'make-safe', '=deadline.dueAt', 'emergency-response'],
      JointSupport: ['=["unit:" + supportUnitId]', 'arrive-on-site', '=deadline.onSiteDueAt'],
    },
  },
  callback: {
    jobs: [
      'hotline.callback-sms',
      'hotline.not-evaluated',
      'hotline.record-attempt',
      'hotline.record-sms-reply',
      'hotline.remind',
      'hotline.schedule-callback',
      'hotline.task',
    ],
    decisions: ['callback-rules'],
    calls: [],
    tasks: {
      CallBack: ['=["role:callback"]', 'call-back', '=callback.dueAt', 'callback'],
    },
  },
  redo: {
    jobs: ['hotline.answer-request', 'hotline.compute-due', 'hotline.redo', 'hotline.remind', 'hotline.task'],
    decisions: ['redo-rules'],
    calls: [],
    tasks: {
      ReviewRedo: [SUPERVISOR, 'review-redo', '=redoReviewDueAt'],
    },
  },
  ...EXPECTED_REQUESTS,
};
