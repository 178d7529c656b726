import type { ExpectedModel } from './expected.ts';

const SUPERVISOR = '=["role:supervisor"]';
const DISPATCHER = '=["role:dispatcher"]';
const LEADER = '=["role:leader"]';
const SECRETARY = '=["role:secretary"]';

/** The models of what a unit may ask for, of disputes and meetings, of merges and reports. */
export const EXPECTED_REQUESTS: Readonly<Record<string, ExpectedModel>> = {
  'return-review': {
    jobs: [
      'hotline.answer-request',
      'hotline.assess-return',
      'hotline.compute-due',
      'hotline.remind',
      'hotline.task',
    ],
    decisions: ['return-rules'],
    calls: [],
    tasks: { ReviewReturn: [DISPATCHER, 'review-return', '=returnReviewDueAt'] },
  },
  extension: {
    jobs: [
      'hotline.answer-request',
      'hotline.assess-extension',
      'hotline.compute-due',
      'hotline.extend',
      'hotline.remind',
      'hotline.task',
    ],
    decisions: ['extension-rules'],
    calls: [],
    tasks: { ReviewExtension: [SUPERVISOR, 'review-extension', '=extensionReviewDueAt'] },
  },
  suspension: {
    jobs: [
      'hotline.answer-request',
      'hotline.assess-suspension',
      'hotline.compute-due',
      'hotline.pause',
      'hotline.remind',
      'hotline.resume',
      'hotline.task',
    ],
    decisions: ['suspension-rules'],
    calls: [],
    tasks: { ReviewSuspension: [SUPERVISOR, 'review-suspension', '=suspensionReviewDueAt'] },
  },
  termination: {
    jobs: ['hotline.answer-request', 'hotline.compute-due', 'hotline.remind', 'hotline.task'],
    decisions: ['termination-rules'],
    calls: [],
    tasks: {
      ReviewTermination: [SUPERVISOR, 'review-termination', '=terminationReviewDueAt'],
      ApproveTermination: [LEADER, 'approve-termination', '=terminationApproveDueAt'],
    },
  },
  'joint-meeting': {
    jobs: [
      'hotline.issue-document',
      'hotline.missed-positions',
      'hotline.open-dispute',
      'hotline.plan-dispute',
      'hotline.put-on-agenda',
      'hotline.raise-dispute',
      'hotline.record-ruling',
      'hotline.remind',
      'hotline.task',
    ],
    decisions: ['escalation-ladder'],
    calls: [],
    tasks: {
      SubmitPosition: ['=[party.unitGroup]', 'submit-position', '=dispute.positionsDueAt', 'disputed'],
      SeekAgreement: [SECRETARY, 'seek-agreement', '=dispute.meetingDueAt', 'disputed'],
    },
  },
  meeting: {
    message: 'meeting-planned',
    jobs: [
      'hotline.invite',
      'hotline.move-meeting',
      'hotline.publish-rulings',
      'hotline.remind',
      'hotline.task',
    ],
    decisions: [],
    calls: [],
    tasks: {
      ConfirmAgenda: [SECRETARY, 'confirm-agenda', '=meeting.agendaDueAt'],
      ConfirmAttendance: ['=[attendee.unitGroup]', 'confirm-attendance', '=meeting.startsAt'],
      RecordMinutes: [SECRETARY, 'record-minutes', '=meeting.minutesDueAt'],
    },
  },
  merge: {
    jobs: [
      'hotline.compute-due',
      'hotline.copy-reply',
      'hotline.merge',
      'hotline.remind',
      'hotline.split',
      'hotline.task',
    ],
    decisions: ['merge-rules'],
    calls: [],
    tasks: { ConfirmMerge: [DISPATCHER, 'confirm-merge', '=mergeConfirmDueAt'] },
  },
  'recurring-reports': {
    message: 'report-planned',
    jobs: [
      'hotline.build-report',
      'hotline.compute-due',
      'hotline.proactive-order',
      'hotline.remind',
      'hotline.schedule-report',
      'hotline.task',
    ],
    decisions: ['report-rules'],
    calls: [],
    tasks: { ReviewHotspots: [SUPERVISOR, 'review-hotspots', '=hotspotReviewDueAt'] },
  },
};
