import { CALLER_TYPE_NAMES, CHANNEL_NAMES, ORDER_KIND_NAMES, URGENCY_NAMES } from '@jiesu/domain';
import type { Names } from '@jiesu/domain';

type Words = Readonly<Record<string, Names>>;

/** Units of time in a table, and how an amount of them reads. */
export const TIME_UNIT_WORDS: Words = {
  'working-days': { zh: '个工作日', en: 'working days' },
  'working-hours': { zh: '个工作小时', en: 'working hours' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
};

/** Values of columns whose words depend on the column, by the column's expression or name. */
export const COLUMN_WORDS: Readonly<Record<string, Words>> = {
  kind: ORDER_KIND_NAMES,
  urgency: URGENCY_NAMES,
  'requestFacts.urgency': URGENCY_NAMES,
  callerType: CALLER_TYPE_NAMES,
  channel: CHANNEL_NAMES,
  dissatisfiedClass: {
    'not-solved': { zh: '未解决', en: 'not solved' },
    untrue: { zh: '答复与事实不符', en: 'the reply is untrue' },
    'not-contacted': { zh: '未联系诉求人', en: 'not contacted' },
    slow: { zh: '办理缓慢', en: 'slow' },
    attitude: { zh: '态度差', en: 'attitude' },
    policy: { zh: '对政策不满', en: 'against the policy' },
    'new-request': { zh: '新的诉求', en: 'a new request' },
    other: { zh: '其他', en: 'other' },
  },
  'requestFacts.cause': {
    caller: { zh: '诉求人原因', en: 'the caller' },
    appraisal: { zh: '鉴定检测', en: 'appraisal' },
    'force-majeure': { zh: '不可抗力', en: 'force majeure' },
    proceedings: { zh: '诉讼仲裁', en: 'proceedings' },
    other: { zh: '其他', en: 'other' },
  },
  level: {
    leader: { zh: '单位负责人', en: 'head of the unit' },
    office: { zh: '政府办', en: 'government office' },
  },
  cause: {
    'red-card': { zh: '红牌', en: 'red card' },
    overdue: { zh: '严重逾期', en: 'long overdue' },
  },
  path: {
    'answer-at-once': { zh: '当场答复', en: 'answer at once' },
    emergency: { zh: '紧急推送', en: 'emergency' },
    refer: { zh: '不予受理引导', en: 'refer' },
    merge: { zh: '并单', en: 'merge' },
    automatic: { zh: '自动派单', en: 'automatic dispatch' },
    dispatcher: { zh: '派单员派单', en: 'a dispatcher decides' },
  },
  action: {
    remind: { zh: '催办', en: 'remind' },
    'yellow-card': { zh: '黄牌', en: 'yellow card' },
    'red-card': { zh: '红牌', en: 'red card' },
    notice: { zh: '通报', en: 'notice' },
    'follow-up': { zh: '跟进核查', en: 'follow-up' },
    'stage-report': { zh: '阶段报告', en: 'stage report' },
    'raise-leader': { zh: '提级至单位负责人', en: 'raise to the head of the unit' },
    'raise-office': { zh: '提级至政府办', en: 'raise to the government office' },
  },
  anchor: {
    dispatched: { zh: '派单', en: 'dispatch' },
    'sign-due': { zh: '签收到期', en: 'sign limit' },
    due: { zh: '办理到期', en: 'deadline' },
    'on-site-due': { zh: '到场到期', en: 'arrival limit' },
    'push-due': { zh: '推送到期', en: 'push limit' },
  },
  unless: {
    signed: { zh: '已签收', en: 'signed' },
    contacted: { zh: '已联系', en: 'contacted' },
    pushed: { zh: '已推送', en: 'pushed' },
    'on-site': { zh: '已到场', en: 'on site' },
    replied: { zh: '已答复', en: 'replied' },
    approved: { zh: '已审核', en: 'approved' },
  },
  first: {
    notice: { zh: '通报', en: 'notice' },
    interview: { zh: '约谈', en: 'interview' },
  },
  verdict: {
    review: { zh: '审核', en: 'review' },
    refuse: { zh: '不予批准', en: 'refuse' },
    grant: { zh: '直接批准', en: 'grant' },
    dispute: { zh: '提交联席会议', en: 'dispute' },
  },
};

/** Values that mean the same in every column. */
export const VALUE_WORDS: Words = {
  ...TIME_UNIT_WORDS,
  'working-days': { zh: '工作日', en: 'working days' },
  'working-hours': { zh: '工作小时', en: 'working hours' },
  'labour-inspection': { zh: '劳动保障监察', en: 'labour inspection' },
  'consumer-mediation': { zh: '消费投诉调解', en: 'consumer mediation' },
  'consumer-report': { zh: '市场监管举报', en: 'consumer report' },
  'administrative-licence': { zh: '行政许可', en: 'administrative licence' },
  petition: { zh: '信访', en: 'petition' },
  daily: { zh: '每日', en: 'daily' },
  weekly: { zh: '每周', en: 'weekly' },
  monthly: { zh: '每月', en: 'monthly' },
};
