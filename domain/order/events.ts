import type { Names } from './terms.ts';

/** What the timeline of an order can show, with its names. */
export const ORDER_EVENT_NAMES = {
  received: { zh: '受理登记', en: 'Received' },
  classified: { zh: '自动分类', en: 'Classified' },
  routed: { zh: '确定去向', en: 'Routed' },
  'answered-at-once': { zh: '当场答复', en: 'Answered at once' },
  referred: { zh: '不予受理并引导', en: 'Referred' },
  dispatched: { zh: '派单', en: 'Dispatched' },
  'deadlines-computed': { zh: '计算时限', en: 'Deadlines computed' },
  'deadlines-changed': { zh: '时限变更', en: 'Deadlines changed' },
  'reminder-sent': { zh: '催办', en: 'Reminder sent' },
  signed: { zh: '签收', en: 'Signed' },
  returned: { zh: '退单', en: 'Returned' },
  contacted: { zh: '联系诉求人', en: 'Caller contacted' },
  replied: { zh: '办理答复', en: 'Replied' },
  'reply-approved': { zh: '审核通过', en: 'Reply approved' },
  'reply-rejected': { zh: '审核退回', en: 'Reply rejected' },
  'emergency-pushed': { zh: '推送应急专班', en: 'Pushed to the emergency squad' },
  'on-site': { zh: '到达现场', en: 'On site' },
  'made-safe': { zh: '险情排除', en: 'Made safe' },
  'callback-scheduled': { zh: '安排回访', en: 'Callback scheduled' },
  'called-back': { zh: '回访', en: 'Called back' },
  'redo-started': { zh: '重办', en: 'Handled again' },
  evaluated: { zh: '评价', en: 'Evaluated' },
  closed: { zh: '销号', en: 'Closed' },
  'task-created': { zh: '生成任务', en: 'Task created' },
  'task-claimed': { zh: '领取任务', en: 'Task claimed' },
  'task-unclaimed': { zh: '退回任务', en: 'Task given back' },
  'task-completed': { zh: '完成任务', en: 'Task completed' },
  'task-canceled': { zh: '撤销任务', en: 'Task canceled' },
  'task-denied': { zh: '提交未被接受', en: 'Submission denied' },
  'caller-viewed': { zh: '查看诉求人信息', en: 'Caller viewed' },
} as const satisfies Record<string, Names>;

/** Type of an entry of an order's timeline. */
export type OrderEventType = keyof typeof ORDER_EVENT_NAMES;

/** Names of an event type; an unknown one (from a newer version) is shown as it is written. */
export function eventNames(type: string): Names {
  const known: Readonly<Record<string, Names>> = ORDER_EVENT_NAMES;
  return (Object.hasOwn(known, type) ? known[type] : undefined) ?? { zh: type, en: type };
}
